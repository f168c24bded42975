import { BUCKETS, bucketOf } from '../../lib/evidence/mixture/mixture.js';

/** What is predicted for one access: its five parts, and the partners (or the days) of its row. */
export interface Foreseen {
  parts: number[];
  degree: number;
}

/** The weights of five parts: overall, and for rows with some number of partners. */
export interface PlainMixture {
  common: number[];
  of(degree: number): number[];
}

/** Expectation-maximisation, in common and then for each bucket of degrees. */
export function weights(cells: readonly Foreseen[]): PlainMixture {
  const even = new Array<number>(5).fill(1 / 5);
  const common = maximize(cells, even, even, 1);
  const buckets = Array.from({ length: BUCKETS }, (_, bucket) =>
    maximize(
      cells.filter(({ degree }) => bucketOf(degree) === bucket),
      common,
      common,
      20,
    ),
  );
  return { common, of: (degree) => buckets[bucketOf(degree)] };
}

function maximize(
  cells: readonly Foreseen[],
  start: number[],
  prior: number[],
  priorCells: number,
): number[] {
  let w = start;
  for (let round = 0; round < 100; round++) {
    const sums = prior.map((share) => share * priorCells);
    for (const { parts } of cells) {
      const whole = dot(w, parts);
      parts.forEach((part, j) => {
        sums[j] += (w[j] * part) / whole;
      });
    }
    w = sums.map((sum) => sum / (cells.length + priorCells));
  }
  return w;
}

/** A mixture's expectation of one access. */
export function expected(mixture: PlainMixture, { parts, degree }: Foreseen): number {
  return dot(mixture.of(degree), parts);
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, n) => sum + value * b[n], 0);
}
