/**
 * Turns factors into vectors whose dot product is the anomaly score: the predicted likelihood p = u . v of an access,
 * with its sign turned (the less likely, the higher) and brought to mean 0 and deviation 1 over the training accesses:
 *
 *   score = -(p - mean) / deviation = [-u / deviation, mean / deviation, -1 / deviation] . [v, 1, 0]
 *
 * SynapseML's ModelNormalizeTransformer: two more numbers per vector, the population's deviation, and a deviation of 0
 * taken as 1. The factors of one tenant at a time.
 */
export interface Standardization {
  mean: number;
  deviation: number;
}

/**
 * Relative differences between predictions that 32-bit factors (rounded to 6e-8) can't tell from none. SynapseML tests for
 * a deviation of exactly 0, and scores such rounding as if it meant something.
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
  const predicted = new Float64Array(user.length);
  let sum = 0;
  for (let n = 0; n < predicted.length; n++) {
    const i = user[n] * rank;
    const j = res[n] * rank;
    // Here and not in a function of numbers/, which sees arrays of other kinds, too: the loop is most of this.
    let p = 0;
    for (let k = 0; k < rank; k++) p += userFactors[i + k] * resFactors[j + k];
    predicted[n] = p;
    sum += p;
  }
  const mean = sum / predicted.length;
  let squares = 0;
  for (let n = 0; n < predicted.length; n++) squares += (predicted[n] - mean) * (predicted[n] - mean);
  return standardizationOf(mean, Math.sqrt(squares / predicted.length));
}

/** Predictions that differ by rounding only are all the same: no access stands out. */
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
