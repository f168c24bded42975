import { Matrix, pseudoInverse } from 'ml-matrix';
import { choleskySolve } from './cholesky.js';
import type { NormalEquation, Solver } from './normalEquation.js';

/**
 * The minimiser of x'Ax/2 - b'x: the solution of A x = b by Cholesky's method. If A is singular (regParam 0
 * and fewer independent items than factors), it is the shortest minimiser, by the pseudo-inverse.
 */
export function unconstrainedSolver(rank: number): Solver {
  const lower = new Float64Array(rank * rank);
  const all = Int32Array.from({ length: rank }, (_, k) => k);
  return (equation, x) => {
    if (!choleskySolve(equation, all, rank, lower, x)) x.set(shortestSolution(equation));
  };
}

function shortestSolution({ rank, a, b }: NormalEquation): number[] {
  const full = new Matrix(rank, rank);
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j <= i; j++) {
      full.set(i, j, a[i * rank + j]);
      full.set(j, i, a[i * rank + j]);
    }
  }
  return pseudoInverse(full, 1e-10).mmul(Matrix.columnVector(b)).to1DArray();
}
