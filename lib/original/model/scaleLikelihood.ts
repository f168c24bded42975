import type { LikelihoodRange } from './ModelState.js';

/**
 * Scales values linearly so that the smallest of the range becomes `low` and the largest `high` (SynapseML's
 * LinearScalarScaler). Values beyond the range count as its ends; if the range is one value, all become the
 * middle.
 *
 * @param range that of the values; for values that join a model, that of those it was trained on
 * @param scaled where to write them
 */
export function scaleLikelihood(
  values: Float64Array,
  low: number,
  high: number,
  { min, max }: LikelihoodRange = rangeOf(values),
  scaled: Float64Array = new Float64Array(values.length),
): Float64Array {
  if (min === max) return scaled.fill((low + high) / 2);
  for (let n = 0; n < values.length; n++) {
    const value = Math.min(Math.max(values[n], min), max);
    scaled[n] = high - (high - low) * ((max - value) / (max - min));
  }
  return scaled;
}

/** The smallest and the largest of values. */
export function rangeOf(values: Float64Array): LikelihoodRange {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let n = 0; n < values.length; n++) {
    if (values[n] < min) min = values[n];
    if (values[n] > max) max = values[n];
  }
  return { min, max };
}
