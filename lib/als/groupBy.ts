import { startsOf } from '../base/numbers/startsOf.js';

/**
 * The interactions of one side, row after row (compressed sparse rows): those of row r are at starts[r] to
 * starts[r + 1], each with the row of the other side.
 */
export interface Interactions {
  /** Number of rows + 1 positions. */
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
  const side = {
    starts: startsOf(rows, numRows),
    others: new Int32Array(rows.length),
    ratings: new Float32Array(rows.length),
  };
  groupInto(side, rows, others, ratings);
  return side;
}

/** Writes the interactions to `side`, whose starts are known. */
export function groupInto(
  side: Interactions,
  rows: Int32Array,
  others: Int32Array,
  ratings: Float32Array | Float64Array,
): void {
  const next = Int32Array.from(side.starts);
  for (let n = 0; n < rows.length; n++) {
    const position = next[rows[n]]++;
    side.others[position] = others[n];
    side.ratings[position] = ratings[n];
  }
}

/** Whether entries are grouped by row already. */
export function isGrouped(rows: Int32Array): boolean {
  for (let n = 1; n < rows.length; n++) if (rows[n] < rows[n - 1]) return false;
  return true;
}

/** Writes one side's interactions to the other side, whose starts are known, in the first side's order. */
export function transpose(from: Interactions, to: Interactions): void {
  const next = to.starts.slice();
  for (let row = 0; row + 1 < from.starts.length; row++) {
    const end = from.starts[row + 1];
    for (let n = from.starts[row]; n < end; n++) {
      const position = next[from.others[n]]++;
      to.others[position] = row;
      to.ratings[position] = from.ratings[n];
    }
  }
}
