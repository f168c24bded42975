import type { ContextValues } from '../../accesses/accessLog.js';
import { gather, positionsWhere } from '../../base/numbers/gather.js';
import type { Mixture } from '../mixture/mixture.js';
import type { ContextCounts } from './contextCounts.js';
import type { ContextCells } from './contextParts.js';
import { contextRatios } from './contextTerms.js';

/** In how many comparisons another account's value was the less likely one. */
export interface Comparisons {
  won: number;
  all: number;
}

/** About this many comparisons are enough for a tenant and a window. */
const ENOUGH = 4000;
const MOST_SHIFTS = 20;
/** Sums in another order differ in the last digits. */
const SAME = 1e-9;

/**
 * How well a context tells accounts apart: how often another account's value is less likely for an account
 * than its own (an AUC; equal ones count half). Constants and noise give 0.5.
 *
 * @param cells the cells of a window, in their order
 * @param ratios ln(q / p) of their own values
 * @param range a tenant's first cell, and the one after its last
 */
export function compareValues(
  known: ContextValues,
  counts: ContextCounts,
  cells: ContextCells,
  ratios: Float64Array,
  [first, end]: readonly [number, number],
  mixtureOf: (tenant: number) => Mixture,
): Comparisons {
  const step = Math.max(1, Math.floor((end - first) / ENOUGH));
  const withValue = positionsWhere(end - first, (n) => cells.value[first + n] >= 0);
  const at = withValue.filter((_, n) => n % step === 0).map((n) => first + n);
  const shifts = Math.min(MOST_SHIFTS, at.length - 1, Math.ceil(ENOUGH / Math.max(1, at.length)));
  const found: Comparisons = { won: 0, all: 0 };
  const own = { tenant: gather(cells.tenant, at), user: gather(cells.user, at), res: gather(cells.res, at) };
  for (let shift = 1; shift <= shifts; shift++) {
    const by = Math.ceil((shift * at.length) / (shifts + 1));
    const value = at.map((_, n) => cells.value[at[(n + by) % at.length]]);
    const others = contextRatios(known, counts, { ...own, value }, mixtureOf);
    for (let n = 0; n < at.length; n++) {
      if (own.user[n] === own.user[(n + by) % at.length]) continue;
      const difference = others[n] - ratios[at[n]];
      if (difference > SAME) found.won++;
      else if (difference >= -SAME) found.won += 0.5;
      found.all++;
    }
  }
  return found;
}
