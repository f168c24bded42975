/** Work of a chunk, in interactions; about a tenth of a millisecond at rank 10. */
const CHUNK = 8192;
/** The cost of solving a row, in interactions. */
const ROW = 32;

/**
 * Cuts the rows of one side into chunks of about equal work, which threads take one by one. Access data is
 * skewed, so interactions count, not rows; a row is never split. The largest chunks come first, so that no
 * thread is left with one at the end. Chunks only depend on the data.
 *
 * @param starts interactions of row r are at starts[r] to starts[r + 1]
 * @returns pairs of first row and end row
 */
export function chunkRows(starts: Int32Array): Int32Array {
  const numRows = starts.length - 1;
  const chunks: { first: number; end: number; work: number }[] = [];
  let first = 0;
  let work = 0;
  for (let row = 0; row < numRows; row++) {
    work += starts[row + 1] - starts[row] + ROW;
    if (work < CHUNK && row < numRows - 1) continue;
    chunks.push({ first, end: row + 1, work });
    first = row + 1;
    work = 0;
  }
  chunks.sort((a, b) => b.work - a.work || a.first - b.first);
  return Int32Array.from(chunks.flatMap(({ first, end }) => [first, end]));
}
