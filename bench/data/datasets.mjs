// @ts-check
import path from 'node:path';
import { build, root } from '../../scripts/paths.mjs';
import { generate } from './generate.mjs';
import { readLanl } from './readLanl.mjs';
import { load, readMeta, store } from './store.mjs';

/** Raises when `generate` makes something else of the same sizes. */
const GENERATOR_VERSION = 1;

/** Generated sizes, smallest first. */
const SIZES = {
  '100k': { users: 5_000, items: 3_000, interactions: 100_000 },
  '1M': { users: 30_000, items: 15_000, interactions: 1_000_000 },
  '5M': { users: 100_000, items: 50_000, interactions: 5_000_000 },
  '20M': { users: 300_000, items: 100_000, interactions: 20_000_000 },
};

/** The name of the real set: data/lanl-2014-user-computer. */
export const REAL = 'LANL';

/** @param {string} name */
export function folderOf(name) {
  return path.join(build, 'bench', 'data', name);
}

/**
 * Makes a dataset's files where they don't stand yet.
 * @param {string} name one of 100k, 1M, 5M, 20M and LANL
 * @returns {Promise<{ folder: string, numUsers: number, numItems: number, interactions: number }>}
 */
export async function prepareDataset(name) {
  const folder = folderOf(name);
  const origin = originOf(name);
  if (JSON.stringify(readMeta(folder)?.origin) !== JSON.stringify(origin)) {
    const start = performance.now();
    const size = /** @type {Record<string, typeof SIZES['5M']>} */ (SIZES)[name];
    store(folder, size ? generate({ ...size, seed: 1 }) : await readLanl(lanlFolder()), origin);
    console.log(`data        ${name} made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  const { numUsers, numItems, interactions } = /** @type {NonNullable<ReturnType<typeof readMeta>>} */ (
    readMeta(folder)
  );
  return { folder, numUsers, numItems, interactions };
}

/** @param {string} name */
export function loadDataset(name) {
  return load(folderOf(name));
}

/** @param {string} name */
function originOf(name) {
  if (name === REAL) return { file: path.basename(lanlFolder()) };
  const size = /** @type {Record<string, object>} */ (SIZES)[name];
  if (!size) throw new RangeError(`Expected a dataset of ${Object.keys(SIZES)}, ${REAL}, got ${name}`);
  return { ...size, version: GENERATOR_VERSION };
}

function lanlFolder() {
  return path.join(root, 'data', 'lanl-2014-user-computer');
}
