// @ts-check
// npm run sync: brings the notebooks and their text pairs in step, the newer one winning, and drops the
// outputs.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { main, mustRun } from './run.mjs';
import { installPackages } from './setup/installPackages.mjs';
import { preparePython } from './setup/preparePython.mjs';

await main(async () => {
  await installPackages();
  const { executable, env } = await preparePython();
  const folder = path.join(root, 'notebooks');
  const notebooks = readdirSync(folder).filter((file) => file.endsWith('.ipynb'));
  const python = (/** @type {string[]} */ ...args) =>
    mustRun(executable, ['-m', ...args, ...notebooks], { cwd: folder, env });
  await python('jupytext', '--sync');
  await python('nbconvert', '--clear-output', '--inplace', '--log-level=ERROR');
  // Emptying the outputs made the notebooks the newer half.
  await python('jupytext', '--sync', '--quiet');
});
