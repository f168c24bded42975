import { startsOf } from './startsOf.js';

/** The given rows in the order of their keys (0..numKeys-1); rows of one key keep theirs. */
export function sortedOrder(rows: Int32Array, keys: Int32Array, numKeys: number): Int32Array {
  const next = startsOf(keys, numKeys);
  const order = new Int32Array(rows.length);
  for (const row of rows) order[next[keys[row]]++] = row;
  return order;
}
