import { isDistinctAscending, sortPairs } from './sortPairs.js';

/** The distinct pairs of two columns of ids, numbered in their order: by the first id, then by the second. */
export interface RankedPairs {
  /** The number of each row's pair. */
  rank: Int32Array;
  /** A row of each pair. */
  row: Int32Array;
}

/**
 * Numbers pairs so that the numbers sort as the pairs do, in linear time. Ranks of ranks number tuples.
 *
 * @param a ids from 0 to sizeA - 1, and `b` likewise
 */
export function rankPairs(a: Int32Array, b: Int32Array, sizeA: number, sizeB: number): RankedPairs {
  const rows = a.length;
  const rank = new Int32Array(rows);
  const row = new Int32Array(rows);
  if (isDistinctAscending(a, b)) {
    for (let n = 0; n < rows; n++) {
      rank[n] = n;
      row[n] = n;
    }
    return { rank, row };
  }
  const places = new Float64Array(rows);
  for (let n = 0; n < rows; n++) places[n] = n;
  const { user, res, likelihood: place } = sortPairs(a, b, places, sizeA, sizeB);
  let count = 0;
  for (let n = 0; n < rows; n++) {
    if (n === 0 || user[n] !== user[n - 1] || res[n] !== res[n - 1]) row[count++] = place[n];
    rank[place[n]] = count - 1;
  }
  return { rank, row: row.slice(0, count) };
}
