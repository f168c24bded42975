/**
 * Scales values linearly so that the smallest becomes `low` and the largest `high` (SynapseML's LinearScalarScaler).
 * Where all are the same they become the middle of the two.
 */
export function scaleLikelihood(values: Float64Array, low: number, high: number): Float64Array {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min === max) return values.map(() => (low + high) / 2);
  return values.map((value) => high - (high - low) * ((max - value) / (max - min)));
}
