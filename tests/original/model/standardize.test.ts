import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardization, writeResVector, writeUserVector } from '../../../lib/original/model/standardize.js';

/** Scores of pairs by the vectors that are written for their factors. */
function scoresOf(
  user: number[],
  res: number[],
  userFactors: number[],
  resFactors: number[],
  rank: number,
): number[] {
  const [users, resources] = [Float32Array.from(userFactors), Float32Array.from(resFactors)];
  const scale = standardization(Int32Array.from(user), Int32Array.from(res), users, resources, rank);
  const width = rank + 2;
  return user.map((u, n) => {
    // Written in the middle of something larger.
    const vectors = new Float64Array(3 * width);
    writeUserVector(users, u * rank, rank, scale, vectors, width);
    const userVector = vectors.slice(width, 2 * width);
    writeResVector(resources, res[n] * rank, rank, vectors, width);
    expect(
      [...vectors.subarray(0, width), ...vectors.subarray(2 * width)].every((value) => value === 0),
    ).toBe(true);
    return vectors.slice(width, 2 * width).reduce((sum, value, k) => sum + value * userVector[k], 0);
  });
}

describe('standardization', () => {
  it('is mean and deviation of the predictions of the given pairs', () => {
    const users = Float32Array.of(1, 2, 3, 0);
    const resources = Float32Array.of(1, 1, 0, 2);
    // u0 . r0 = 3, u1 . r0 = 3, u0 . r1 = 4, u1 . r1 = 0
    const all = standardization(Int32Array.of(0, 1, 0, 1), Int32Array.of(0, 0, 1, 1), users, resources, 2);
    expect(all.mean).toBe(2.5);
    expect(all.deviation).toBe(1.5);
    const some = standardization(Int32Array.of(0, 0), Int32Array.of(0, 1), users, resources, 2);
    expect(some).toEqual({ mean: 3.5, deviation: 0.5 });
  });

  it('takes a deviation of 0 for 1', () => {
    const same = standardization(
      Int32Array.of(0, 0),
      Int32Array.of(0, 0),
      Float32Array.of(3),
      Float32Array.of(2),
      1,
    );
    expect(same).toEqual({ mean: 6, deviation: 1 });
    const zero = standardization(
      Int32Array.of(0),
      Int32Array.of(0),
      Float32Array.of(0),
      Float32Array.of(0),
      1,
    );
    expect(zero).toEqual({ mean: 0, deviation: 1 });
  });

  it('takes the rounding of 32-bit factors for no deviation', () => {
    const apart = (difference: number) =>
      standardization(
        Int32Array.of(0, 1),
        Int32Array.of(0, 0),
        Float32Array.of(1, 1 + difference),
        Float32Array.of(1),
        1,
      ).deviation;
    expect(apart(2 ** -23)).toBe(1);
    expect(apart(2 ** -13)).toBe(2 ** -14);
  });
});

describe('vectors', () => {
  it('have scores whose sign is turned: the less likely, the higher', () => {
    // Predictions 2, 3 and 7: mean 4, deviation sqrt(14 / 3).
    const scores = scoresOf([0, 1, 2], [0, 0, 0], [2, 3, 7], [1], 1);
    const deviation = Math.sqrt(14 / 3);
    [2, 1, -3].forEach((difference, n) => {
      expect(scores[n]).toBeCloseTo(difference / deviation, 12);
    });
  });

  it('score all 0 where all predictions are the same', () => {
    expect(scoresOf([0, 1], [0, 0], [2, 2], [3], 1)).toEqual([0, 0]);
  });

  it('have mean 0 and deviation 1 over the pairs', () => {
    const factor = fc.integer({ min: 0, max: 20 });
    const factors = fc.array(factor, { minLength: 12, maxLength: 12 });
    const pairs = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 16 });
    fc.assert(
      fc.property(factors, factors, pairs, (userFactors, resFactors, accessed) => {
        const user = accessed.map(([u]) => u);
        const res = accessed.map(([, r]) => r);
        const scores = scoresOf(user, res, userFactors, resFactors, 3);
        const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
        const variance = scores.reduce((sum, score) => sum + score * score, 0) / scores.length;
        expect(mean).toBeCloseTo(0, 9);
        // Or 0: all predictions are the same.
        expect(variance < 1e-18 ? 1 : variance).toBeCloseTo(1, 9);
      }),
      { seed: 13 },
    );
  });
});
