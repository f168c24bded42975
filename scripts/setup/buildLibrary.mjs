// @ts-check
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { build, root } from '../paths.mjs';
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
  // Beside lib/dist, which others may be using, and under no name that the compiler or a linter reads.
  const [fresh, old] = ['.dist', '.dist-old'].map((name) => path.join(lib, name));
  for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true });
  const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['--project', path.join(lib, 'tsconfig.json'), '--outDir', fresh];
  const status = await run(process.execPath, [compiler, ...options]);
  if (status !== 0 && !inSpiteOfErrors) {
    rmSync(fresh, { recursive: true, force: true });
    throw new Error(`${compiler} ended with exit code ${status}`);
  }
  const kernel = path.join(build, 'kernel');
  await buildKernel(path.join(lib, 'als', 'kernel'), kernel);
  cpSync(kernel, path.join(fresh, 'als'), { recursive: true });
  await buildPage(lib, fresh);
  makeCommand(path.join(fresh, 'cli', 'bin.js'));
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
  if (status === 0) state.done();
  else console.warn('!!! lib/ has the type errors above. lib/dist was built all the same. !!!');
}

/**
 * What npm does of an installed package's command: here `lib/dist` is made after npm was.
 * @param {string} file
 */
function makeCommand(file) {
  chmodSync(file, 0o755);
  const link = path.join(root, 'node_modules', '.bin', 'access-anomaly');
  // On Windows npm writes a script that needs no file yet.
  if (process.platform !== 'win32' && !lstatSync(link, { throwIfNoEntry: false })) {
    symlinkSync(path.join('..', 'access-anomaly', 'dist', 'cli', 'bin.js'), link);
  }
}

function sources() {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(\.?dist|\.dist-old|node_modules)[\\/]/.test(file))
    .map((file) => path.join(lib, file));
  const configuration = [
    path.join(lib, 'tsconfig.json'),
    path.join(lib, 'package.json'),
    path.join(root, 'tsconfig.json'),
  ];
  return [...files.sort(), ...configuration, path.join(root, 'package-lock.json')];
}
