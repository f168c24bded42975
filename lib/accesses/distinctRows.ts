import type { EntityColumn } from './EntityColumn.js';
import { sortPairs } from './sortPairs.js';

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

/** The first row of each row's access; null where each row is another access, in the order of codes. */
function leadersOf(users: EntityColumn, resources: EntityColumn): Int32Array | null {
  if (isAscending(users.codes, resources.codes)) return null;
  const rows = Float64Array.from(users.codes.keys());
  const sorted = sortPairs(users.codes, resources.codes, rows, users.size, resources.size);
  const leaders = new Int32Array(rows.length);
  let leader = 0;
  for (let n = 0; n < leaders.length; n++) {
    const isSame = n > 0 && sorted.user[n] === sorted.user[n - 1] && sorted.res[n] === sorted.res[n - 1];
    // Rows of one access keep their order.
    if (!isSame) leader = sorted.likelihood[n];
    leaders[sorted.likelihood[n]] = leader;
  }
  return leaders;
}

/** Whether each pair is above the one before it. */
export function isAscending(user: Int32Array, res: Int32Array): boolean {
  for (let n = 1; n < user.length; n++) {
    if (user[n] < user[n - 1] || (user[n] === user[n - 1] && res[n] <= res[n - 1])) return false;
  }
  return true;
}
