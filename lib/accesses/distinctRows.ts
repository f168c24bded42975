import type { EntityColumn } from './EntityColumn.js';
import { isDistinctAscending, sortPairs } from './sortPairs.js';

/** Which rows are one access: accesses are numbered from 0 in the order of their first rows. */
export interface DistinctRows {
  /** The first row of each access. */
  firstRow: Int32Array;
  /** The access of each row. */
  accessOf: Int32Array;
}

export function distinctRows(users: EntityColumn, resources: EntityColumn): DistinctRows {
  const numRows = users.codes.length;
  const leaders = leadersOf(users, resources);
  const accessOf = new Int32Array(numRows);
  const firstRow = new Int32Array(numRows);
  let count = 0;
  for (let row = 0; row < numRows; row++) {
    const leader = leaders === null ? row : leaders[row];
    if (leader === row) firstRow[count++] = row;
    accessOf[row] = leader === row ? count - 1 : accessOf[leader];
  }
  return { firstRow: firstRow.slice(0, count), accessOf };
}

/** The first row of each row's access; null if each row is another access, in the order of codes. */
function leadersOf(users: EntityColumn, resources: EntityColumn): Int32Array | null {
  if (isDistinctAscending(users.codes, resources.codes)) return null;
  const numbers = Float64Array.from(users.codes.keys());
  const sorted = sortPairs(users.codes, resources.codes, numbers, users.size, resources.size);
  const { user, res, likelihood: row } = sorted;
  const leaders = new Int32Array(row.length);
  let leader = 0;
  for (let n = 0; n < leaders.length; n++) {
    // Rows of one access keep their order.
    if (n === 0 || user[n] !== user[n - 1] || res[n] !== res[n - 1]) leader = row[n];
    leaders[row[n]] = leader;
  }
  return leaders;
}
