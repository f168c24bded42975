import { seededRandom } from '../../base/random/random.js';
import { createPacer } from '../../base/signals/pacer.js';
import type { ResolvedAlsOptions } from '../checkOptions.js';
import { groupBy } from '../groupBy.js';
import { givenFactors, initialFactors } from '../initialFactors.js';
import { type AlsIterations, relativeChange } from '../iterations.js';
import type { Ratings } from '../types.js';
import { halfStep } from './halfStep.js';
import { objective } from './plainObjective.js';
import { nonnegativeSolver } from './solveNonnegative.js';
import { unconstrainedSolver } from './solveUnconstrained.js';

/**
 * ALS in its plainest form: the mathematics, in 64-bit numbers, row by row on this thread. The engine has to
 * agree with it, and it trains if numbers are too large for the engine.
 */
export function plainIterations(
  { users, items, ratings, numUsers, numItems }: Required<Ratings>,
  options: ResolvedAlsOptions,
): AlsIterations {
  const { rank, seed, initialUserFactors } = options;
  const byUser = groupBy(users, items, ratings, numUsers);
  const byItem = groupBy(items, users, ratings, numItems);
  const random = seededRandom(seed);
  const userFactors = initialUserFactors
    ? givenFactors(initialUserFactors, byUser.starts, rank)
    : initialFactors(byUser.starts, rank, random);
  const itemFactors = initialFactors(byItem.starts, rank, random);
  const solve = options.nonnegative ? nonnegativeSolver(rank) : unconstrainedSolver(rank);
  const pacer = createPacer(options.signal);
  return {
    async next() {
      const previous = userFactors.slice();
      await halfStep(byItem, userFactors, itemFactors, options, solve, pacer);
      await halfStep(byUser, itemFactors, userFactors, options, solve, pacer);
      return {
        change: changeFrom(previous, userFactors),
        loss: objective(byUser, byItem, userFactors, itemFactors, options),
      };
    },
    factors: () => ({ userFactors, itemFactors }),
    close() {},
  };
}

function changeFrom(before: Float32Array, after: Float32Array): number {
  let moved = 0;
  let size = 0;
  for (let n = 0; n < after.length; n++) {
    moved += (after[n] - before[n]) ** 2;
    size += after[n] ** 2;
  }
  return relativeChange(moved, size);
}
