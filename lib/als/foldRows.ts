import { hostSignal } from '../base/signals/hostSignal.js';
import { createPacer } from '../base/signals/pacer.js';
import { checkOptions } from './checkOptions.js';
import { groupBy } from './groupBy.js';
import { halfStep } from './plain/halfStep.js';
import { nonnegativeSolver } from './plain/solveNonnegative.js';
import { unconstrainedSolver } from './plain/solveUnconstrained.js';
import type { AlsOptions } from './types.js';

/**
 * Folds rows into a factorisation that is there: solves them exactly, by one half-step of ALS in 64 bits, while the
 * factors of the other side stand still. In place; rows without ratings are left as they are.
 *
 * @param rows the row, the other side's row and the rating of each interaction; the rows are users or items alike
 * @param fixed the other side's factors, row-major
 * @param solved the factors of all rows, row-major, n x rank
 */
export async function foldRows(
  { row, other, rating }: { row: Int32Array; other: Int32Array; rating: Float64Array },
  fixed: Float32Array,
  solved: Float32Array,
  options: AlsOptions,
): Promise<void> {
  const resolved = checkOptions(options);
  const { rank, nonnegative, signal = hostSignal() } = resolved;
  signal?.throwIfAborted();
  const solve = nonnegative ? nonnegativeSolver(rank) : unconstrainedSolver(rank);
  const interactions = groupBy(row, other, rating, solved.length / rank);
  await halfStep(interactions, fixed, solved, resolved, solve, createPacer(signal));
}
