import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../../lib/als/checkOptions.js';
import { groupBy } from '../../../lib/als/groupBy.js';
import { halfStep } from '../../../lib/als/plain/halfStep.js';
import { unconstrainedSolver } from '../../../lib/als/plain/solveUnconstrained.js';
import type { AlsOptions } from '../../../lib/als/types.js';
import { createPacer } from '../../../lib/base/signals/pacer.js';

interface Problem {
  /** The row of each rating; by default all are row 0's. */
  rows?: number[];
  others: number[];
  ratings: number[];
  /** Factors of rank 1. */
  fixed: number[];
  before?: number[];
}

async function solveRows(
  { others, rows = others.map(() => 0), ratings, fixed, before = [0] }: Problem,
  options: AlsOptions = {},
): Promise<Float32Array> {
  const side = groupBy(
    Int32Array.from(rows),
    Int32Array.from(others),
    Float64Array.from(ratings),
    before.length,
  );
  const solved = Float32Array.from(before);
  const resolved = checkOptions({ rank: 1, regParam: 0, ...options });
  await halfStep(side, Float32Array.from(fixed), solved, resolved, unconstrainedSolver(1), createPacer());
  return solved;
}

describe('halfStep, explicit', () => {
  const problem = { others: [0, 1], ratings: [3, 4], fixed: [1, 2] };

  it('is a regression of the ratings on the fixed factors', async () => {
    const [x] = await solveRows(problem);
    expect(x).toBeCloseTo((3 * 1 + 4 * 2) / (1 + 4), 6);
  });

  it('regularises by regParam times the number of ratings', async () => {
    const [x] = await solveRows(problem, { regParam: 0.5 });
    expect(x).toBeCloseTo((3 * 1 + 4 * 2) / (1 + 4 + 0.5 * 2), 6);
  });

  it('counts a pair that is listed twice as two ratings', async () => {
    const twice = { others: [0, 0], ratings: [3, 5], fixed: [1] };
    expect((await solveRows(twice))[0]).toBeCloseTo(4, 6);
    expect((await solveRows(twice, { regParam: 1 }))[0]).toBeCloseTo((3 + 5) / (1 + 1 + 2), 6);
  });
});

describe('halfStep, implicit', () => {
  const implicitPrefs = true;

  it('weighs what was seen by 1 + alpha r, and what was not by 1', async () => {
    // Preference 1 on factor 1 with confidence 1 + 2 x 3, preference 0 on factor 2 with confidence 1.
    const [x] = await solveRows({ others: [0], ratings: [3], fixed: [1, 2] }, { implicitPrefs, alpha: 2 });
    expect(x).toBeCloseTo(7 / (7 + 4), 6);
  });

  it('regularises by regParam times the number of positive ratings', async () => {
    const options = { implicitPrefs, regParam: 0.5 };
    const [two] = await solveRows({ others: [0, 1], ratings: [3, 1], fixed: [1, 2] }, options);
    expect(two).toBeCloseTo((4 * 1 + 2 * 2) / (4 * 1 + 2 * 4 + 0.5 * 2), 6);
    const [one] = await solveRows({ others: [0, 1], ratings: [3, 0], fixed: [1, 2] }, options);
    expect(one).toBeCloseTo((4 * 1) / (4 * 1 + 1 * 4 + 0.5), 6);
  });

  it('takes a negative rating for a surer preference 0', async () => {
    const [x] = await solveRows({ others: [0, 1], ratings: [3, -2], fixed: [1, 2] }, { implicitPrefs });
    expect(x).toBeCloseTo((4 * 1) / (4 * 1 + 3 * 4), 6);
  });

  it('counts a pair that is listed twice as two ratings, which is not one of their sum', async () => {
    const [twice] = await solveRows({ others: [0, 0], ratings: [1, 1], fixed: [1] }, { implicitPrefs });
    expect(twice).toBeCloseTo((2 + 2) / (1 + 1 + 1), 6);
    const [sum] = await solveRows({ others: [0], ratings: [2], fixed: [1] }, { implicitPrefs });
    expect(sum).toBeCloseTo(3 / 3, 6);
  });

  it('takes a row without a positive rating to zero', async () => {
    const problem = { rows: [0, 1], others: [0, 0], ratings: [0, -1], fixed: [1], before: [5, 5] };
    expect([...(await solveRows(problem, { implicitPrefs }))]).toEqual([0, 0]);
  });
});

describe('halfStep', () => {
  it('leaves rows without an interaction as they are', async () => {
    const problem = { rows: [1], others: [0], ratings: [3], fixed: [1], before: [7, 7, 7] };
    expect([...(await solveRows(problem))]).toEqual([7, 3, 7]);
  });

  it.each([true, false])(
    'is zero, not NaN, where all fixed factors are zero (implicitPrefs: %s)',
    async (implicitPrefs) => {
      const problem = { others: [0], ratings: [3], fixed: [0], before: [5] };
      expect([...(await solveRows(problem, { implicitPrefs }))]).toEqual([0]);
    },
  );
});
