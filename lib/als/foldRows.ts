import { hostSignal } from '../base/signals/hostSignal.js';
import { createPacer } from '../base/signals/pacer.js';
import { checkOptions } from './checkOptions.js';
import { groupBy } from './groupBy.js';
import { halfStep } from './plain/halfStep.js';
import { nonnegativeSolver } from './plain/solveNonnegative.js';
import { unconstrainedSolver } from './plain/solveUnconstrained.js';
import type { RowRatings } from './rowRatings.js';
import type { AlsOptions } from './types.js';

/**
 * Adds rows, of users or of items, to a factorisation: solves them exactly and in place, by one half-step of
 * ALS in 64 bits, while the factors of the other side stay fixed. Rows without ratings stay as they are.
 *
 * @param fixed the other side's factors, row-major
 * @param solved the factors of all rows, row-major, n x rank
 */
export async function foldRows(
  { row, other, rating }: RowRatings,
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
