// @ts-check
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { mustRun } from '../run.mjs';
import { buildKernel } from './buildKernel.mjs';
import { buildTables, tableSources } from './buildTables.mjs';
import { report } from './report.mjs';
import { stamp } from './stamp.mjs';

const lib = path.join(root, 'lib');
const dist = path.join(lib, 'dist');

/** Compiles lib/ to lib/dist, its kernel to WebAssembly; the notebooks import it as `access-anomaly`. */
export async function buildLibrary() {
  const state = stamp('library', { inputs: sources(), output: path.join(dist, 'index.js') });
  if (state.upToDate) return report('library', 'up to date');
  report('library', 'compiling lib/ to lib/dist');
  rmSync(dist, { recursive: true, force: true });
  await mustRun(process.execPath, [
    path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'),
    '--project',
    path.join(lib, 'tsconfig.json'),
  ]);
  await buildKernel(path.join(lib, 'als', 'kernel'), path.join(dist, 'als'));
  await buildTables(path.join(dist, 'notebook', 'tables', 'live.js'));
  state.done();
}

function sources() {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(dist|node_modules)[\\/]/.test(file))
    .map((file) => path.join(lib, file));
  const configuration = [
    path.join(lib, 'tsconfig.json'),
    path.join(lib, 'package.json'),
    path.join(root, 'tsconfig.json'),
    ...tableSources,
  ];
  return [...files.sort(), ...configuration, path.join(root, 'package-lock.json')];
}
