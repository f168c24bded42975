import { describe, expect, it } from 'vitest';
import { compareRankers } from '../../../lib/evaluate/compare/compareRankers.js';
import { compareRankings } from '../../../lib/evaluate/compare/compareRankings.js';
import { resolveBudget } from '../../../lib/evaluate/compare/resolveBudget.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('a budget', () => {
  it.each([
    [25, 10, 25, '25'],
    [0.01, 201, 3, '1 %'],
    [0.3, 5, 2, '30 %'],
    [0.001, 5, 1, '0.1 %'],
    [0.5, 0, 1, '50 %'],
    [1, 200, 1, '1'],
  ])('of %d among %i pairs', (budget, pairs, number, name) => {
    expect(resolveBudget(budget, pairs)).toEqual({ budget: number, name });
  });

  it.each<[unknown, string, ErrorConstructor]>([
    [0, '0', RangeError],
    [-1, '-1', RangeError],
    [1.5, '1.5', RangeError],
    [Number.NaN, 'NaN', RangeError],
    [Number.POSITIVE_INFINITY, 'Infinity', RangeError],
    ['0.01', '"0.01"', TypeError],
    [null, 'null', TypeError],
  ])('is no %o, in the words of both that take one', (budget, got, Wrong) => {
    const options = { budget: budget as number };
    const error = new Wrong(
      `Expected budget to be a positive integer, or a share between 0 and 1, got ${got}`,
    );
    expect(() => compareRankings({ a: [1, 2] }, [0, 1], options)).toThrow(error);
    expect(() => compareRankers({ a: [1, 2] }, toTable({ label: [0, 1] }), options)).toThrow(error);
  });
});
