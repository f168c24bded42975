// @ts-check
import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { run } from '../run.mjs';
import { buildKernel } from './buildKernel.mjs';
import { buildPage } from './buildPage.mjs';
import { report } from './report.mjs';
import { stamp } from './stamp.mjs';

const lib = path.join(root, 'lib');
const dist = path.join(lib, 'dist');

/**
 * Compiles lib/ to lib/dist, its kernel to WebAssembly; the notebooks import it as `access-anomaly`.
 * @param {{ inSpiteOfErrors?: boolean }} [options] whether type errors are a warning
 */
export async function buildLibrary({ inSpiteOfErrors = false } = {}) {
  const state = stamp('library', { inputs: sources(), output: path.join(dist, 'index.js') });
  if (state.upToDate) return report('library', 'up to date');
  report('library', 'compiling lib/ to lib/dist');
  const begun = Date.now();
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const status = await run(process.execPath, [compiler, '--project', path.join(lib, 'tsconfig.json')]);
  if (status !== 0 && !inSpiteOfErrors) throw new Error(`${compiler} ended with exit code ${status}`);
  removeOlder(begun);
  await buildKernel(path.join(lib, 'als', 'kernel'), path.join(dist, 'als'));
  await buildPage(lib);
  if (status === 0) state.done();
  else console.warn('!!! lib/ has the type errors above. lib/dist was built all the same. !!!');
}

/**
 * Removes what the compiler hasn't just written, since its source is gone. The rest stays: others may use it.
 * @param {number} begun when the compiler started
 */
function removeOlder(begun) {
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const output = path.join(dist, file);
    if (/\.(ts|js|map)$/.test(file) && statSync(output).mtimeMs < begun) rmSync(output);
  }
}

function sources() {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(dist|node_modules)[\\/]/.test(file))
    .map((file) => path.join(lib, file));
  const configuration = [
    path.join(lib, 'tsconfig.json'),
    path.join(lib, 'package.json'),
    path.join(root, 'tsconfig.json'),
  ];
  return [...files.sort(), ...configuration, path.join(root, 'package-lock.json')];
}
