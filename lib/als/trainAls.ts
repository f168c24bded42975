import { checkOptions } from './checkOptions.js';
import { checkRatings } from './checkRatings.js';
import { groupBy } from './groupBy.js';
import { halfStep } from './halfStep.js';
import { hostSignal } from './hostSignal.js';
import { givenFactors, initialFactors } from './initialFactors.js';
import { createPacer } from './pacer.js';
import { seededRandom } from './random.js';
import { nonnegativeSolver } from './solveNonnegative.js';
import { unconstrainedSolver } from './solveUnconstrained.js';
import type { AlsModel, AlsOptions, Ratings } from './types.js';

/**
 * Factorises ratings by alternating least squares, as Spark's `ALS`: explicit or implicit feedback, unconstrained or
 * non-negative. Each half-step is solved exactly (Hu, Koren, Volinsky 2008; Zhou et al. 2008), in double precision;
 * factors are kept in 32 bits. The result depends on the ratings, the options and the seed alone.
 *
 * @returns user and item factors; a row without a positive implicit rating is zeros, never NaN
 * @throws RangeError or TypeError naming the option or the index that can't be used
 *
 * @example
 * const { userFactors } = await trainAls(
 *   { users: Int32Array.of(0, 1), items: Int32Array.of(0, 1), ratings: Float32Array.of(1, 1) },
 *   { rank: 2, implicitPrefs: true, nonnegative: true },
 * );
 */
export async function trainAls(ratings: Ratings, options: AlsOptions = {}): Promise<AlsModel> {
  const resolved = checkOptions(options);
  const { users, items, ratings: values, numUsers, numItems } = checkRatings(ratings);
  const { rank, maxIter, tol, seed, onIteration, signal = hostSignal() } = resolved;
  signal?.throwIfAborted();

  const byUser = groupBy(users, items, values, numUsers);
  const byItem = groupBy(items, users, values, numItems);
  const random = seededRandom(seed);
  const userFactors = resolved.initialUserFactors
    ? givenFactors(resolved.initialUserFactors, byUser, rank)
    : initialFactors(byUser, rank, random);
  const itemFactors = initialFactors(byItem, rank, random);

  const solve = resolved.nonnegative ? nonnegativeSolver(rank) : unconstrainedSolver(rank);
  const pacer = createPacer(signal);
  let iteration = 0;
  while (iteration < maxIter) {
    const previous = userFactors.slice();
    await halfStep(byItem, userFactors, itemFactors, resolved, solve, pacer);
    await halfStep(byUser, itemFactors, userFactors, resolved, solve, pacer);
    iteration++;
    const change = relativeChange(previous, userFactors);
    const done = iteration === maxIter || (tol > 0 && change <= tol);
    onIteration?.({ iteration, maxIter, change, done });
    signal?.throwIfAborted();
    if (done) break;
  }
  return { rank, numUsers, numItems, userFactors, itemFactors, iterations: iteration };
}

/** |after - before| / |after|, Frobenius norms; 0 where nothing moved. */
function relativeChange(before: Float32Array, after: Float32Array): number {
  let moved = 0;
  let size = 0;
  for (let n = 0; n < after.length; n++) {
    moved += (after[n] - before[n]) ** 2;
    size += after[n] ** 2;
  }
  return moved === 0 ? 0 : Math.sqrt(moved / size);
}
