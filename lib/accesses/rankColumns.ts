import { type CodeColumn, joinColumns } from './joinColumns.js';
import { isDistinctAscending, sortPairs } from './sortPairs.js';

/**
 * The distinct tuples of some columns of ids, numbered in their order: by the first id, then by the second.
 */
interface Ranked {
  /** The number of each row's tuple. */
  rank: Int32Array;
  /** A row of each tuple. */
  row: Int32Array;
}

/**
 * Numbers tuples so that the numbers sort like the tuples, in linear time: first pairs, then pairs of their
 * ranks.
 *
 * @param first the column that decides the order
 */
export function rankColumns(first: CodeColumn, others: readonly CodeColumn[]): Ranked {
  const numRows = first.codes.length;
  let rank = first.codes;
  let count = first.size;
  let row: Int32Array | null = null;
  for (const { codes, size } of joinColumns(others, numRows)) {
    const ranked = rankPairs(rank, codes, count, size);
    ({ rank, row } = ranked);
    count = row.length;
  }
  return row === null ? rankPairs(rank, new Int32Array(numRows), count, 1) : { rank, row };
}

/** @param a ids from 0 to sizeA - 1, and `b` likewise */
function rankPairs(a: Int32Array, b: Int32Array, sizeA: number, sizeB: number): Ranked {
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
