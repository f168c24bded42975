/**
 * Turns the factors of one tenant into vectors whose dot product is the anomaly score: the predicted
 * likelihood p = u . v of an access, negated (the less likely, the higher) and with mean 0 and deviation 1
 * over the training accesses:
 *
 *   score = -(p - mean) / deviation = [-u / deviation, mean / deviation, -1 / deviation] . [v, 1, 0]
 *
 * As in SynapseML's ModelNormalizeTransformer, it is the population's deviation, and a deviation of 0 counts
 * as 1.
 */
export interface Standardization {
  mean: number;
  deviation: number;
}

/**
 * Smaller relative differences between predictions are rounding: 32-bit factors are rounded to 6e-8.
 * SynapseML tests for a deviation of exactly 0, and scores such rounding as if it meant something.
 */
const ROUNDING = 1e-6;

/** Mean and deviation of u . v over pairs of rows of two sets of factors. */
export function standardization(
  user: Int32Array,
  res: Int32Array,
  userFactors: Float32Array,
  resFactors: Float32Array,
  rank: number,
): Standardization {
  const { length } = user;
  const predicted = new Float64Array(length);
  let sum = 0;
  let squares = 0;
  for (let n = 0; n < length; n += BLOCK) {
    const end = Math.min(n + BLOCK, length);
    predict(user, res, userFactors, resFactors, rank, predicted, n, end);
    sum = addTo(sum, predicted, n, end);
  }
  const mean = sum / length;
  for (let n = 0; n < length; n += BLOCK) {
    squares = addSquaresTo(squares, predicted, mean, n, Math.min(n + BLOCK, length));
  }
  return standardizationOf(mean, Math.sqrt(squares / length));
}

/** Pairs per call: a function that is called again is compiled before a single long loop would be. */
const BLOCK = 4096;

/** Writes u . v of pairs `first` to `end`, four of one user at a time; a sum begins with the first factor. */
function predict(
  user: Int32Array,
  res: Int32Array,
  userFactors: Float32Array,
  resFactors: Float32Array,
  rank: number,
  predicted: Float64Array,
  first: number,
  end: number,
): void {
  let n = first;
  while (n < end) {
    const u = user[n];
    const i = u * rank;
    const j0 = res[n] * rank;
    // The loops are written out: a function that sees arrays of several kinds would be slower.
    let p0 = 0;
    if (n + 3 < end && user[n + 1] === u && user[n + 2] === u && user[n + 3] === u) {
      const j1 = res[n + 1] * rank;
      const j2 = res[n + 2] * rank;
      const j3 = res[n + 3] * rank;
      let p1 = 0;
      let p2 = 0;
      let p3 = 0;
      for (let k = 0; k < rank; k++) {
        const factor = userFactors[i + k];
        p0 += factor * resFactors[j0 + k];
        p1 += factor * resFactors[j1 + k];
        p2 += factor * resFactors[j2 + k];
        p3 += factor * resFactors[j3 + k];
      }
      predicted[n] = p0;
      predicted[n + 1] = p1;
      predicted[n + 2] = p2;
      predicted[n + 3] = p3;
      n += 4;
    } else {
      for (let k = 0; k < rank; k++) p0 += userFactors[i + k] * resFactors[j0 + k];
      predicted[n++] = p0;
    }
  }
}

function addTo(sum: number, values: Float64Array, first: number, end: number): number {
  let total = sum;
  for (let n = first; n < end; n++) total += values[n];
  return total;
}

function addSquaresTo(sum: number, values: Float64Array, mean: number, first: number, end: number): number {
  let total = sum;
  for (let n = first; n < end; n++) total += (values[n] - mean) * (values[n] - mean);
  return total;
}

/** Predictions that only differ by rounding are equal: no access stands out. */
export function standardizationOf(mean: number, deviation: number): Standardization {
  return { mean, deviation: deviation <= ROUNDING * Math.abs(mean) ? 1 : deviation };
}

/** A user's vector of rank + 2 numbers, written to `vectors` at `to`, from its factors at `from`. */
export function writeUserVector(
  factors: Float32Array,
  from: number,
  rank: number,
  { mean, deviation }: Standardization,
  vectors: Float64Array,
  to: number,
): void {
  for (let k = 0; k < rank; k++) vectors[to + k] = -factors[from + k] / deviation;
  vectors[to + rank] = mean / deviation;
  vectors[to + rank + 1] = -1 / deviation;
}

/** A resource's vector of rank + 2 numbers, written to `vectors` at `to`, from its factors at `from`. */
export function writeResVector(
  factors: Float32Array,
  from: number,
  rank: number,
  vectors: Float64Array,
  to: number,
): void {
  for (let k = 0; k < rank; k++) vectors[to + k] = factors[from + k];
  vectors[to + rank] = 1;
  vectors[to + rank + 1] = 0;
}
