import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nonnegativeSolver } from '../../../lib/als/plain/solveNonnegative.js';
import { equationOf, gradient, symmetric, systems } from './systems.js';

function minimize(full: number[][], b: number[], start = b.map(() => 0)): Float64Array {
  const x = Float64Array.from(start);
  nonnegativeSolver(b.length)(equationOf(full, b), x);
  return x;
}

/**
 * The conditions of Karush, Kuhn and Tucker, which hold at the optimum and, as the objective is convex,
 * nowhere else: x >= 0, no coordinate gains from growing, and those above zero are level.
 */
function expectOptimum(full: number[][], b: number[], x: Float64Array): void {
  const size = Math.max(1, ...b.map(Math.abs));
  gradient(full, b, x).forEach((slope, k) => {
    expect(x[k]).toBeGreaterThanOrEqual(0);
    if (x[k] > 0) expect(Math.abs(slope)).toBeLessThan(1e-7 * size);
    else expect(slope).toBeGreaterThan(-1e-7 * size);
  });
}

const identity = symmetric(1, 0, 1);

describe('nonnegativeSolver', () => {
  it('is the plain solution where that is not negative', () => {
    expect([...minimize(identity, [3, 4])]).toEqual([3, 4]);
  });

  it('fixes at zero what would turn negative, and solves for the rest', () => {
    expect([...minimize(identity, [3, -4])]).toEqual([3, 0]);
    expect([...minimize(identity, [-3, -4])]).toEqual([0, 0]);
    // Unconstrained [-1/3, 5/3]: not [0, 5/3], but 1/2 x 3 with the first at zero.
    const coupled = symmetric(2, 1, 2);
    const x = minimize(coupled, [1, 3]);
    expect(x[0]).toBe(0);
    expect(x[1]).toBeCloseTo(1.5, 14);
  });

  it('leaves the equation as it is', () => {
    const equation = equationOf(identity, [3, -4]);
    nonnegativeSolver(2)(equation, new Float64Array(2));
    expect(equation).toEqual(equationOf(identity, [3, -4]));
  });

  it('can be used again after a solve', () => {
    const solve = nonnegativeSolver(2);
    const x = new Float64Array(2);
    solve(equationOf(identity, [3, -4]), x);
    expect([...x]).toEqual([3, 0]);
    solve(equationOf(identity, [-3, 4]), x);
    expect([...x]).toEqual([0, 4]);
    // All but singular: the second coordinate is given up, but only here.
    solve(equationOf(symmetric(4, 2, 1 + 1e-14), [2, 1 + 1e-7]), x.fill(0));
    expect([...x]).toEqual([0.5, 0]);
    solve(equationOf(identity, [3, 4]), x);
    expect([...x]).toEqual([3, 4]);
  });

  it.each([
    [0, 0],
    [5, 5],
    [-5, 5],
    [1e-300, 1],
  ])('finds one of the optima where there are many, from [%d, %d]', (...start) => {
    const ones = symmetric(1, 1, 1);
    const x = minimize(ones, [2, 2], start);
    expect(x[0] + x[1]).toBeCloseTo(2, 12);
    expectOptimum(ones, [2, 2], x);
  });

  it('is zero where nothing is known', () => {
    expect([...minimize(symmetric(0, 0, 0), [0, 0], [1, -1])]).toEqual([0, 0]);
  });

  it.each([
    ['regular', 0.1],
    ['singular', 0],
  ])('meets the conditions of the optimum from any start: %s systems', (_, ridge) => {
    fc.assert(
      fc.property(systems({ ridge }), ({ full, b, start }) => {
        expectOptimum(full, b, minimize(full, b));
        expectOptimum(full, b, minimize(full, b, start));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  it('finds the same optimum from any start where it is unique', () => {
    fc.assert(
      fc.property(systems({ ridge: 0.1, maxRank: 10 }), ({ full, b, start }) => {
        const cold = minimize(full, b);
        minimize(full, b, start).forEach((value, k) => {
          expect(value).toBeCloseTo(cold[k], 8);
        });
      }),
      { seed: 4, numRuns: 300 },
    );
  });
});
