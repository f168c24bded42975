import { checkOptions, type ResolvedAlsOptions } from '../../../lib/als/checkOptions.js';
import { checkRatings } from '../../../lib/als/checkRatings.js';
import { groupBy } from '../../../lib/als/groupBy.js';
import type { AlsIterations, Iteration } from '../../../lib/als/iterations.js';
import { objective } from '../../../lib/als/plain/plainObjective.js';
import type { AlsOptions, Ratings } from '../../../lib/als/types.js';
import { seededRandom } from '../../../lib/base/random/random.js';

/** The four forms of ALS. */
export const forms = [
  { implicitPrefs: false, nonnegative: false },
  { implicitPrefs: false, nonnegative: true },
  { implicitPrefs: true, nonnegative: false },
  { implicitPrefs: true, nonnegative: true },
];

/**
 * Ratings 1 to 5 of random pairs that depend on three hidden groups; a share `skew` of them is the first
 * user's. Pairs may repeat, as in real logs.
 */
export function problem(numUsers: number, numItems: number, numRatings: number, skew = 0): Required<Ratings> {
  const random = seededRandom(numRatings + 17 * numUsers);
  const users = new Int32Array(numRatings);
  const items = new Int32Array(numRatings);
  const ratings = new Float32Array(numRatings);
  for (let n = 0; n < numRatings; n++) {
    const user = random() < skew ? 0 : Math.floor(random() * numUsers);
    // Squared: few items have most of the ratings.
    const item = Math.floor(random() ** 2 * numItems);
    users[n] = user;
    items[n] = item;
    ratings[n] = 1 + Math.floor(3 * random()) + (user % 3 === item % 3 ? 2 : 0);
  }
  return { users, items, ratings, numUsers, numItems };
}

/** Ratings and options as trainAls hands them on. */
export function checked(ratings: Ratings, options: AlsOptions): [Required<Ratings>, ResolvedAlsOptions] {
  return [checkRatings(ratings), checkOptions(options)];
}

export interface Fit {
  userFactors: Float32Array;
  itemFactors: Float32Array;
  course: Iteration[];
}

/** Runs all iterations. */
export async function run(
  create: (ratings: Required<Ratings>, options: ResolvedAlsOptions) => AlsIterations,
  ratings: Ratings,
  options: AlsOptions,
): Promise<Fit> {
  const iterations = create(...checked(ratings, options));
  try {
    const course: Iteration[] = [];
    for (let n = 0; n < (options.maxIter ?? 10); n++) course.push(await iterations.next());
    return { ...iterations.factors(), course };
  } finally {
    iterations.close();
  }
}

/** The objective of given factors, from its definition. */
export function lossOf(ratings: Ratings, fit: Omit<Fit, 'course'>, options: AlsOptions): number {
  const [{ users, items, ratings: values, numUsers, numItems }, resolved] = checked(ratings, options);
  return objective(
    groupBy(users, items, values, numUsers),
    groupBy(items, users, values, numItems),
    fit.userFactors,
    fit.itemFactors,
    resolved,
  );
}

/**
 * The largest difference of two arrays, beside the largest number of the second; NaN where either has one.
 */
export function difference(actual: Float32Array, expected: Float32Array): number {
  let distance = actual.length === expected.length ? 0 : Number.NaN;
  let size = 0;
  for (let n = 0; n < expected.length; n++) {
    distance = Math.max(distance, Math.abs(actual[n] - expected[n]));
    size = Math.max(size, Math.abs(expected[n]));
  }
  return distance === 0 ? 0 : distance / size;
}

/** Whether all factors, changes and losses are finite. */
export function allFinite({ userFactors, itemFactors, course }: Fit): boolean {
  return (
    userFactors.every(Number.isFinite) &&
    itemFactors.every(Number.isFinite) &&
    course.every(({ change, loss }) => Number.isFinite(change) && Number.isFinite(loss))
  );
}
