/** How many rows each of some days has. */
type RowsByDay = Iterable<readonly [day: number, rows: number]>;

/** The same, sorted by day. */
type DayRows = readonly (readonly [day: number, rows: number])[];

interface DayRange {
  first: number;
  last: number;
}

/** Where most rows are: the first and the last day, both included. */
export interface MainRange extends DayRange {
  /** How many rows lie outside, and their first and last day; null if none does. */
  outside: ({ rows: number } & DayRange) | null;
}

/** How many rows of a log may count as far, and how far they have to be. */
interface Apart {
  /** At most this share of the rows at each end, or one row if there are at least `fewest`. */
  share: number;
  fewest: number;
  /** The gap to them is longer than this many days, and than this many times the time of all others. */
  days: number;
  times: number;
}

/**
 * A device with a wrong clock: so few rows that only a very long pause of the log could explain them.
 */
const SOME: Apart = { share: 0.05, fewest: 8, days: 90, times: 3 };
/** A single wrong time. */
const SINGLE: Apart = { share: 0.001, fewest: 500, days: 60, times: 0 };

/** The gap isn't one that the log has anyway: it is this many times as long as any other. */
const GAPS = 10;

/**
 * The days of a log's rows, without those that a wrong clock put far from all others. Far rows are at most 5
 * in 100 at each end, beyond a gap of more than 90 days that is three times as long as the time of all
 * others; or at most one row in 1,000, beyond a gap of more than 60 days. Each such gap is ten times as long
 * as any other.
 *
 * @param days how many rows each day has, in any order, each day at most once
 * @returns null where there is no row
 */
export function mainRange(days: RowsByDay): MainRange | null {
  const sorted = inOrder(days);
  if (sorted.length === 0) return null;
  const { first, last } = endsOf(withoutFar(sorted));
  const others = sorted.filter(([day]) => day < first || day > last);
  return { first, last, outside: others.length === 0 ? null : { rows: rowsOf(others), ...endsOf(others) } };
}

/** A table of some days may have this share of its rows on other days, before and after them. */
const STRAY_SHARE = 0.025;

/**
 * The days of a table: the main range without single late or early rows from other days, if these would make
 * it at least twice as long.
 *
 * @returns null where there is no row
 */
export function busyRange(days: RowsByDay): DayRange | null {
  const within = withoutFar(inOrder(days));
  if (within.length === 0) return null;
  const { first, last } = endsOf(within);
  const busy = endsOf(withoutEnds(within, sparedOf(within, { ...SOME, share: STRAY_SHARE })));
  return 2 * (busy.last - busy.first + 1) <= last - first + 1 ? busy : { first, last };
}

/** A longer gap isn't just a weekend. */
const WEEKEND_DAYS = 4;

/** How many days a range has, without those of gaps that are longer than a weekend. */
export function numberOfDays(days: RowsByDay, { first, last }: DayRange): number {
  const within = inOrder(days).filter(([day]) => day >= first && day <= last);
  return within.reduce((sum, [day], n) => {
    const gap = n === 0 ? 1 : day - within[n - 1][0];
    return sum + (gap <= WEEKEND_DAYS ? gap : 1);
  }, 0);
}

/** A gap beyond which a smaller share of the rows lies is odd, though it may be a pause. */
const ODD_SHARE = 0.1;

/**
 * The longest gap of the main range, if it is longer than 90 days and less than a tenth of the rows lie on
 * one of its sides: a pause of the log, or a wrong clock that can't be told from one.
 *
 * @returns the days that it lies between; null if there is none
 */
export function oddGap(days: RowsByDay): DayRange | null {
  const within = withoutFar(inOrder(days));
  const gapBefore = (n: number) => within[n][0] - within[n - 1][0];
  let at = 0;
  for (let n = 1; n < within.length; n++) if (at === 0 || gapBefore(n) > gapBefore(at)) at = n;
  if (at === 0 || gapBefore(at) <= SOME.days) return null;
  const [before, all] = [rowsOf(within.slice(0, at)), rowsOf(within)];
  if (Math.min(before, all - before) >= ODD_SHARE * all) return null;
  return { first: within[at - 1][0], last: within[at][0] };
}

/** Whether some days, in any order, may lie far from all others: without such a gap none does. */
export function hasFarGap(days: readonly number[]): boolean {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return sorted.some((day, n) => n > 0 && day - sorted[n - 1] > SINGLE.days);
}

function inOrder(days: RowsByDay): DayRows {
  return [...days].filter(([, rows]) => rows > 0).sort(([a], [b]) => a - b);
}

/** The rows of the main range. */
function withoutFar(sorted: DayRows): DayRows {
  return sorted.length === 0 ? sorted : withoutApart(withoutApart(sorted, SOME), SINGLE);
}

function withoutApart(sorted: DayRows, apart: Apart): DayRows {
  const core = withoutEnds(sorted, sparedOf(sorted, apart));
  const { first, last } = endsOf(core);
  const gapBefore = (n: number) => sorted[n][0] - sorted[n - 1][0];
  let [from, to] = [sorted.indexOf(core[0]), sorted.indexOf(core[core.length - 1])];
  let longest = 1;
  for (let n = from + 1; n <= to; n++) longest = Math.max(longest, gapBefore(n));
  const far = Math.max(apart.days, apart.times * (last - first + 1), GAPS * longest);
  while (from > 0 && gapBefore(from) <= far) from--;
  while (to < sorted.length - 1 && gapBefore(to + 1) <= far) to++;
  return sorted.slice(from, to + 1);
}

/** How many rows at each end may lie apart. */
function sparedOf(sorted: DayRows, { share, fewest }: Pick<Apart, 'share' | 'fewest'>): number {
  const all = rowsOf(sorted);
  return all < fewest ? 0 : Math.max(1, Math.floor(share * all));
}

/** The rows without some at each end, by whole days. */
function withoutEnds(sorted: DayRows, spared: number): DayRows {
  let [from, to] = [0, sorted.length - 1];
  for (let left = spared; from < to && sorted[from][1] <= left; from++) left -= sorted[from][1];
  for (let left = spared; to > from && sorted[to][1] <= left; to--) left -= sorted[to][1];
  return sorted.slice(from, to + 1);
}

function endsOf(sorted: DayRows): DayRange {
  return { first: sorted[0][0], last: sorted[sorted.length - 1][0] };
}

function rowsOf(days: DayRows): number {
  return days.reduce((sum, [, rows]) => sum + rows, 0);
}

/** How many rows each day has. */
export function rowsByDay(days: Int32Array): Map<number, number> {
  const rows = new Map<number, number>();
  // Rows of a day are often consecutive.
  let [day, count] = [0, 0];
  const add = () => count > 0 && rows.set(day, (rows.get(day) ?? 0) + count);
  for (const each of days) {
    if (each !== day) {
      add();
      [day, count] = [each, 0];
    }
    count++;
  }
  add();
  return rows;
}
