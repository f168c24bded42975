import type { AccessLog } from '../../accesses/accessLog.js';
import type { IdRanges } from '../../accesses/entities.js';
import { DAY_MS, type Span } from '../../base/checks/span.js';
import { gather, gatherFloats, positionsWhere } from '../../base/numbers/gather.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { countsOf, type Graph } from '../counts/counts.js';
import { type Cells, cellsOf } from '../score/cells.js';
import type { WindowDays } from '../score/TimeState.js';

/** The last quarter of a log is foreseen, in so many windows unless a horizon says otherwise. */
const WINDOWS = 4;
const QUARTER = 4;

/** The windows of a tenant's log, numbered from 0. */
interface WindowNumbers {
  count: number;
  /** The first day of a window; that of window `count` is the end of the log. */
  edge(window: number): number;
  /** The window of a day; below 0: before all. */
  windowOf(day: number): number;
}

/**
 * The last quarter of a log in four windows, or in windows that are at least as long as a horizon (one, where
 * the quarter is shorter). README.md, "In time".
 *
 * @param first the first day
 * @param end the day after the last
 * @param horizon the fewest days of a window; null: a sixteenth of the log, at least one day
 */
function numberWindows(first: number, end: number, horizon: number | null): WindowNumbers {
  const length = Math.ceil((end - first) / QUARTER);
  const count = horizon === null ? Math.min(WINDOWS, length) : Math.max(1, Math.floor(length / horizon));
  const start = end - length;
  return {
    count,
    edge: (window) => start + Math.floor((window * length) / count),
    windowOf: (day) => Math.ceil(((day - start + 1) * count) / length) - 1,
  };
}

/** Who accessed what on which day: positions of accesses, ascending, and their days. */
export interface PairDays {
  pair: Int32Array;
  day: Int32Array;
}

export function pairDaysOf({ records: { pair, day } }: AccessLog): PairDays {
  let count = 0;
  const at = new Int32Array(pair.length);
  for (let n = 0; n < pair.length; n++) {
    if (n === 0 || pair[n] !== pair[n - 1] || day[n] !== day[n - 1]) at[count++] = n;
  }
  const rows = at.subarray(0, count);
  return { pair: gather(pair, rows), day: gather(day, rows) };
}

/** From the first day to the end of the last. */
export function spanOfDays(days: Int32Array): Span {
  let [first, last] = [days[0], days[0]];
  for (const day of days) {
    if (day < first) first = day;
    else if (day > last) last = day;
  }
  return { first: new Date(first * DAY_MS), last: new Date((last + 1) * DAY_MS) };
}

/** The first day of each tenant, and the day after its last. */
export function tenantDays({ users, user }: AccessLog, { pair, day }: PairDays) {
  const tenantOf = users.tenantOfEach();
  const first = new Int32Array(users.tenants.length).fill(2 ** 31 - 1);
  const end = new Int32Array(users.tenants.length).fill(-(2 ** 31));
  for (let n = 0; n < pair.length; n++) {
    const t = tenantOf[user[pair[n]]];
    if (day[n] < first[t]) first[t] = day[n];
    if (day[n] >= end[t]) end[t] = day[n] + 1;
  }
  return { first, end };
}

/** The windows of all tenants in which anybody did anything; those of a tenant with fewer come first. */
export function windowsOf(log: AccessLog, days: PairDays, horizon: number | null): WindowDays[] {
  const { first, end } = tenantDays(log, days);
  const numbers = Array.from(first, (day, t) => numberWindows(day, end[t], horizon));
  const tenantOf = log.users.tenantOfEach();
  const used = new Set<number>();
  for (let n = 0; n < days.pair.length; n++) {
    const window = numbers[tenantOf[log.user[days.pair[n]]]].windowOf(days.day[n]);
    if (window >= 0) used.add(window);
  }
  const edges = (window: number) =>
    Int32Array.from(numbers, ({ count, edge }, t) => (window < count ? edge(window) : end[t]));
  return Array.from(used)
    .sort((a, b) => a - b)
    .map((window) => ({ from: edges(window), to: edges(window + 1) }));
}

/**
 * What was known before a window, and accesses as cells of that, by its ids.
 *
 * @param asked positions in the log's list
 */
export function takeWindow(
  log: AccessLog,
  days: PairDays,
  { from, to }: WindowDays,
  asked: Int32Array,
): { past: Graph; cells: Cells } {
  const { users, resources, user, res } = log;
  const tenantOf = users.tenantOfEach();
  const seen = new Float64Array(user.length);
  for (let n = 0; n < days.pair.length; n++) {
    const pair = days.pair[n];
    const t = tenantOf[user[pair]];
    if (from[t] < to[t] && days.day[n] < from[t]) seen[pair]++;
  }
  const before = positionsWhere(seen.length, (pair) => seen[pair] > 0);
  const pastUsers = renumbered(users, user, before);
  const pastResources = renumbered(resources, res, before);
  const past = countsOf({
    users: pastUsers.ids,
    resources: pastResources.ids,
    user: gather(pastUsers.idOf, gather(user, before)),
    res: gather(pastResources.idOf, gather(res, before)),
    likelihood: gatherFloats(seen, before),
  });
  const ofUser = gather(user, asked);
  const cells = cellsOf(
    past,
    gather(tenantOf, ofUser),
    gather(pastUsers.idOf, ofUser),
    gather(pastResources.idOf, gather(res, asked)),
  );
  return { past, cells };
}

/** New ids for those that occur, in their order; -1 for the others. */
function renumbered(
  { tenants, starts, size }: IdRanges,
  ids: Int32Array,
  pairs: Int32Array,
): { ids: IdRanges; idOf: Int32Array } {
  const occurs = new Int32Array(size);
  for (const pair of pairs) occurs[ids[pair]] = 1;
  const idOf = new Int32Array(size).fill(-1);
  const tenant: number[] = [];
  for (let t = 0; t < tenants.length; t++) {
    for (let id = starts[t]; id < starts[t + 1]; id++) if (occurs[id] === 1) idOf[id] = tenant.push(t) - 1;
  }
  const newStarts = startsOf(Int32Array.from(tenant), tenants.length);
  return { ids: { tenants, starts: newStarts, size: tenant.length }, idOf };
}
