import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../../lib/evaluate/metrics/averagePrecision.js';

describe('averagePrecision', () => {
  it('weights precision by the recall gained', () => {
    expect(averagePrecision([3, 2, 1], [1, 0, 1])).toBeCloseTo(1 / 2 + (1 / 2) * (2 / 3));
    // scikit-learn's documented example.
    expect(averagePrecision([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBeCloseTo(0.8333333);
  });

  it('takes equal scores together: their order does not matter', () => {
    expect(averagePrecision([1, 1, 1, 1], [1, 0, 0, 0])).toBe(0.25);
    expect(averagePrecision([1, 1, 1, 1], [0, 0, 0, 1])).toBe(0.25);
  });
});
