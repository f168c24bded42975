import { normal, type Random } from '../base/random/random.js';

/**
 * Random factors, as Spark's: each row a unit vector of independent normals (also for non-negative factors).
 * Rows without an interaction, which Spark doesn't know, are zeros.
 *
 * @param starts where each row's interactions start, numRows + 1 positions
 * @param factors where to write them, zeros so far; row r at r * stride
 * @returns factors; if not given, row-major, numRows x rank
 */
export function initialFactors(
  starts: Int32Array,
  rank: number,
  random: Random,
  factors: Float32Array = new Float32Array((starts.length - 1) * rank),
  stride = rank,
): Float32Array {
  const numRows = starts.length - 1;
  const next = normal(random);
  const row = new Float64Array(rank);
  for (let r = 0; r < numRows; r++) {
    let squares = 0;
    for (let k = 0; k < rank; k++) {
      row[k] = next();
      squares += row[k] * row[k];
    }
    if (starts[r] === starts[r + 1]) continue;
    for (let k = 0; k < rank; k++) factors[r * stride + k] = row[k] / Math.sqrt(squares);
  }
  return factors;
}

/** A checked copy of given factors, with zeros for rows without an interaction. */
export function givenFactors(given: Float32Array, starts: Int32Array, rank: number): Float32Array {
  const numRows = starts.length - 1;
  if (!(given instanceof Float32Array) || given.length !== numRows * rank) {
    throw new RangeError(
      `Expected initialUserFactors to be a Float32Array of numUsers x rank = ${numRows} x ${rank} numbers, got ${given?.length}`,
    );
  }
  const factors = given.slice();
  for (let r = 0; r < numRows; r++) {
    if (starts[r] === starts[r + 1]) factors.fill(0, r * rank, (r + 1) * rank);
    for (let n = r * rank; n < (r + 1) * rank; n++) {
      if (!Number.isFinite(factors[n])) {
        throw new RangeError(`Expected initialUserFactors to be finite, got ${factors[n]} for user ${r}`);
      }
    }
  }
  return factors;
}
