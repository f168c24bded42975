import type { AccessLog } from '../../accesses/accessLog.js';
import { DAY_MS, type Span } from '../../base/checks/span.js';
import { gather } from '../../base/numbers/gather.js';
import { mainRange, rowsByDay } from '../../base/numbers/mainRange.js';
import type { WindowDays } from '../score/TimeState.js';

/** The last quarter of a log is predicted in this many windows, unless a horizon says otherwise. */
const WINDOWS = 4;
const QUARTER = 4;

/** At least this many windows are judged, however many accesses they have. */
const FEWEST = 2;

/** The windows of a tenant's log, numbered from 0. */
interface WindowNumbers {
  count: number;
  /** The first day of a window; for window `count`, the end of the log. */
  edge(window: number): number;
  /** The window of a day; below 0: before all; from `count` on: after all. */
  windowOf(day: number): number;
}

/**
 * The last quarter of a log in four windows, or in windows that are at least as long as a horizon (one, if
 * the quarter is shorter). See README.md, "In time".
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

/** Which access was made on which day: positions of accesses, ascending, and their days. */
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

/** From the first day of a log to the end of its last, without days far from all others: see `mainRange`. */
export function spanOfLog(log: AccessLog, { day }: PairDays = pairDaysOf(log)): Span {
  const { first, last } = mainRange(rowsByDay(day))!;
  return { first: new Date(first * DAY_MS), last: new Date((last + 1) * DAY_MS) };
}

/**
 * The first day of each tenant, and the day after its last, without days far from all others: see
 * `mainRange`. Otherwise a wrong clock would decide where windows begin and end.
 */
export function mainDays({ users, user }: AccessLog, { pair, day }: PairDays) {
  const tenantOf = users.tenantOfEach();
  const rows = users.tenants.map(() => new Map<number, number>());
  for (let n = 0; n < pair.length; n++) {
    const own = rows[tenantOf[user[pair[n]]]];
    own.set(day[n], (own.get(day[n]) ?? 0) + 1);
  }
  const ranges = rows.map(mainRange);
  return {
    first: Int32Array.from(ranges, (range) => range?.first ?? NEVER.first),
    end: Int32Array.from(ranges, (range) => (range === null ? NEVER.end : range.last + 1)),
  };
}

/** For a tenant without a day. */
const NEVER = { first: 2 ** 31 - 1, end: -(2 ** 31) };

/** The first day of each tenant, and the day after its last, however far they are from all others. */
export function tenantDays({ users, user }: AccessLog, { pair, day }: PairDays) {
  const tenantOf = users.tenantOfEach();
  const first = new Int32Array(users.tenants.length).fill(NEVER.first);
  const end = new Int32Array(users.tenants.length).fill(NEVER.end);
  for (let n = 0; n < pair.length; n++) {
    const t = tenantOf[user[pair[n]]];
    if (day[n] < first[t]) first[t] = day[n];
    if (day[n] >= end[t]) end[t] = day[n] + 1;
  }
  return { first, end };
}

/**
 * The accesses of each window, ascending. Tenants without a row before a window are left out of it: nothing
 * is known to judge them by.
 */
export function accessesOfWindows(
  log: AccessLog,
  days: PairDays,
  windows: readonly WindowDays[],
): Int32Array[] {
  const tenantOf = log.users.tenantOfEach();
  const { first } = mainDays(log, days);
  const listed = windows.map((): number[] => []);
  for (let n = 0; n < days.pair.length; n++) {
    const pair = days.pair[n];
    const [t, day] = [tenantOf[log.user[pair]], days.day[n]];
    for (let w = 0; w < windows.length; w++) {
      const { from, to } = windows[w];
      if (day < from[t] || day >= to[t] || first[t] >= from[t]) continue;
      // Days are sorted by access: an access that is in the list already is its last.
      if (listed[w][listed[w].length - 1] !== pair) listed[w].push(pair);
    }
  }
  return listed.map((pairs) => Int32Array.from(pairs));
}

/**
 * The windows of all tenants in which there is any access. A tenant with fewer windows has the first ones.
 */
export function windowsOf(log: AccessLog, days: PairDays, horizon: number | null): WindowDays[] {
  const { first, end } = mainDays(log, days);
  const numbers = Array.from(first, (day, t) => numberWindows(day, end[t], horizon));
  const tenantOf = log.users.tenantOfEach();
  const used = new Set<number>();
  for (let n = 0; n < days.pair.length; n++) {
    const { count, windowOf } = numbers[tenantOf[log.user[days.pair[n]]]];
    const window = windowOf(days.day[n]);
    if (window >= 0 && window < count) used.add(window);
  }
  const edges = (window: number) =>
    Int32Array.from(numbers, ({ count, edge }, t) => (window < count ? edge(window) : end[t]));
  return Array.from(used)
    .sort((a, b) => a - b)
    .map((window) => ({ from: edges(window), to: edges(window + 1) }));
}

/**
 * The last windows of each tenant that are at least as long as a horizon, the latest first: as many as hold
 * `enough` accesses of a day, but at least two if there are two.
 */
export function lastWindows(log: AccessLog, days: PairDays, horizon: number, enough: number): WindowDays[] {
  const { first, end } = mainDays(log, days);
  const numbers = Array.from(first, (day, t) => numberWindows(day, end[t], horizon));
  const tenantOf = log.users.tenantOfEach();
  const most = numbers.reduce((a, { count }) => Math.max(a, count), 0);
  const held = new Float64Array(most);
  for (let n = 0; n < days.pair.length; n++) {
    const { count, windowOf } = numbers[tenantOf[log.user[days.pair[n]]]];
    const window = windowOf(days.day[n]);
    if (window >= 0 && window < count) held[count - 1 - window]++;
  }
  const edges = (window: number) =>
    Int32Array.from(numbers, ({ count, edge }) => edge(Math.max(0, count - window)));
  const found: WindowDays[] = [];
  let all = 0;
  for (let back = 0; back < most; back++) {
    if (held[back] === 0) continue;
    all += held[back];
    if (found.length >= FEWEST && all > enough) break;
    const to = edges(back);
    // A tenant with fewer windows has none here, and neither has one without anything before.
    const from = edges(back + 1).map((day, t) => (back < numbers[t].count && day > first[t] ? day : to[t]));
    if (from.some((day, t) => day < to[t])) found.push({ from, to });
  }
  return found;
}
