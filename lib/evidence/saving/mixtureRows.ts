import type { Table } from 'apache-arrow';
import { savedNumbers } from '../../saving/savedNumbers.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { BUCKETS, type Mixture, PARTS } from '../mixture/mixture.js';

/** How many rows a saved mixture has: the overall weights with bucket -1, then the buckets. */
export const MIXTURE_ROWS = BUCKETS + 1;

/** The columns of the weights of parts. */
export const PART_COLUMNS: readonly string[] = Array.from({ length: PARTS }, (_, part) => `part${part}`);

/** The rows of a mixture, each with the given fields. */
export function mixtureRows<T>(said: T, { common, byDegree }: Mixture) {
  return Array.from({ length: MIXTURE_ROWS }, (_, n) => ({
    ...said,
    bucket: n - 1,
    weights: n === 0 ? common : byDegree.subarray(PARTS * (n - 1), PARTS * n),
  }));
}

export function partColumns(rows: readonly { weights: Float64Array }[]) {
  return PART_COLUMNS.map(
    (name, part) => [name, makeColumn.float64(rows.map(({ weights }) => weights[part]))] as const,
  );
}

/** Reads the mixture whose rows begin at `first`. */
export function savedMixtures(table: Table): (first: number) => Mixture {
  // Sums of weights that are 1, apart from rounding.
  const weights = PART_COLUMNS.map((part) => savedNumbers(table, part, 0, 1 + 1e-9));
  return (first) => ({
    common: Float64Array.from(weights, (each) => each[first]),
    byDegree: Float64Array.from(
      { length: BUCKETS * PARTS },
      (_, n) => weights[n % PARTS][first + 1 + Math.floor(n / PARTS)],
    ),
  });
}
