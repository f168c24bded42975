/** The row of each entry that is grouped by row: the inverse of `startsOf`. */
export function rowOfEach(starts: Int32Array): Int32Array {
  const rows = new Int32Array(starts[starts.length - 1]);
  for (let row = 0; row + 1 < starts.length; row++) rows.fill(row, starts[row], starts[row + 1]);
  return rows;
}
