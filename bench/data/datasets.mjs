// @ts-check
import path from 'node:path';
import { readAccess } from 'access-anomaly';
import { build, root } from '../../scripts/paths.mjs';
import { generate } from './generate.mjs';
import { readMeta, store } from './store.mjs';

/** Increase it when `generate` makes different data for the same sizes. */
const GENERATOR_VERSION = 1;

/** Generated ones. @type {Record<string, { users: number, items: number, interactions: number }>} */
const SIZES = {
  '100k': { users: 5_000, items: 3_000, interactions: 100_000 },
  '1M': { users: 30_000, items: 15_000, interactions: 1_000_000 },
  '5M': { users: 100_000, items: 50_000, interactions: 5_000_000 },
  '20M': { users: 300_000, items: 100_000, interactions: 20_000_000 },
};

/** The name of the real set, and its folder. */
export const REAL = 'LANL';
export const realFolder = path.join(root, 'data', 'lanl-2014-user-computer');

/**
 * Makes a dataset's files if they don't exist yet.
 * @param {string} name one of 100k, 1M, 5M, 20M and LANL
 * @returns {Promise<import('../types.js').Dataset>}
 */
export async function prepareDataset(name) {
  const folder = path.join(build, 'bench', 'data', name);
  const size = SIZES[name];
  if (!size && name !== REAL)
    throw new RangeError(`Expected a dataset of ${Object.keys(SIZES)}, ${REAL}, got ${name}`);
  const origin = size ? { ...size, version: GENERATOR_VERSION } : { file: path.basename(realFolder) };
  if (JSON.stringify(readMeta(folder)?.origin) !== JSON.stringify(origin)) {
    const start = performance.now();
    store(folder, size ? generate({ ...size, seed: 1 }) : await readReal(), origin);
    console.log(`data        ${name} made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  }
  const meta = readMeta(folder);
  if (!meta) throw new Error(`Expected a dataset in ${folder}, got no meta.json`);
  return { folder, numUsers: meta.numUsers, numItems: meta.numItems, interactions: meta.interactions };
}

/**
 * The real set as interactions: who logged on to which computer, each pair once.
 * @returns {Promise<import('../types.js').Interactions>}
 */
async function readReal() {
  const { table } = await readAccess(realFolder, { user: 'user', res: 'res' });
  const [users, items] = [numbered(table.getChild('user') ?? []), numbered(table.getChild('res') ?? [])];
  return {
    numUsers: users.count,
    numItems: items.count,
    users: users.ids,
    items: items.ids,
    ratings: Float32Array.from(table.getChild('likelihood') ?? []),
  };
}

/**
 * Numbers names in the order of their first appearance.
 * @param {Iterable<string>} names
 */
function numbered(names) {
  /** @type {Map<string, number>} */
  const idOf = new Map();
  const ids = Int32Array.from(names, (name) => {
    const id = idOf.get(name) ?? idOf.size;
    idOf.set(name, id);
    return id;
  });
  return { ids, count: idOf.size };
}
