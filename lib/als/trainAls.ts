import { hostSignal } from '../base/signals/hostSignal.js';
import { checkOptions, type ResolvedAlsOptions } from './checkOptions.js';
import { checkRatings } from './checkRatings.js';
import { engineIterations } from './engine/engineIterations.js';
import { plainIterations } from './plain/plainIterations.js';
import type { AlsModel, AlsOptions, Ratings } from './types.js';

/**
 * Factorises ratings by alternating least squares, as Spark's `ALS`: explicit or implicit feedback,
 * unconstrained or non-negative (Hu, Koren, Volinsky 2008; Zhou et al. 2008). Factors are kept in 32 bits.
 * The result only depends on the ratings, the options and the seed, not on the number of threads.
 *
 * It runs in WebAssembly on all cores (engine/). If numbers are too large for 32-bit products, the plain form
 * (plain/) runs instead, which always solves exactly, whatever `solver` says.
 *
 * @returns user and item factors; a row without a positive implicit rating is zeros, never NaN
 * @throws RangeError or TypeError naming the option or the index that can't be used
 *
 * @example
 * const { userFactors } = await trainAls(
 *   { users: Int32Array.of(0, 1), items: Int32Array.of(0, 1), ratings: Float32Array.of(1, 1) },
 *   { rank: 2, implicitPrefs: true, nonnegative: true },
 * );
 */
export async function trainAls(ratings: Ratings, options: AlsOptions = {}): Promise<AlsModel> {
  const resolved = checkOptions(options);
  const checked = checkRatings(ratings);
  const { rank, maxIter, tol, onIteration, signal = hostSignal() } = resolved;
  signal?.throwIfAborted();

  const iterations = canUseEngine(checked, resolved)
    ? engineIterations(checked, { ...resolved, signal })
    : plainIterations(checked, { ...resolved, signal });
  try {
    let iteration = 0;
    while (iteration < maxIter) {
      const { change, loss } = await iterations.next();
      iteration++;
      const done = iteration === maxIter || (tol > 0 && change <= tol);
      onIteration?.({ iteration, maxIter, change, loss, done });
      signal?.throwIfAborted();
      if (done) break;
    }
    const { numUsers, numItems } = checked;
    return { rank, numUsers, numItems, ...iterations.factors(), iterations: iteration };
  } finally {
    iterations.close();
  }
}

/** Beyond this, sums of products could leave the 32 bits in which the kernel adds them up. */
const LARGEST = 1e9;

/** Whether 32-bit products can hold all numbers; the plain form computes in 64 bits. */
function canUseEngine({ ratings }: Ratings, { alpha, initialUserFactors }: ResolvedAlsOptions): boolean {
  const limit = LARGEST / Math.max(1, alpha);
  for (let n = 0; n < ratings.length; n++) if (Math.abs(ratings[n]) > limit) return false;
  for (const factor of initialUserFactors ?? []) if (Math.abs(factor) > LARGEST) return false;
  return true;
}
