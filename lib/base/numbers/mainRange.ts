/** This share of the rows at each end says nothing of where the others are. */
const END_SHARE = 0.01;
/** So many rows have one that says nothing. */
const FEW_ROWS = 20;
/** A gap is far if it is longer than so many days, */
const FAR_DAYS = 30;
/** and than so many of the longest gap between the others. */
const FAR_TIMES = 10;

/** How many rows each of some days has. */
type RowsByDay = Iterable<readonly [day: number, rows: number]>;

/** Where most rows are: the first and the last day, both included. */
export interface MainRange {
  first: number;
  last: number;
  /** How many rows lie outside, and their first and last day; null where none does. */
  outside: { rows: number; first: number; last: number } | null;
}

/**
 * The days in which the rows of a log are, without those that a false clock put far from all others.
 *
 * All but the first and the last hundredth of the rows are taken as they are (of 20 rows or more: all but one
 * at each end). From there on, days belong to the range up to the first gap that is longer than 30 days and
 * than ten times the longest gap before it.
 *
 * @param days each at most once, in any order
 * @returns null where there is no row
 */
export function mainRange(days: RowsByDay): MainRange | null {
  const sorted = [...days].filter(([, rows]) => rows > 0).sort(([a], [b]) => a - b);
  if (sorted.length === 0) return null;
  const dayAt = (n: number) => sorted[n][0];
  const end = sorted.length - 1;
  const all = rowsOf(sorted);
  const spared = all < FEW_ROWS ? 0 : Math.max(1, Math.floor(END_SHARE * all));
  const { begin, last: stop } = withoutEnds(sorted, spared);
  let longest = 1;
  for (let n = begin + 1; n <= stop; n++) longest = Math.max(longest, dayAt(n) - dayAt(n - 1));
  const far = Math.max(FAR_DAYS, FAR_TIMES * longest);
  let [from, to] = [begin, stop];
  while (from > 0 && dayAt(from) - dayAt(from - 1) <= far) from--;
  while (to < end && dayAt(to + 1) - dayAt(to) <= far) to++;
  const others = [...sorted.slice(0, from), ...sorted.slice(to + 1)];
  return {
    first: dayAt(from),
    last: dayAt(to),
    outside:
      others.length === 0
        ? null
        : { rows: rowsOf(others), first: others[0][0], last: others[others.length - 1][0] },
  };
}

/** Whether days, in any order, may lie far from all others: without such a gap none does. */
export function hasFarGap(days: readonly number[]): boolean {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  return sorted.some((day, n) => n > 0 && day - sorted[n - 1] > FAR_DAYS);
}

/** The first and the last place between so many rows at each end. */
function withoutEnds(
  sorted: readonly (readonly [day: number, rows: number])[],
  spared: number,
): { begin: number; last: number } {
  let [begin, last] = [0, sorted.length - 1];
  for (let left = spared; begin < last && sorted[begin][1] <= left; begin++) left -= sorted[begin][1];
  for (let left = spared; last > begin && sorted[last][1] <= left; last--) left -= sorted[last][1];
  return { begin, last };
}

function rowsOf(days: readonly (readonly [day: number, rows: number])[]): number {
  return days.reduce((sum, [, rows]) => sum + rows, 0);
}

/** How many rows each day has. */
export function rowsByDay(days: Int32Array): Map<number, number> {
  const rows = new Map<number, number>();
  // Rows of a day often stand together.
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
