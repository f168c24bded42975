import { choleskySolve } from './cholesky.js';
import type { NormalEquation, Solver } from './normalEquation.js';

/**
 * The minimiser of x'Ax/2 - b'x over x >= 0, by the active-set method of Lawson and Hanson (1974, chapter 23)
 * on the normal equation, as Bro and De Jong (1997), warm-started.
 *
 * The free coordinates (x > 0) solve their part of A x = b exactly; a coordinate at zero is freed if the
 * objective falls when it grows. The optimum is unique if A is positive definite. If A is singular, it is one
 * of several, and never NaN: a coordinate that depends on free ones stays at zero.
 */
export function nonnegativeSolver(rank: number): Solver {
  const lower = new Float64Array(rank * rank);
  const free = new Int32Array(rank);
  const solution = new Float64Array(rank);
  const barred = new Uint8Array(rank);

  return (equation, x) => {
    const { b } = equation;
    const tolerance = 1e-12 * largestMagnitude(b);
    let size = 0;
    for (let k = 0; k < rank; k++) {
      if (x[k] > 0) free[size++] = k;
      else x[k] = 0;
    }
    barred.fill(0);

    // The warm start may free coordinates that depend on each other: then start from zero.
    if (size > 0 && !settle()) {
      x.fill(0);
      size = 0;
    }
    // Each coordinate is rarely freed more than once; the bound only guards against endless rounds because of
    // rounding.
    for (let round = 0; round < 10 * rank; round++) {
      const candidate = steepest(equation, x, barred, tolerance);
      if (candidate < 0) return;
      insert(candidate);
      if (settle()) {
        if (x[candidate] === 0) barred[candidate] = 1;
      } else {
        barred[candidate] = 1;
        size = 0;
        for (let k = 0; k < rank; k++) if (x[k] > 0) free[size++] = k;
      }
    }

    /** Moves x to the optimum of the free coordinates, fixing at zero those that would turn negative. */
    function settle(): boolean {
      while (size > 0) {
        if (!choleskySolve(equation, free, size, lower, solution)) return false;
        // The longest step towards the solution along which no coordinate turns negative.
        let step = 1;
        for (let i = 0; i < size; i++) {
          const value = x[free[i]];
          if (solution[i] <= 0) step = Math.min(step, value > 0 ? value / (value - solution[i]) : 0);
        }
        let kept = 0;
        for (let i = 0; i < size; i++) {
          const k = free[i];
          const blocked = solution[i] <= 0 && !(x[k] > 0 && x[k] / (x[k] - solution[i]) > step);
          x[k] = blocked ? 0 : x[k] + step * (solution[i] - x[k]);
          if (x[k] > 0) free[kept++] = k;
          else x[k] = 0;
        }
        if (kept === size) {
          for (let i = 0; i < size; i++) x[free[i]] = solution[i];
          return true;
        }
        size = kept;
      }
      return true;
    }

    function insert(k: number): void {
      let i = size++;
      for (; i > 0 && free[i - 1] > k; i--) free[i] = free[i - 1];
      free[i] = k;
    }
  };
}

/** The coordinate at zero whose growth lowers the objective most: the largest of b - A x; -1 if none does. */
function steepest(
  { rank, a, b }: NormalEquation,
  x: Float64Array,
  barred: Uint8Array,
  tolerance: number,
): number {
  let best = -1;
  let bestSlope = tolerance;
  for (let i = 0; i < rank; i++) {
    if (x[i] > 0 || barred[i]) continue;
    let slope = b[i];
    for (let j = 0; j < rank; j++) slope -= (j <= i ? a[i * rank + j] : a[j * rank + i]) * x[j];
    if (slope > bestSlope) {
      bestSlope = slope;
      best = i;
    }
  }
  return best;
}

function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}
