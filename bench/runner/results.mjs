// @ts-check
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, root } from '../../scripts/paths.mjs';

/** @typedef {import('../types.js').Results} Results */

const PICTURE = 'results.svg';

/**
 * Saves the results, so that a broken run hasn't measured for nothing.
 * @param {string} name the benchmark
 * @param {boolean} full whether everything was measured
 * @param {Results} results
 */
export function keepResults(name, full, results) {
  const { json } = placesOf(name, full);
  mkdirSync(path.dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(results, null, 1)}\n`);
}

/**
 * Writes RESULTS.md, and the picture if the benchmark has one, from the results of the last run.
 * @param {import('../types.js').Bench} bench
 * @param {string} name
 * @param {boolean} full
 * @returns {Promise<string>} the report's file
 */
export async function writeReport(bench, name, full) {
  const { json, folder } = placesOf(name, full);
  if (!existsSync(json))
    throw new Error(
      `Expected the results of a run in ${path.relative(root, json)}, got none: run the benchmark first`,
    );
  /** @type {Results} */
  const results = JSON.parse(readFileSync(json, 'utf8'));
  const file = path.join(folder, 'RESULTS.md');
  const text = bench.report(results);
  writeFileSync(file, text);
  console.log(`\n${text}`);
  if (bench.picture) {
    const svg = await bench.picture(results);
    if (svg) writeFileSync(path.join(folder, PICTURE), svg);
    else console.warn(`Expected a Chromium to draw ${PICTURE}, got none: the picture was left as it is`);
  }
  return file;
}

/**
 * @param {string} name
 * @param {boolean} full
 */
function placesOf(name, full) {
  const kept = path.join(build, 'bench', ...(full ? [] : ['partial']), name);
  return { json: path.join(kept, 'results.json'), folder: full ? path.join(root, 'bench', name) : kept };
}
