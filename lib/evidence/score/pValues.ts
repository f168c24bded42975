import { lowerBound } from '../../base/numbers/lowerBound.js';

/**
 * The scores of a tenant's normal accesses. After a fit these are its training accesses, each scored as if it
 * had been left out; with days, the accesses of the log's last quarter, each by what was known before its
 * window; after `recalibrate`, the accesses of the last normal period.
 */
export interface Calibration {
  /** From a fit without days or with days, or from a period of their own. */
  source: 'fit' | 'forward' | 'period';
  /** The weight of evidence of each access, without and with its history. */
  pair: Float64Array;
  evidence: Float64Array;
  /**
   * How often each was seen. After a fit without days: in all (1 if likelihoods aren't counts). Otherwise:
   * before its window or period; 0 = never.
   */
  likelihood: Float64Array;
}

/** The chance that a normal access scores as high as this. */
export type TailOf = (score: number) => number;

/** With fewer accesses like a new one, all accesses are compared with. */
const ENOUGH_SEEN_ONCE = 30;

/**
 * For an access that was never seen: p = (1 + normal accesses that score as high) / (1 + all). It is only
 * compared with accesses like a new one, if there are 30 or more: after a fit without days, those seen once;
 * with days, or after `recalibrate`, those never seen before.
 */
export function newTail({ source, pair, likelihood }: Calibration): TailOf {
  const isLike = (n: number) => likelihood[n] === (source === 'fit' ? 1 : 0);
  const once = pair.filter((_, n) => isLike(n));
  return rankTail((once.length >= ENOUGH_SEEN_ONCE ? once : pair.slice()).sort());
}

/** (1 + those that score as high) / (1 + all). */
function rankTail(scores: Float64Array): TailOf {
  return (score) => (1 + scores.length - firstAsHigh(scores, score)) / (scores.length + 1);
}

/**
 * For any access of a window `f` times as long as the time of the fit: p = (w + weight of those that score as
 * high) / (w + weight of all), w their mean weight. An access that was seen once stands for future new ones,
 * with weight f and without its history. Each access also stands for itself with weight 1 - exp(-f max(n - d,
 * 0)), the chance that it occurs again. With days, and after `recalibrate`, the accesses of the reference
 * stand for those of the window, each once.
 *
 * @param discount d, from the tenant's sizes
 */
export function nextTail(calibration: Calibration, f: number, discount: number): TailOf {
  const { source, pair, evidence, likelihood } = calibration;
  if (source !== 'fit' && evidence.length > 0) return rankTail(evidence.slice().sort());
  const entries: [score: number, weight: number][] = [];
  for (let n = 0; n < pair.length; n++) {
    if (likelihood[n] === 1) entries.push([pair[n], f]);
    entries.push([evidence[n], -Math.expm1(-f * Math.max(likelihood[n] - discount, 0))]);
  }
  entries.sort(([a], [b]) => a - b);
  const scores = Float64Array.from(entries, ([score]) => score);
  // Sum from the top, so that small weights aren't lost beside large sums.
  const above = new Float64Array(entries.length + 1);
  for (let n = entries.length - 1; n >= 0; n--) above[n] = above[n + 1] + entries[n][1];
  const total = above[0];
  const mean = entries.length > 0 ? total / entries.length : 0;
  if (total === 0) return newTail(calibration);
  return (score) => (mean + above[firstAsHigh(scores, score)]) / (total + mean);
}

/** Scores this close, in nats, are the same score, summed in another order. */
const SAME = 1e-9;

/** The first position that holds a score not below this, apart from rounding; scores ascend. */
export function firstAsHigh(sorted: Float64Array, score: number): number {
  return lowerBound(sorted, score - SAME);
}
