import type { ContextValues } from '../../accesses/accessLog.js';
import { expectation, type Mixture } from '../mixture/mixture.js';
import type { ContextCounts } from './contextCounts.js';
import { anyHour, type ContextCells, contextParts } from './contextParts.js';

/** How the parts of a context count in a tenant, and the context itself. */
export interface ContextWeights {
  mixture: Mixture;
  /** w in [0, 1]: less than 1 if the context promises more than it keeps. */
  weight: number;
  /** How well the context tells accounts apart, 0.5 = not at all; see `apartness`. */
  apart: number;
}

/**
 * From here on a context tells accounts apart: in two of three cases another account's value is less likely.
 */
const APART = 2 / 3;

/**
 * Whether contexts tell accounts apart. If none does (everybody has the same value, or any value at any
 * time), only unusual values count: a usual one doesn't count in an account's favour.
 */
export function tellApart(contexts: readonly ContextWeights[]): boolean {
  return contexts.some(({ apart }) => apart >= APART);
}

/** The term of a context, in nats. */
export function contextTermOf(ratio: number, weight: number, isApart: boolean): number {
  const term = weight * ratio;
  return isApart ? term : Math.max(0, term);
}

/**
 * An intruder takes half of the values as they are used, the others uniformly; an unseen one is worth two.
 */
const UNIFORM = 0.5;
const NEWNESS = 2;

/**
 * ln(q / p) of each cell, before its context's weight: how much likelier an intruder has the value than this
 * user at this resource. 0 if the value is missing or the tenant is unknown.
 */
export function contextRatios(
  known: ContextValues,
  counts: ContextCounts,
  cells: ContextCells,
  mixtureOf: (tenant: number) => Mixture,
): Float64Array {
  const parts = contextParts(known, counts, cells);
  const { tenant, user, value } = cells;
  const { all, total, numValues, numOnce, days } = counts;
  const ratios = new Float64Array(value.length);
  for (let n = 0; n < value.length; n++) {
    const [t, v] = [tenant[n], value[n]];
    if (v === -1 || t < 0) continue;
    const p = expectation(mixtureOf(t), user[n] < 0 ? 0 : days[user[n]], parts, n);
    const isSeen = v >= 0 && all[v] > 0;
    const q = known.isHour
      ? anyHour(v - known.values.starts[t])
      : (isSeen ? UNIFORM + ((1 - UNIFORM) * numValues[t] * all[v]) / total[t] : NEWNESS) /
        (numValues[t] + NEWNESS * numOnce[t]);
    ratios[n] = Math.log(q / p);
  }
  return ratios;
}

/** The most steps of Newton's method, which approaches the root of a convex function from above. */
const STEPS = 100;

/**
 * The greatest w in [0, 1] for which the mean of e^(w t) is at most 1: for normal cells a likelihood ratio
 * has such a mean.
 *
 * @param ratios t of normal cells; without any, w is 1
 */
export function weightOf(ratios: Float64Array): number {
  const count = ratios.length;
  if (count === 0) return 1;
  const mean = ratios.reduce((total, ratio) => total + ratio, 0) / count;
  const excess = (w: number) => {
    let [sum, slope] = [0, 0];
    for (let n = 0; n < count; n++) {
      const power = Math.exp(w * ratios[n]);
      sum += power;
      slope += ratios[n] * power;
    }
    return { excess: sum / count - 1, slope: slope / count };
  };
  let w = 1;
  let at = excess(w);
  if (at.excess <= 0) return 1;
  if (mean >= 0) return 0;
  for (let step = 0; step < STEPS; step++) {
    const next = w - at.excess / at.slope;
    if (!(next < w)) break;
    w = next;
    at = excess(w);
    if (at.excess <= 0) break;
  }
  return Math.max(0, w);
}
