import { describe, expect, it } from 'vitest';
import { precisionAtBudget, recallAtBudget } from '../../../lib/evaluate/metrics/atBudget.js';

const scores = [5, 4, 4, 4, 2, Number.POSITIVE_INFINITY];

const labels = [0, 1, 0, 1, 0, 1];

describe('a budget', () => {
  it.each([
    // Infinity first, then 5; each alert at 4 finds two of three.
    [1, 1, 1 / 3],
    [2, 1 / 2, 1 / 3],
    [3, (1 + 2 / 3) / 3, (1 + 2 / 3) / 3],
    [4, (1 + 4 / 3) / 4, (1 + 4 / 3) / 3],
    [5, 3 / 5, 1],
    [6, 1 / 2, 1],
    [100, 1 / 2, 1],
  ])('of %i', (n, precision, recall) => {
    expect(precisionAtBudget(scores, labels, n)).toBeCloseTo(precision, 12);
    expect(recallAtBudget(scores, labels, n)).toBeCloseTo(recall, 12);
  });

  it('is a positive integer', () => {
    expect(() => precisionAtBudget(scores, labels, 0)).toThrow(
      new RangeError('Expected n to be a positive integer, got 0'),
    );
    expect(() => recallAtBudget(scores, labels, 1.5)).toThrow('Expected n to be a positive integer, got 1.5');
    expect(() => recallAtBudget(scores, labels, '1' as never)).toThrow(
      new TypeError('Expected n to be a positive integer, got "1"'),
    );
  });
});
