// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../scripts/paths.mjs';
import { exportSvg } from './exportSvg.mjs';
import { figure, titleOf } from './figure.mjs';
import { renderReport } from './renderReport.mjs';

const PICTURE = 'results.svg';

/**
 * Where a run's files go. Only a full run is worth keeping in the project.
 * @param {boolean} full
 */
function places(full) {
  const folder = path.join(build, 'bench', ...(full ? [] : ['partial']));
  return { json: path.join(folder, 'results.json'), folder: full ? path.join(root, 'bench') : folder };
}

/**
 * Keeps the results, so that a run that breaks hasn't measured for nothing.
 * @param {import('../types.js').Results} results
 * @param {boolean} full
 */
export function keepResults(results, full) {
  const { json } = places(full);
  mkdirSync(path.dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
}

/**
 * Writes RESULTS.md and its picture from the results kept.
 * @param {boolean} full
 * @returns {Promise<string>} the report's file
 */
export async function writeReport(full) {
  const { json, folder } = places(full);
  if (!existsSync(json))
    throw new Error(
      `Expected the results of a run in ${path.relative(root, json)}, got none: run the benchmark first`,
    );
  /** @type {import('../types.js').Results} */
  const results = JSON.parse(readFileSync(json, 'utf8'));
  const file = path.join(folder, 'RESULTS.md');
  writeFileSync(file, renderReport(results, PICTURE));
  const svg = await exportSvg(figure(results), titleOf(results));
  if (svg) writeFileSync(path.join(folder, PICTURE), svg);
  else console.warn(`Expected a Chromium to draw ${PICTURE}, got none: it is as it was`);
  return file;
}
