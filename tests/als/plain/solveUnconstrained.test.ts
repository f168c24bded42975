import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unconstrainedSolver } from '../../../lib/als/plain/solveUnconstrained.js';
import { equationOf, gradient, symmetric, systems } from './systems.js';

function minimize(full: number[][], b: number[], start = b.map(() => 0)): Float64Array {
  const x = Float64Array.from(start);
  unconstrainedSolver(b.length)(equationOf(full, b), x);
  return x;
}

describe('unconstrainedSolver', () => {
  it('solves a regular system, whatever x was', () => {
    const x = minimize(symmetric(4, 2, 3), [0, -4], [7, Number.NaN]);
    expect(x[0]).toBeCloseTo(1, 14);
    expect(x[1]).toBeCloseTo(-2, 14);
  });

  it('takes the shortest of many solutions', () => {
    // x + y = 2
    const x = minimize(symmetric(1, 1, 1), [2, 2]);
    expect(x[0]).toBeCloseTo(1, 12);
    expect(x[1]).toBeCloseTo(1, 12);
    // 2 x + y = 5, whose closest point to the origin is [2, 1]
    const y = minimize(symmetric(4, 2, 1), [10, 5]);
    expect(y[0]).toBeCloseTo(2, 12);
    expect(y[1]).toBeCloseTo(1, 12);
  });

  it('is zero where nothing is known', () => {
    expect([...minimize(symmetric(0, 0, 0), [0, 0], [1, 2])]).toEqual([0, 0]);
  });

  it.each([0, 0.1])('levels the objective (ridge %d)', (ridge) => {
    fc.assert(
      fc.property(systems({ ridge }), ({ full, b }) => {
        const size = Math.max(1, ...b.map(Math.abs));
        for (const slope of gradient(full, b, minimize(full, b))) {
          expect(Math.abs(slope)).toBeLessThan(1e-7 * size);
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
