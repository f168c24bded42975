/** The numbers that the memory of a fit depends on. */
export interface FitSize {
  /** Rows of the table. */
  rows: number;
  users: number;
  resources: number;
  /** Number of latent factors. */
  rank: number;
  threads: number;
  /** Columns of names that aren't 32-bit codes of a dictionary already. Default: 0. */
  textColumns?: number;
  /** Pairs drawn from the complement set, for explicit feedback. Default: 0. */
  drawn?: number;
}

/** What the smallest fit needs: code, workers, and garbage that isn't collected yet. */
const FIXED = 40 * 2 ** 20;
/** Ids, likelihoods and both orders of a counting sort, partly still garbage when the engine takes its 16. */
const ROW = 58;
const CODE = 5;
/** A set's entry, growing lists, and the rating in the engine. */
const DRAWN = 110;
/** A name, its place in a map, starts, components. */
const NAME = 120;

/**
 * The most bytes that a fit needs beside its table: the sizes of its arrays, and upper bounds of what
 * bench/scale measures (see its RESULTS.md). Rows are sorted before equal ones are added up, so each row
 * counts.
 */
export function fitMemory({
  rows,
  users,
  resources,
  rank,
  threads,
  textColumns = 0,
  drawn = 0,
}: FitSize): number {
  const stride = 4 * Math.ceil(Math.max(rank, 10) / 4);
  // The engine's factors and blocks of Y'Y (memoryPlan.ts), the factors that it gives, and vectors of 64
  // bits.
  const entity = NAME + 4 * stride + (stride * (stride + 4)) / 256 + 4 * rank + 8 * (rank + 2);
  const thread = 88 * stride ** 2 + 8192 * stride + 2 ** 16;
  return (
    FIXED +
    rows * (ROW + CODE * textColumns) +
    drawn * DRAWN +
    (users + resources) * entity +
    threads * thread
  );
}
