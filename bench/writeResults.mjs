// @ts-check
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../scripts/paths.mjs';

/** Whether `--quick` was given: a try of the benchmark, with less of everything. */
export const quick = process.argv.includes('--quick');

/**
 * Writes and shows what a benchmark of bench/ has measured; only that of a full run is worth keeping in the project.
 * @param {'evidence' | 'events' | 'logs' | 'model' | 'scale' | 'spark'} name
 * @param {string} text
 */
export function writeResults(name, text) {
  const folder = quick ? path.join(build, 'bench', 'partial', name) : path.join(root, 'bench', name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'RESULTS.md'), text);
  console.log(`${text}\nwritten to ${path.relative(root, folder)}`);
}
