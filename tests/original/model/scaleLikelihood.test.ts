import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleLikelihood } from '../../../lib/original/model/scaleLikelihood.js';

function scale(values: number[], low: number, high: number): number[] {
  return [...scaleLikelihood(Float64Array.from(values), low, high)];
}

describe('scaleLikelihood', () => {
  it('takes the smallest to low, the largest to high, and what is between between', () => {
    expect(scale([1, 3, 2, 5], 5, 10)).toEqual([5, 7.5, 6.25, 10]);
    expect(scale([-1, 1, 0], 1, 2)).toEqual([1, 2, 1.5]);
  });

  it('takes the middle where all are the same', () => {
    expect(scale([3, 3, 3], 5, 10)).toEqual([7.5, 7.5, 7.5]);
    expect(scale([0], 1, 2)).toEqual([1.5]);
  });

  it('stays within the range, reaches both ends and keeps the order, whatever the values', () => {
    const value = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), (values) => {
        const scaled = scale(values, 5, 10);
        const order = [...values.keys()].sort((a, b) => values[a] - values[b]);
        order.slice(1).forEach((n, i) => {
          expect(scaled[n]).toBeGreaterThanOrEqual(scaled[order[i]]);
        });
        if (values.some((other) => other !== values[0])) {
          expect([Math.min(...scaled), Math.max(...scaled)]).toEqual([5, 10]);
        }
      }),
      { seed: 10, numRuns: 300 },
    );
  });

  it('leaves the values as they are', () => {
    const values = Float64Array.of(1, 2);
    scaleLikelihood(values, 5, 10);
    expect([...values]).toEqual([1, 2]);
  });
});
