// @ts-check
// npm run docs: the API's pages from its comments, in build/api. Fails if a public type isn't exported or a
// link is broken.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { endOnSignals } from './ending.mjs';
import { build, root } from './paths.mjs';
import { main, mustRun, mustRunNpm } from './run.mjs';
import { checkNode } from './setup/checkNode.mjs';
import { installPackages } from './setup/installPackages.mjs';

const sources = path.join(root, 'scripts', 'docs');
/** Apart from node_modules: typedoc needs an older TypeScript, 46 MB with all. */
const tools = path.join(build, 'typedoc');
const typedoc = path.join(tools, 'node_modules', 'typedoc', 'bin', 'typedoc');

endOnSignals();
await main(async () => {
  checkNode();
  await installPackages();
  await installTypedoc();
  await mustRun(process.execPath, [typedoc, '--options', path.join(sources, 'typedoc.json')]);
});

/** Exactly what its package-lock.json names, unless that is there. */
async function installTypedoc() {
  const files = ['package.json', 'package-lock.json'];
  const isSame = (/** @type {string} */ file) =>
    existsSync(path.join(tools, file)) &&
    readFileSync(path.join(tools, file)).equals(readFileSync(path.join(sources, file)));
  // npm writes this one last.
  const whole = existsSync(path.join(tools, 'node_modules', '.package-lock.json'));
  if (whole && files.every(isSame)) return;
  rmSync(tools, { recursive: true, force: true });
  mkdirSync(tools, { recursive: true });
  for (const file of files) copyFileSync(path.join(sources, file), path.join(tools, file));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await mustRunNpm(['ci', ...options], { cwd: tools });
}
