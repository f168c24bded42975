import fc from 'fast-check';
import type { NormalEquation } from '../../../lib/als/plain/normalEquation.js';

/** The matrix of rows [a, b] and [b, c]. */
export function symmetric(a: number, b: number, c: number): number[][] {
  return [
    [a, b],
    [b, c],
  ];
}

/** A symmetric matrix, given in full, as a normal equation; the upper triangle is NaN: nobody may read it. */
export function equationOf(full: number[][], b: number[]): NormalEquation {
  const rank = b.length;
  const a = Float64Array.from(full.flatMap((row, i) => row.map((value, j) => (j <= i ? value : Number.NaN))));
  return { rank, a, b: Float64Array.from(b) };
}

/**
 * Systems as alternating least squares makes them: A = Y'Y + ridge I and b = Y't, of `rows` rows of small
 * integers. With fewer independent rows than factors and no ridge A is singular, but b always lies in its
 * range.
 */
export function systems({ ridge, maxRank = 6 }: { ridge: number; maxRank?: number }) {
  const small = fc.integer({ min: -4, max: 4 });
  return fc
    .tuple(fc.integer({ min: 1, max: maxRank }), fc.integer({ min: 1, max: 8 }))
    .chain(([rank, rows]) => {
      const row = fc.array(small, { minLength: rank, maxLength: rank });
      return fc.record({
        y: fc.array(row, { minLength: rows, maxLength: rows }),
        target: fc.array(small, { minLength: rows, maxLength: rows }),
        /** Somewhere to start from. */
        start: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: rank, maxLength: rank }),
      });
    })
    .map(({ y, target, start }) => {
      const ranks = [...start.keys()];
      const full = ranks.map((i) =>
        ranks.map((j) => y.reduce((sum, row) => sum + row[i] * row[j], i === j ? ridge : 0)),
      );
      const b = ranks.map((i) => y.reduce((sum, row, n) => sum + row[i] * target[n], 0));
      return { full, b, start };
    });
}

/** The gradient A x - b of the objective x'Ax/2 - b'x. */
export function gradient(full: number[][], b: number[], x: ArrayLike<number>): number[] {
  return full.map((row, i) => row.reduce((sum, value, j) => sum + value * x[j], -b[i]));
}
