/**
 * Where each row's entries start once they are grouped by row: numRows + 1 positions, the last one the end.
 *
 * @param rows the row of each entry, 0 to numRows - 1
 * @param starts zeros to write to, for an array that threads share
 */
export function startsOf(
  rows: Int32Array,
  numRows: number,
  starts: Int32Array = new Int32Array(numRows + 1),
): Int32Array {
  for (let n = 0; n < rows.length; n++) starts[rows[n] + 1]++;
  for (let row = 0; row < numRows; row++) starts[row + 1] += starts[row];
  return starts;
}
