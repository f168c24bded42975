import type { NormalEquation } from './normalEquation.js';

/**
 * Solves A x = b on some of its coordinates: the rows and columns named by the first `size` entries of
 * `subset` (ascending). A = L L' by Cholesky's method, then two triangular solves.
 *
 * @param lower scratch space of rank x rank numbers
 * @param x receives `size` numbers
 * @returns false if A is singular to working precision; then x is not usable
 */
export function choleskySolve(
  { rank, a, b }: NormalEquation,
  subset: Int32Array,
  size: number,
  lower: Float64Array,
  x: Float64Array,
): boolean {
  for (let i = 0; i < size; i++) {
    const row = subset[i] * rank;
    for (let j = 0; j <= i; j++) {
      let sum = a[row + subset[j]];
      for (let k = 0; k < j; k++) sum -= lower[i * rank + k] * lower[j * rank + k];
      if (i > j) {
        lower[i * rank + j] = sum / lower[j * rank + j];
      } else {
        // What is left of a column after the others; only rounding if it depends on them.
        if (!(sum > 1e-13 * a[row + subset[i]])) return false;
        lower[i * rank + i] = Math.sqrt(sum);
      }
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[subset[i]];
    for (let k = 0; k < i; k++) sum -= lower[i * rank + k] * x[k];
    x[i] = sum / lower[i * rank + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i];
    for (let k = i + 1; k < size; k++) sum -= lower[k * rank + i] * x[k];
    x[i] = sum / lower[i * rank + i];
  }
  return true;
}
