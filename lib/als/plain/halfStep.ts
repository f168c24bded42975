import type { Pacer } from '../../base/signals/pacer.js';
import type { ResolvedAlsOptions } from '../checkOptions.js';
import type { Interactions } from '../groupBy.js';
import {
  addDiagonal,
  addOuter,
  addVector,
  gram,
  type NormalEquation,
  normalEquation,
  type Solver,
} from './normalEquation.js';

/**
 * Half an iteration: solves every row x of one side while the factors Y of the other side stay fixed.
 *
 * @param side the interactions of the rows to solve
 * @param fixed Y, row-major
 * @param solved the rows to solve; previous values in, new ones out
 */
export async function halfStep(
  side: Interactions,
  fixed: Float32Array,
  solved: Float32Array,
  options: ResolvedAlsOptions,
  solve: Solver,
  pacer: Pacer,
): Promise<void> {
  const { rank } = options;
  const equation = normalEquation(rank);
  const build = options.implicitPrefs ? implicitEquation(fixed, options) : explicitEquation(fixed, options);
  const x = new Float64Array(rank);
  const numRows = side.starts.length - 1;
  for (let row = 0; row < numRows; row++) {
    if (pacer.due()) await pacer.pause();
    if (side.starts[row] === side.starts[row + 1]) continue;
    build(equation, side, row);
    x.set(solved.subarray(row * rank, (row + 1) * rank));
    // Nothing pulls the row away from zero (no positive rating): zero is the shortest solution.
    if (equation.b.every((value) => value === 0)) x.fill(0);
    else solve(equation, x);
    solved.set(x, row * rank);
  }
}

type Builder = (equation: NormalEquation, side: Interactions, row: number) => void;

/**
 * Explicit feedback: minimise sum (r - x'y)^2 + lambda |x|^2 over the row's ratings, so
 *
 *   A = sum y y' + lambda I,   b = sum r y,   lambda = regParam * (number of ratings)
 *
 * (Zhou et al. 2008: lambda grows with the number of ratings.)
 */
function explicitEquation(fixed: Float32Array, { rank, regParam }: ResolvedAlsOptions): Builder {
  return (equation, { starts, others, ratings }, row) => {
    equation.a.fill(0);
    equation.b.fill(0);
    for (let n = starts[row]; n < starts[row + 1]; n++) {
      const offset = others[n] * rank;
      addOuter(equation, fixed, offset, 1);
      addVector(equation, fixed, offset, ratings[n]);
    }
    addDiagonal(equation, regParam * (starts[row + 1] - starts[row]));
  };
}

/**
 * Implicit feedback (Hu, Koren, Volinsky 2008, equation 4): every item counts, those never touched with
 * preference 0 and confidence 1, a rated one with confidence 1 + c, c = alpha |r|, and preference 1 if r > 0,
 * else 0:
 *
 *   A = Y'Y + sum c y y' + lambda I,  b = sum over r > 0 of (1 + c) y,  lambda = regParam * (number of r > 0)
 *
 * Y'Y is the same for every row, so the sums run over the rated items only. Negative ratings count as in
 * Spark: they make the preference 0 more certain.
 */
function implicitEquation(fixed: Float32Array, { rank, regParam, alpha }: ResolvedAlsOptions): Builder {
  const everyItem = gram(fixed, rank);
  return (equation, { starts, others, ratings }, row) => {
    equation.a.set(everyItem);
    equation.b.fill(0);
    let numPositive = 0;
    for (let n = starts[row]; n < starts[row + 1]; n++) {
      const offset = others[n] * rank;
      const c = alpha * Math.abs(ratings[n]);
      addOuter(equation, fixed, offset, c);
      if (ratings[n] > 0) {
        addVector(equation, fixed, offset, 1 + c);
        numPositive++;
      }
    }
    addDiagonal(equation, regParam * numPositive);
  };
}
