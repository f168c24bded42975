import { availableParallelism } from 'node:os';

/** Below this much work an iteration is done before threads could begin. */
const SMALLEST_ITERATION_MS = 2;
/** Below this much work in all, a fit is done before its workers have started. */
const SMALLEST_FIT_MS = 80;

/**
 * How many worker threads to train on, by the work of the fit as measured on one core of a 2020s server; 0:
 * the calling thread, which lets the event loop run now and then.
 */
export function chooseThreads(
  { threads = availableParallelism(), maxIter, rank, cgSteps }: ThreadOptions,
  { numRatings, numRows }: { numRatings: number; numRows: number },
): number {
  if (threads === 1) return 0;
  const nanoseconds =
    cgSteps > 0
      ? 2 * numRatings * (cgSteps + 1) * 0.5 * rank + numRows * (cgSteps + 1) * 0.3 * rank ** 2
      : 2 * numRatings * (3 + 0.06 * rank ** 2) + numRows * (200 + 0.3 * rank ** 3);
  const iteration = nanoseconds / 1e6;
  return iteration < SMALLEST_ITERATION_MS || iteration * maxIter < SMALLEST_FIT_MS ? 0 : threads;
}

export interface ThreadOptions {
  threads?: number;
  maxIter: number;
  rank: number;
  cgSteps: number;
}
