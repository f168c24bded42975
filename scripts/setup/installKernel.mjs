// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { report } from './report.mjs';

/** Must be the kernelspec's name in the notebooks' metadata. */
const NAME = 'tslab';

/**
 * Tells Jupyter of the kernel.
 * @param {import('./preparePython.mjs').Python} python
 */
export function installKernel({ jupyterFolder }) {
  const folder = path.join(jupyterFolder, 'kernels', NAME);
  const file = path.join(folder, 'kernel.json');
  const launcher = path.relative(folder, path.join(root, 'jupyter', 'kernel.cjs')).split(path.sep);
  const spec = {
    // Node's word on a module that is both ES and required would stand in the first cell's output.
    argv: [
      ...['node', '--disable-warning=ExperimentalWarning'],
      // Survives moving the project.
      ['{resource_dir}', ...launcher].join('/'),
      '{connection_file}',
    ],
    display_name: 'TypeScript',
    language: 'typescript',
    // By message: a signal can't reach a thread that is busy outside of vm's reach
    // (jupyter/tslab/broker.cjs).
    interrupt_mode: 'message',
  };
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return report('kernel', 'up to date');
  report('kernel', `installing the ${NAME} kernelspec into ${jupyterFolder}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
}
