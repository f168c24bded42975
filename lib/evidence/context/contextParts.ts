import type { ContextValues } from '../../accesses/accessLog.js';
import { HOURS } from '../../accesses/contexts.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { NEW, PARTS } from '../mixture/mixture.js';
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

/** The id of an unknown value. */
export const UNKNOWN_VALUE = -2;

/** The hour after, or before, on a day of the same kind. */
function hourBeside(hour: number, step: 1 | -1): number {
  const block = hour < HOURS_OF_DAY ? 0 : HOURS_OF_DAY;
  return block + ((hour - block + HOURS_OF_DAY + step) % HOURS_OF_DAY);
}

/** Counts of an hour and of those beside it, blurred. */
function blur(same: number, before: number, after: number): number {
  return SAME_HOUR * same + NEXT_HOUR * (before + after);
}

/** How likely an hour is if all hours of a week are equally likely. */
export function anyHour(hour: number): number {
  const days = hour < HOURS_OF_DAY ? WORKING_DAYS : WEEK - WORKING_DAYS;
  return days / WEEK / HOURS_OF_DAY;
}

/** The cells to compute: a user at a resource (-1: unknown), with a value (`UNKNOWN_VALUE`: unknown). */
export interface ContextCells {
  tenant: Int32Array;
  user: Int32Array;
  res: Int32Array;
  value: Int32Array;
}

/** The parts of each cell by all counts; those of a missing value (-1) stay 0. */
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
      parts[at + NEW] = 1 / numOnce[t];
      continue;
    }
    if (isHour) {
      const first = values.starts[t];
      const before = first + hourBeside(v - first, -1);
      const after = first + hourBeside(v - first, 1);
      parts[at] = hourShare(byUser, user[n], v, before, after);
      parts[at + 1] = hourShare(byRes, res[n], v, before, after);
      parts[at + 2] = total[t] === 0 ? 0 : blur(all[v], all[before], all[after]) / total[t];
      parts[at + 3] = anyHour(v - first);
    } else {
      parts[at] = valueShare(byUser, user[n], v);
      parts[at + 1] = valueShare(byRes, res[n], v);
      parts[at + 2] = all[v] / total[t];
      parts[at + 3] = 1 / numValues[t];
    }
  }
  return parts;
}

/** 0 for an unknown row, or one that was seen with no value. */
function valueShare(counts: ValueCounts, row: number, value: number): number {
  return row < 0 || counts.total[row] === 0 ? 0 : countOf(counts, row, value) / counts.total[row];
}

function hourShare(counts: ValueCounts, row: number, hour: number, before: number, after: number): number {
  if (row < 0 || counts.total[row] === 0) return 0;
  const blurred = blur(countOf(counts, row, hour), countOf(counts, row, before), countOf(counts, row, after));
  return blurred / counts.total[row];
}

/**
 * The parts of sightings of accesses, each without everything that its user did on that day: a value that a
 * user has for one evening would otherwise prove itself.
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
      parts[to + NEW] = 1 / numOnce[t];
      continue;
    }
    const first = values.starts[t];
    const share = (whole: number, without: ValueSet, countAt: (value: number) => number) => {
      const left = whole - without.size;
      if (left === 0) return 0;
      const countLeft = (value: number) => countAt(value) - (without.has(value) ? 1 : 0);
      if (!isHour) return countLeft(v) / left;
      const beside = ([-1, 1] as const).map((step) => countLeft(first + hourBeside(v - first, step)));
      return blur(countLeft(v), beside[0], beside[1]) / left;
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
