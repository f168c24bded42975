import { describe, expect, it } from 'vitest';
import { plainIterations } from '../../../lib/als/plain/plainIterations.js';
import { forms, lossOf, problem, run } from '../engine/problems.js';

const ratings = problem(30, 20, 300);

describe('plainIterations', () => {
  it.each(forms)('lowers the objective with each half-step, and tells it, %o', async (form) => {
    const options = { rank: 4, maxIter: 12, ...form };
    const fit = await run(plainIterations, ratings, options);
    expect(fit.course.at(-1)!.loss).toBeCloseTo(lossOf(ratings, fit, options), 6);
    for (let n = 1; n < fit.course.length; n++) {
      expect(fit.course[n].loss).toBeLessThanOrEqual(fit.course[n - 1].loss * (1 + 1e-6));
    }
    expect(fit.course.at(-1)!.loss).toBeLessThan(0.9 * fit.course[0].loss);
  });

  it('tells how far the user factors moved, beside their size', async () => {
    const options = { rank: 3, implicitPrefs: true };
    const one = await run(plainIterations, ratings, { ...options, maxIter: 1 });
    const two = await run(plainIterations, ratings, { ...options, maxIter: 2 });
    const before = one.userFactors;
    const after = two.userFactors;
    const moved = Math.hypot(...after.map((value, n) => value - before[n]));
    expect(two.course[1].change).toBeCloseTo(moved / Math.hypot(...after), 6);
  });

  it('starts from given user factors', async () => {
    const first = await run(plainIterations, ratings, { rank: 3, maxIter: 1, seed: 1 });
    const course = (await run(plainIterations, ratings, { rank: 3, maxIter: 3, seed: 1 })).course;
    const resumed = await run(plainIterations, ratings, {
      rank: 3,
      maxIter: 2,
      seed: 2,
      initialUserFactors: first.userFactors,
    });
    expect(resumed.course).toEqual(course.slice(1));
  });
});
