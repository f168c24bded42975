import type { LikelihoodRange } from './ModelState.js';

/**
 * Scales values linearly so that the smallest of the range becomes `low` and the largest `high` (SynapseML's
 * LinearScalarScaler); values beyond the range count as its ends. Where the range is one value they become the middle.
 *
 * @param range that of the values; for values that join a model, that of those it was trained on
 */
export function scaleLikelihood(
  values: Float64Array,
  low: number,
  high: number,
  { min, max }: LikelihoodRange = rangeOf(values),
): Float64Array {
  if (min === max) return values.map(() => (low + high) / 2);
  return values.map(
    (value) => high - (high - low) * ((max - Math.min(Math.max(value, min), max)) / (max - min)),
  );
}

/** The smallest and the largest of values. */
export function rangeOf(values: Float64Array): LikelihoodRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return { min, max };
}
