// @ts-check
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { root } from '../paths.mjs';

const modules = path.join(root, 'node_modules');

/**
 * Removes from node_modules what nothing loads, a third of it all: source maps, and of TensorFlow.js, which
 * danfojs-node brings, the builds for browsers.
 */
export function prunePackages() {
  for (const file of filesBelow(modules)) if (file.endsWith('.map')) rmSync(file);
  const tensorflow = path.join(modules, '@tensorflow');
  for (const name of readdirSync(tensorflow)) {
    const folder = path.join(tensorflow, name);
    const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    for (const file of filesBelow(path.join(folder, 'dist'))) {
      if (file.endsWith('.js') && file !== path.join(folder, main)) rmSync(file);
    }
    rmSync(path.join(folder, 'src'), { recursive: true, force: true });
  }
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}
