import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { choleskySolve } from '../../../lib/als/plain/cholesky.js';
import { equationOf, symmetric, systems } from './systems.js';

/** The solution on some coordinates; null where the matrix is singular. */
function solveOn(full: number[][], b: number[], subset: number[]): number[] | null {
  const rank = b.length;
  const x = new Float64Array(rank);
  const lower = new Float64Array(rank * rank);
  const solved = choleskySolve(equationOf(full, b), Int32Array.from(subset), subset.length, lower, x);
  return solved ? [...x.subarray(0, subset.length)] : null;
}

describe('choleskySolve', () => {
  it('solves a system', () => {
    // 4 x 1 + 2 x 2 = 8, 2 x 1 + 3 x 2 = 8
    const x = solveOn(symmetric(4, 2, 3), [8, 8], [0, 1])!;
    expect(x[0]).toBeCloseTo(1, 14);
    expect(x[1]).toBeCloseTo(2, 14);
  });

  it('solves the coordinates of a subset as if there were no others', () => {
    const full = [
      [4, 100, 2],
      [100, 1, 100],
      [2, 100, 3],
    ];
    const x = solveOn(full, [8, 1e9, 8], [0, 2])!;
    expect(x[0]).toBeCloseTo(1, 14);
    expect(x[1]).toBeCloseTo(2, 14);
  });

  it('says so where the matrix is singular, to rounding too', () => {
    expect(solveOn([[0]], [0], [0])).toBeNull();
    expect(solveOn(symmetric(1, 1, 1), [1, 1], [0, 1])).toBeNull();
    expect(solveOn(symmetric(0.01, 0.03, 0.09), [1, 3], [0, 1])).toBeNull();
  });

  it('judges a matrix by its shape, not by its size', () => {
    expect(solveOn([[1e-30]], [2e-30], [0])).toEqual([2]);
    expect(solveOn([[1e30]], [2e30], [0])![0]).toBeCloseTo(2, 14);
  });

  it("agrees with ml-matrix's solver", () => {
    fc.assert(
      fc.property(systems({ ridge: 0.5 }), ({ full, b }) => {
        const every = [...b.keys()];
        for (const subset of [every, every.filter((k) => k % 2 === 0)]) {
          const part = new Matrix(subset.map((i) => subset.map((j) => full[i][j])));
          const expected = solve(part, Matrix.columnVector(subset.map((i) => b[i]))).to1DArray();
          const actual = solveOn(full, b, subset)!;
          expected.forEach((value, i) => {
            expect(actual[i]).toBeCloseTo(value, 9);
          });
        }
      }),
      { seed: 2 },
    );
  });
});
