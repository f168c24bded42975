import { sum } from '../../base/numbers/sum.js';

/** How many parts an expectation has; `ExpectationParts` and `contextParts` say what each is. */
export const PARTS = 5;

/** How much each part counts: overall, and for rows of few to many partners. */
export interface Mixture {
  /** `PARTS` numbers that sum to 1. */
  common: Float64Array;
  /** `PARTS` numbers for each bucket of `bucketOf`. */
  byDegree: Float64Array;
}

/** Rows are weighed in buckets of 0, 1, 2, 3-4, 5-8, 9-16, 17-32, 33 and more partners. */
export const BUCKETS = 8;

export function bucketOf(degree: number): number {
  if (degree < 2) return degree;
  return Math.min(BUCKETS - 1, 33 - Math.clz32(degree - 1));
}

/** More accesses of a tenant would hardly change the weights of the parts. */
export const SAMPLE_SIZE = 40_000;

const ROUNDS = 100;
/**
 * The prior: 1 / PARTS of a cell for each overall weight, 20 cells with the overall weights for each bucket.
 */
const COMMON_CELLS = 1;
const BUCKET_CELLS = 20;

/** How many cells each bucket has, and how many of these have a column that nobody else has. */
export interface Population {
  all: Float64Array;
  fresh: Float64Array;
}

/**
 * The weights that make cells likeliest, by parts that don't depend on the cells themselves (which are left
 * out, or come later): expectation-maximisation (Dempster, Laird, Rubin 1977) of mixture weights with a
 * Dirichlet prior, 100 rounds overall, then 100 for each bucket. No labels are needed.
 *
 * @param parts `PARTS` numbers for each cell; a cell whose column nobody else has can only come from `new`
 * @param degree the number of partners of each cell's row, without the cell
 */
export function weighParts(parts: Float64Array, degree: Int32Array, { all, fresh }: Population): Mixture {
  const known = [...degree.keys()].filter((n) => parts[PARTS * n + NEW] === 0);
  const learn = (cells: readonly number[], count: number, news: number, start: Float64Array, worth: number) =>
    maximize(takeParts(parts, cells), count - news, news, start, worth);
  const even = new Float64Array(PARTS).fill(1 / PARTS);
  const common = learn(known, sum(all), sum(fresh), even, COMMON_CELLS);
  const byDegree = new Float64Array(BUCKETS * PARTS);
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    const own = known.filter((n) => bucketOf(degree[n]) === bucket);
    byDegree.set(learn(own, all[bucket], fresh[bucket], common, BUCKET_CELLS), bucket * PARTS);
  }
  return { common, byDegree };
}

/** Like `weighParts`, if the cells are the whole population. */
export function weighAll(parts: Float64Array, degree: Int32Array): Mixture {
  const population = { all: new Float64Array(BUCKETS), fresh: new Float64Array(BUCKETS) };
  degree.forEach((each, cell) => {
    population.all[bucketOf(each)]++;
    if (parts[PARTS * cell + NEW] > 0) population.fresh[bucketOf(each)]++;
  });
  return weighParts(parts, degree, population);
}

/** The parts of some of the cells, by their positions. */
export function takeParts(parts: Float64Array, at: ArrayLike<number>): Float64Array {
  const taken = new Float64Array(PARTS * at.length);
  for (let n = 0; n < at.length; n++) {
    taken.set(parts.subarray(PARTS * at[n], PARTS * (at[n] + 1)), PARTS * n);
  }
  return taken;
}

/**
 * @param parts the parts of cells whose column others have, too
 * @param known how many such cells the population has; `parts` are all of them, or a sample
 * @param fresh how many more cells can only be new
 * @param start the first weights, which are also those of the prior
 * @param worth how many cells the prior is worth
 */
function maximize(
  parts: Float64Array,
  known: number,
  fresh: number,
  start: Float64Array,
  worth: number,
): Float64Array {
  const all = known + fresh + worth;
  const numCells = parts.length / PARTS;
  // If no cells were drawn, they count as the start has them.
  const likeStart = numCells === 0 ? known / (1 - start[NEW]) : 0;
  const stands = numCells === 0 ? 0 : known / numCells;
  let [w0, w1, w2, w3] = start;
  for (let round = 0; round < ROUNDS; round++) {
    let [r0, r1, r2, r3] = [0, 0, 0, 0];
    for (let at = 0; at < parts.length; at += PARTS) {
      const e0 = w0 * parts[at];
      const e1 = w1 * parts[at + 1];
      const e2 = w2 * parts[at + 2];
      const e3 = w3 * parts[at + 3];
      const each = 1 / (e0 + e1 + e2 + e3);
      r0 += e0 * each;
      r1 += e1 * each;
      r2 += e2 * each;
      r3 += e3 * each;
    }
    w0 = (r0 * stands + (likeStart + worth) * start[0]) / all;
    w1 = (r1 * stands + (likeStart + worth) * start[1]) / all;
    w2 = (r2 * stands + (likeStart + worth) * start[2]) / all;
    w3 = (r3 * stands + (likeStart + worth) * start[3]) / all;
  }
  return Float64Array.of(w0, w1, w2, w3, (fresh + worth * start[NEW]) / all);
}

/** The expectation of a cell: its parts, weighted by its row's degree. */
export function expectation(
  { byDegree }: Mixture,
  degree: number,
  parts: Float64Array,
  cell: number,
): number {
  const weights = PARTS * bucketOf(degree);
  const at = PARTS * cell;
  let sum = 0;
  for (let j = 0; j < PARTS; j++) sum += byDegree[weights + j] * parts[at + j];
  return Math.max(sum, LEAST_PROBABILITY);
}

/** No expectation is below this. */
export const LEAST_PROBABILITY = 1e-12;
/** The position of the part for the unknown. */
export const NEW = 4;
