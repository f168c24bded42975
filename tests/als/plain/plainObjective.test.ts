import { describe, expect, it } from 'vitest';
import { groupBy } from '../../../lib/als/groupBy.js';
import { objective } from '../../../lib/als/plain/plainObjective.js';

// Three users, two items, rank 2. User 2 has no ratings; user 1's second one is not positive.
const users = Int32Array.of(0, 0, 1, 1);
const items = Int32Array.of(0, 1, 0, 1);
const ratings = Float64Array.of(3, 1, 2, -1);
const x = Float32Array.of(1, 0, 0.5, 2, 0, -1);
const y = Float32Array.of(0.5, 0.25, 1, -2);
const options = { rank: 2, regParam: 0.5, alpha: 4 };

function lossOf(implicitPrefs: boolean): number {
  const byUser = groupBy(users, items, ratings, 3);
  const byItem = groupBy(items, users, ratings, 2);
  return objective(byUser, byItem, x, y, { ...options, implicitPrefs });
}

function predicted(user: number, item: number): number {
  return x[2 * user] * y[2 * item] + x[2 * user + 1] * y[2 * item + 1];
}

function norm(factors: Float32Array, row: number): number {
  return factors[2 * row] ** 2 + factors[2 * row + 1] ** 2;
}

describe('objective', () => {
  it('is the squared error of the ratings, explicit, with each row weighted by its number of ratings', () => {
    const errors = ratings.reduce((sum, r, n) => sum + (r - predicted(users[n], items[n])) ** 2, 0);
    const penalty = 2 * norm(x, 0) + 2 * norm(x, 1) + 2 * norm(y, 0) + 2 * norm(y, 1);
    expect(lossOf(false)).toBeCloseTo(errors + 0.5 * penalty, 10);
  });

  it('is the weighted error over all pairs, implicit, seen or not', () => {
    let expected = 0;
    for (let user = 0; user < 3; user++) {
      for (let item = 0; item < 2; item++) {
        const n = users.findIndex((other, at) => other === user && items[at] === item);
        const r = n < 0 ? 0 : ratings[n];
        expected += (1 + 4 * Math.abs(r)) * (Number(r > 0) - predicted(user, item)) ** 2;
      }
    }
    // Positive ratings alone count.
    const penalty = 2 * norm(x, 0) + norm(x, 1) + 2 * norm(y, 0) + norm(y, 1);
    expect(lossOf(true)).toBeCloseTo(expected + 0.5 * penalty, 10);
  });
});
