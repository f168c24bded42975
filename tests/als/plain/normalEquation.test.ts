import { describe, expect, it } from 'vitest';
import {
  addDiagonal,
  addOuter,
  addVector,
  gram,
  normalEquation,
} from '../../../lib/als/plain/normalEquation.js';

const factors = Float32Array.of(9, 9, 1, 2, 3, -1);

describe('normalEquation', () => {
  it('starts from zeros', () => {
    expect(normalEquation(2)).toEqual({ rank: 2, a: new Float64Array(4), b: new Float64Array(2) });
  });

  it('adds the weighted outer product of a row to the lower triangle', () => {
    const equation = normalEquation(2);
    addOuter(equation, factors, 2, 1);
    addOuter(equation, factors, 4, 10);
    // [1 2; 2 4] + 10 [9 -3; -3 1]
    expect([equation.a[0], equation.a[2], equation.a[3]]).toEqual([91, -28, 14]);
  });

  it('adds a weighted row to b, and a number to the diagonal of A', () => {
    const equation = normalEquation(2);
    addVector(equation, factors, 2, 3);
    addDiagonal(equation, 0.5);
    expect(equation).toEqual({ rank: 2, a: Float64Array.of(0.5, 0, 0, 0.5), b: Float64Array.of(3, 6) });
  });

  it("sums the outer products of all rows to Y'Y", () => {
    const a = gram(factors.subarray(2), 2);
    // [1 2; 2 4] + [9 -3; -3 1]
    expect([a[0], a[2], a[3]]).toEqual([10, -1, 5]);
  });
});
