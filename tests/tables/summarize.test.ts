import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarize } from '../../lib/tables/summarize.js';
import { toTable } from '../../lib/tables/toTable.js';

const of = (...score: unknown[]) => summarize(toTable({ score }), 'score');
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe('summarize', () => {
  test('of 2, 4, 4, 4, 5, 5, 7, 9', () => {
    // The squares of the distances to the mean of 5 sum to 32.
    expect(of(2, 4, 4, 4, 5, 5, 7, 9)).toEqual({
      count: 8,
      min: 2,
      max: 9,
      mean: 5,
      stddev: Math.sqrt(32 / 7),
    });
  });

  test('skips nulls', () => {
    expect(of(null, 1, null, 3)).toEqual({ count: 2, min: 1, max: 3, mean: 2, stddev: Math.sqrt(2) });
  });

  test('of no value is null, and of one has no deviation', () => {
    expect(of()).toEqual({ count: 0, min: null, max: null, mean: null, stddev: null });
    expect(of(null)).toEqual({ count: 0, min: null, max: null, mean: null, stddev: null });
    expect(of(3)).toEqual({ count: 1, min: 3, max: 3, mean: 3, stddev: null });
  });

  test('holds NaN for greater than any number, as Spark', () => {
    expect(of(nan, 2, infinity)).toEqual({ count: 3, min: 2, max: nan, mean: nan, stddev: nan });
    expect(of(2, nan)).toEqual({ count: 2, min: 2, max: nan, mean: nan, stddev: nan });
    expect(of(nan)).toEqual({ count: 1, min: nan, max: nan, mean: nan, stddev: null });
  });

  test('of infinities', () => {
    expect(of(1, infinity)).toEqual({ count: 2, min: 1, max: infinity, mean: infinity, stddev: nan });
    expect(of(-infinity, infinity)).toEqual({
      count: 2,
      min: -infinity,
      max: infinity,
      mean: nan,
      stddev: nan,
    });
  });

  test('loses nothing to a large offset', () => {
    // 4, 7, 13, 16: mean 10, squares 36 + 9 + 9 + 36 = 90, variance 30.
    expect(of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16).stddev).toBe(Math.sqrt(30));
  });

  test('of Int64', () => {
    expect(of(1n, 3n)).toEqual({ count: 2, min: 1, max: 3, mean: 2, stddev: Math.sqrt(2) });
  });

  test('lies within the extremes, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2 }), (values) => {
        const { min, max, mean, stddev } = of(...values);
        expect(min).toBe(Math.min(...values));
        expect(max).toBe(Math.max(...values));
        expect(mean).toBeGreaterThanOrEqual(min! - 1e-9);
        expect(mean).toBeLessThanOrEqual(max! + 1e-9);
        expect(of(...values.toReversed()).stddev).toBeCloseTo(stddev!, 6);
        expect(of(...values.map((value) => value + 1000)).stddev).toBeCloseTo(stddev!, 6);
      }),
      { seed: 5 },
    );
  });

  test('names the columns there are, and the type that is no number', () => {
    const table = toTable([{ user: 'ann', score: 1 }]);
    expect(() => summarize(table, 'scores')).toThrow(
      new RangeError('Expected a column scores, got user, score'),
    );
    expect(() => summarize(table, 'user')).toThrow(
      new TypeError('Expected column "user" to hold numbers, got Dictionary<Int32, Utf8>'),
    );
  });
});
