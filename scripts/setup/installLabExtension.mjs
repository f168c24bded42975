// @ts-check
import { cpSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';
import { report } from './report.mjs';

const FILES = ['package.json', path.join('static', 'remoteEntry.js')];

/**
 * Gives JupyterLab its half of the library's widgets.
 * @param {import('./preparePython.mjs').Python} python
 */
export function installLabExtension({ jupyterFolder }) {
  const source = path.join(root, 'jupyter', 'lab');
  const { name } = JSON.parse(readFileSync(path.join(source, 'package.json'), 'utf8'));
  const folder = path.join(jupyterFolder, 'labextensions', name);
  const isThere = FILES.every((file) => {
    const [own, installed] = [path.join(source, file), path.join(folder, file)];
    return existsSync(installed) && readFileSync(own, 'utf8') === readFileSync(installed, 'utf8');
  });
  if (isThere) return report('widgets', 'up to date');
  report('widgets', `installing JupyterLab's half into ${jupyterFolder}`);
  for (const file of FILES) cpSync(path.join(source, file), path.join(folder, file), { recursive: true });
}
