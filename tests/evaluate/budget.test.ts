import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { precisionAtBudget, precisionOf, recallAtBudget } from '../../lib/evaluate/atBudget.js';
import { averagePrecision } from '../../lib/evaluate/averagePrecision.js';
import { bootstrap } from '../../lib/evaluate/bootstrap.js';
import { compareRankings } from '../../lib/evaluate/compareRankings.js';
import { precisionRecallCurve, rocCurve } from '../../lib/evaluate/curves.js';
import { rocAuc, rocAucOf } from '../../lib/evaluate/rocAuc.js';

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
      'Expected the budget to be a positive integer, got 0',
    );
    expect(() => recallAtBudget(scores, labels, 1.5)).toThrow('got 1.5');
  });
});

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
      'Expected level to be between 0 and 1, got 1',
    );
  });
});

describe('curves', () => {
  it('by hand', () => {
    expect(rocCurve([3, 2, 2, 1], [1, 0, 1, 0])).toEqual({
      x: [0, 0, 0.5, 1],
      y: [0, 0.5, 1, 1],
      threshold: [Number.POSITIVE_INFINITY, 3, 2, 1],
    });
    expect(precisionRecallCurve([3, 2, 2, 1], [1, 0, 1, 0])).toEqual({
      x: [0.5, 1, 1],
      y: [1, 2 / 3, 0.5],
      threshold: [3, 2, 1],
    });
  });

  it('enclose what the figures say', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.constantFrom(0, 1));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), (pairs) => {
        const [s, l] = [pairs.map(([score]) => score), pairs.map(([, label]) => label)];
        fc.pre(new Set(l).size === 2);
        const roc = rocCurve(s, l);
        let area = 0;
        for (let n = 1; n < roc.x.length; n++) {
          area += ((roc.x[n] - roc.x[n - 1]) * (roc.y[n] + roc.y[n - 1])) / 2;
        }
        expect(area).toBeCloseTo(rocAuc(s, l), 12);
        const pr = precisionRecallCurve(s, l);
        let sum = 0;
        for (let n = 0; n < pr.x.length; n++) sum += (pr.x[n] - (pr.x[n - 1] ?? 0)) * pr.y[n];
        expect(sum).toBeCloseTo(averagePrecision(s, l), 12);
      }),
      { seed: 4 },
    );
  });
});

describe('compareRankings', () => {
  it('judges all by the pairs that all can score, and counts the others', () => {
    const table = compareRankings(
      { model: [3, 1, null, 2, null], rule: [1, 3, 9, 2, Number.NaN] },
      [1, 0, 1, 0, 0],
      { budget: 1, resamples: 50 },
    );
    const rows = table.toArray().map((row) => row.toJSON());
    expect(
      rows.map(({ ranking, pairs, anomalous, unscorable }) => [ranking, pairs, anomalous, unscorable]),
    ).toEqual([
      ['model', 3, 1, 2],
      ['rule', 3, 1, 1],
    ]);
    expect(rows.map((row) => row['unscorable anomalous'])).toEqual([1, 0]);
    expect(rows.map((row) => [row.AUC, row['precision at 1'], row['recall at 1']])).toEqual([
      [1, 1, 1],
      [0, 0, 0],
    ]);
    expect(rows[0]['AUC low']).toBeLessThanOrEqual(1);
  });

  it('gives no figures where the pairs left are of one label', () => {
    const [row] = compareRankings({ model: [1, null] }, [1, 0]).toArray();
    expect(row.toJSON()).toMatchObject({ pairs: 1, unscorable: 1, AUC: null, 'precision at 25': null });
  });

  it('names what does not fit', () => {
    expect(() => compareRankings({ model: [1] }, [1, 0])).toThrow(
      'Expected 2 scores of model, one a label, got 1',
    );
  });
});
