import type { AccessLog } from '../../accesses/accessLog.js';
import { addUp } from '../../accesses/addUp.js';
import { gather } from '../../base/numbers/gather.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { findLink, type Links } from '../counts/counts.js';
import type { ContextSightings, Sightings } from './sightings.js';

/** How often rows (users, or resources) were seen with each value of a context. */
export interface ValueCounts {
  /** The values of each row, ascending. */
  links: Links;
  /** How often each was seen. */
  count: Float64Array;
  /** The sum of each row. */
  total: Float64Array;
}

/** How often a context's values were seen, before a day or in all; see README.md, "In time". */
export interface ContextCounts {
  /** A user's days with a value. */
  byUser: ValueCounts;
  /** A resource's users and days with a value. */
  byRes: ValueCounts;
  /** For each value, how many (user, day)s had it; for each tenant, their sum. */
  all: Float64Array;
  total: Float64Array;
  /**
   * For each tenant, the number of values that occur, and of those that exactly one user has; at least 1
   * each.
   */
  numValues: Int32Array;
  numOnce: Int32Array;
  /** The days of each user on which a value was seen. */
  days: Int32Array;
}

/** @param before for each tenant, the day before which sightings count; null: all count */
export function countContext(
  { users, resources, user, res, contexts }: AccessLog,
  context: number,
  { ofUsers, ofPairs }: ContextSightings,
  before: Int32Array | null,
): ContextCounts {
  const { values } = contexts[context];
  const tenantOf = users.tenantOfEach();
  const ends = before && gather(before, tenantOf);
  const own = seenBefore(ofUsers, ends);
  const here = seenBefore(ofPairs, ends && gather(ends, user));
  const byUser = valueCounts(own.owner, own.value, users.size, values.size);
  const byRes = valueCounts(gather(res, here.owner), here.value, resources.size, values.size);
  const all = new Float64Array(values.size);
  for (const value of own.value) all[value]++;
  const usersOf = usersOfValues(byUser, values.size);
  const numTenants = users.tenants.length;
  const counts: ContextCounts = {
    byUser,
    byRes,
    all,
    total: new Float64Array(numTenants),
    numValues: new Int32Array(numTenants),
    numOnce: new Int32Array(numTenants),
    days: daysOf(own, users.size),
  };
  for (let t = 0; t < numTenants; t++) {
    for (let value = values.starts[t]; value < values.starts[t + 1]; value++) {
      counts.total[t] += all[value];
      if (all[value] > 0) counts.numValues[t]++;
      if (usersOf[value] === 1) counts.numOnce[t]++;
    }
    counts.numValues[t] = Math.max(1, counts.numValues[t]);
    counts.numOnce[t] = Math.max(1, counts.numOnce[t]);
  }
  return counts;
}

/** How many users were seen with each value. */
export function usersOfValues({ links }: ValueCounts, numValues: number): Int32Array {
  const users = new Int32Array(numValues);
  for (const value of links.others) users[value]++;
  return users;
}

/** How often a row was seen with a value. */
export function countOf({ links, count }: ValueCounts, row: number, value: number): number {
  const link = findLink(links, row, value);
  return link < 0 ? 0 : count[link];
}

/** @param ends for each owner, the day before which sightings count; null: all count */
function seenBefore(sightings: Sightings, ends: Int32Array | null): Sightings {
  if (ends === null) return sightings;
  const { owner, day, value } = sightings;
  const seen = new Int32Array(owner.length);
  let count = 0;
  for (let n = 0; n < owner.length; n++) if (day[n] < ends[owner[n]]) seen[count++] = n;
  const kept = seen.subarray(0, count);
  return { owner: gather(owner, kept), day: gather(day, kept), value: gather(value, kept) };
}

function valueCounts(row: Int32Array, value: Int32Array, numRows: number, numValues: number): ValueCounts {
  const counted =
    numRows * numValues <= 2 * row.length
      ? addUpDensely(row, value, numRows, numValues)
      : addUp(row, value, new Float64Array(row.length).fill(1), numRows, numValues);
  const { user: rows, res: others, likelihood: count } = counted;
  const total = new Float64Array(numRows);
  for (let n = 0; n < rows.length; n++) total[rows[n]] += count[n];
  return { links: { starts: startsOf(rows, numRows), others }, count, total };
}

/** Like `addUp` with ones, for when most pairs occur: it keeps a number for each pair instead of sorting. */
function addUpDensely(row: Int32Array, value: Int32Array, numRows: number, numValues: number) {
  const counts = new Int32Array(numRows * numValues);
  let distinct = 0;
  for (let n = 0; n < row.length; n++) if (counts[row[n] * numValues + value[n]]++ === 0) distinct++;
  const sums = {
    user: new Int32Array(distinct),
    res: new Int32Array(distinct),
    likelihood: new Float64Array(distinct),
  };
  let at = 0;
  for (let r = 0; r < numRows; r++) {
    for (let v = 0; v < numValues; v++) {
      const count = counts[r * numValues + v];
      if (count === 0) continue;
      sums.user[at] = r;
      sums.res[at] = v;
      sums.likelihood[at++] = count;
    }
  }
  return sums;
}

/** On how many days each user was seen: sightings are sorted by user and day. */
function daysOf({ owner, day }: Sightings, numUsers: number): Int32Array {
  const days = new Int32Array(numUsers);
  for (let n = 0; n < owner.length; n++) {
    if (n === 0 || owner[n] !== owner[n - 1] || day[n] !== day[n - 1]) days[owner[n]]++;
  }
  return days;
}
