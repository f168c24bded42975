import { describe, expect, it } from 'vitest';
import { foldRows } from '../../lib/als/foldRows.js';
import { trainAls } from '../../lib/als/trainAls.js';
import { forms, problem } from './engine/problems.js';

describe('foldRows', () => {
  it.each(forms)("solves a row as the fit's next half-step does, and no other, %o", async (form) => {
    const ratings = problem(12, 9, 80);
    const options = { rank: 3, seed: 2, ...form };
    // The last thing that an iteration does is to solve the users from the items.
    const { userFactors, itemFactors } = await trainAls(ratings, { ...options, maxIter: 4 });
    const solved = new Float32Array(userFactors.length);
    const isFive = (_: number, n: number) => ratings.users[n] === 5;
    await foldRows(
      {
        row: ratings.users.filter(isFive),
        other: ratings.items.filter(isFive),
        rating: Float64Array.from(ratings.ratings.filter(isFive)),
      },
      itemFactors,
      solved,
      options,
    );
    for (const [n, value] of solved.entries()) {
      expect(value).toBeCloseTo(n >= 15 && n < 18 ? userFactors[n] : 0, 5);
    }
    expect(Math.hypot(...solved)).toBeGreaterThan(0.1);
  });

  it('stops where it is aborted', async () => {
    const reason = new Error('interrupted');
    const none = { row: new Int32Array(), other: new Int32Array(), rating: new Float64Array() };
    const options = { rank: 1, signal: AbortSignal.abort(reason) };
    await expect(foldRows(none, new Float32Array(1), new Float32Array(1), options)).rejects.toBe(reason);
  });
});
