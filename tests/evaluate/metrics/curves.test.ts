import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averagePrecision } from '../../../lib/evaluate/metrics/averagePrecision.js';
import { precisionRecallCurve, rocCurve } from '../../../lib/evaluate/metrics/curves.js';
import { rocAuc } from '../../../lib/evaluate/metrics/rocAuc.js';

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
