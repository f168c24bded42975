import type { ContextValues } from '../../accesses/accessLog.js';
import { HOURS } from '../../accesses/contexts.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { PARTS } from '../score/expectationParts.js';
import { type ContextCounts, countOf, type ValueCounts } from './contextCounts.js';
import { type ContextSightings, rangeOnDay, type Sightings } from './sightings.js';

/*
 * The five parts of p(value | user, resource), in the order of a mixture:
 *
 *   own        the share of the user's days, or hours of days, that had the value
 *   here       the share of the resource's users and days
 *   everybody  the share of all users and days
 *   any        1 / values; of the hours, those of working days and of weekends
 *   new        1 / values of one user, for one that nobody was seen with
 *
 * README.md, "In time".
 */

/** An hour is blurred: the same hour, and those before and after it on a day of the same kind. */
const SAME_HOUR = 0.6;
const NEXT_HOUR = 0.2;
const HOURS_OF_DAY = HOURS / 2;
const WORKING_DAYS = 5;
const WEEK = 7;

/** Where a value may not be known. */
export const UNKNOWN_VALUE = -2;

/** The share that a count function has, blurred over the hours around. */
export function blurred(hour: number, countAt: (hour: number) => number): number {
  const block = hour < HOURS_OF_DAY ? 0 : HOURS_OF_DAY;
  const at = hour - block;
  const after = block + ((at + 1) % HOURS_OF_DAY);
  const before = block + ((at + HOURS_OF_DAY - 1) % HOURS_OF_DAY);
  return SAME_HOUR * countAt(hour) + NEXT_HOUR * (countAt(before) + countAt(after));
}

/** How likely an hour is to whoever takes any. */
export function anyHour(hour: number): number {
  const days = hour < HOURS_OF_DAY ? WORKING_DAYS : WEEK - WORKING_DAYS;
  return days / WEEK / HOURS_OF_DAY;
}

/** What is asked about: somebody (-1: not known) at something, with a value (`UNKNOWN_VALUE`: not known). */
export interface ContextCells {
  tenant: Int32Array;
  user: Int32Array;
  res: Int32Array;
  value: Int32Array;
}

/** The parts of each cell by all that is counted; those of a missing value (-1) stay 0. */
export function contextParts(
  { isHour, values }: ContextValues,
  counts: ContextCounts,
  { tenant, user, res, value }: ContextCells,
): Float64Array {
  const parts = new Float64Array(PARTS * value.length);
  const { byUser, byRes, all, total, numValues, numOnce } = counts;
  for (let n = 0; n < value.length; n++) {
    const [t, v] = [tenant[n], value[n]];
    if (v === -1 || t < 0) continue;
    const at = PARTS * n;
    if (!isHour && (v < 0 || all[v] === 0)) {
      parts[at + 4] = 1 / numOnce[t];
      continue;
    }
    const first = values.starts[t];
    const share = (whole: number, countAt: (value: number) => number) => {
      if (whole === 0) return 0;
      return (isHour ? blurred(v - first, (hour) => countAt(first + hour)) : countAt(v)) / whole;
    };
    const of = (counted: ValueCounts, row: number) =>
      row < 0 ? 0 : share(counted.total[row], (value) => countOf(counted, row, value));
    parts[at] = of(byUser, user[n]);
    parts[at + 1] = of(byRes, res[n]);
    parts[at + 2] = share(total[t], (value) => all[value]);
    parts[at + 3] = isHour ? anyHour(v - first) : 1 / numValues[t];
  }
  return parts;
}

/**
 * The parts of sightings of accesses, each without all that its user did on that day: a value that somebody has
 * for an evening would else prove itself.
 *
 * @param at which of `sightings.ofPairs`
 */
export function partsLeftOut(
  { isHour, values }: ContextValues,
  { byUser, byRes, all, total, numValues, numOnce }: ContextCounts,
  { ofUsers, ofPairs }: ContextSightings,
  at: Int32Array,
  { tenant, user, res }: Pick<ContextCells, 'tenant' | 'user' | 'res'>,
): Float64Array {
  const parts = new Float64Array(PARTS * at.length);
  for (let n = 0; n < at.length; n++) {
    const [t, u, r, v] = [tenant[n], user[n], res[n], ofPairs.value[at[n]]];
    const to = PARTS * n;
    const day = ofPairs.day[at[n]];
    const own = setOf(ofUsers, u, day);
    const here = setOf(ofPairs, ofPairs.owner[at[n]], day);
    if (!isHour && all[v] === 1) {
      parts[to + 4] = 1 / numOnce[t];
      continue;
    }
    const first = values.starts[t];
    const share = (whole: number, without: ValueSet, countAt: (value: number) => number) => {
      const left = whole - without.size;
      if (left === 0) return 0;
      const countLeft = (value: number) => countAt(value) - (without.has(value) ? 1 : 0);
      return (isHour ? blurred(v - first, (hour) => countLeft(first + hour)) : countLeft(v)) / left;
    };
    parts[to] = share(byUser.total[u], own, (value) => countOf(byUser, u, value));
    parts[to + 1] = share(byRes.total[r], here, (value) => countOf(byRes, r, value));
    parts[to + 2] = share(total[t], own, (value) => all[value]);
    parts[to + 3] = isHour ? anyHour(v - first) : 1 / numValues[t];
  }
  return parts;
}

interface ValueSet {
  size: number;
  has(value: number): boolean;
}

/** The values that somebody had on a day. */
function setOf(sightings: Sightings, owner: number, day: number): ValueSet {
  const { value } = sightings;
  const [first, end] = rangeOnDay(sightings, owner, day);
  return {
    size: end - first,
    has(asked) {
      const place = lowerBound(value, asked, first, end);
      return place < end && value[place] === asked;
    },
  };
}
