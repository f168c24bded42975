/**
 * The interactions of one side, a row after the other (compressed sparse rows): those of row r stand at
 * positions starts[r] to starts[r + 1], each with the row it meets on the other side.
 */
export interface Interactions {
  numRows: number;
  /** numRows + 1 positions. */
  starts: Int32Array;
  others: Int32Array;
  ratings: Float32Array;
}

/** Groups interactions by row with a counting sort; within a row they keep their order. */
export function groupBy(
  rows: Int32Array,
  others: Int32Array,
  ratings: Float32Array | Float64Array,
  numRows: number,
): Interactions {
  const starts = new Int32Array(numRows + 1);
  for (const row of rows) starts[row + 1]++;
  for (let row = 0; row < numRows; row++) starts[row + 1] += starts[row];
  const next = starts.slice(0, numRows);
  const grouped = new Int32Array(rows.length);
  const groupedRatings = new Float32Array(rows.length);
  for (let n = 0; n < rows.length; n++) {
    const position = next[rows[n]]++;
    grouped[position] = others[n];
    groupedRatings[position] = ratings[n];
  }
  return { numRows, starts, others: grouped, ratings: groupedRatings };
}
