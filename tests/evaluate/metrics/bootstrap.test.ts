import { describe, expect, it } from 'vitest';
import { precisionOf } from '../../../lib/evaluate/metrics/atBudget.js';
import { bootstrap } from '../../../lib/evaluate/metrics/bootstrap.js';
import { rocAuc, rocAucOf } from '../../../lib/evaluate/metrics/rocAuc.js';

const scores = [5, 4, 4, 4, 2, Number.POSITIVE_INFINITY];

const labels = [0, 1, 0, 1, 0, 1];

describe('bootstrap', () => {
  it('gives the estimate within its interval, wider for fewer pairs, the same for a seed', () => {
    const pairs = (n: number) => {
      const values = Array.from({ length: n }, (_, k) => (k * 7919) % 101);
      return [values, values.map((value, k) => Number((k * 31) % 100 < value))] as const;
    };
    const width = (n: number, seed = 1) => {
      const { auc } = bootstrap(...pairs(n), { auc: rocAucOf }, { resamples: 400, seed });
      expect(auc.estimate).toBe(rocAuc(...pairs(n)));
      expect(auc.low).toBeLessThan(auc.estimate);
      expect(auc.high).toBeGreaterThan(auc.estimate);
      return auc.high - auc.low;
    };
    expect(width(50)).toBeGreaterThan(2 * width(1000));
    expect(width(200)).toBe(width(200));
    expect(width(200)).not.toBe(width(200, 2));
  });

  it('agrees with the binomial where it must: precision of one group is fixed, of the first n it varies', () => {
    const half = Array.from({ length: 400 }, (_, n) => n % 2);
    // All scores equal: precision is the share of positives, which the strata hold.
    const same = bootstrap(new Array(400).fill(1), half, { precision: (r) => precisionOf(r, 400) });
    expect(same.precision).toEqual({ estimate: 0.5, low: 0.5, high: 0.5 });
    // AUC of noise: the deviation is about sqrt((n + m + 1) / (12 n m)) = 0.029 (Mann and Whitney).
    const noise = Array.from({ length: 400 }, (_, n) => (n * 7919) % 397);
    const { auc } = bootstrap(noise, half, { auc: rocAucOf }, { resamples: 4000 });
    expect((auc.high - auc.low) / 2 / 1.96).toBeCloseTo(0.029, 2);
  });

  it('refuses options out of range', () => {
    expect(() => bootstrap(scores, labels, {}, { resamples: 0 })).toThrow(
      'Expected resamples to be a positive integer, got 0',
    );
    expect(() => bootstrap(scores, labels, {}, { level: 1 })).toThrow(
      'Expected level to be above 0 and below 1, got 1',
    );
  });
});
