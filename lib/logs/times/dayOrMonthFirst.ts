/** How many dates of two numbers and a year can be read which way. */
export interface OrderCounts {
  /** With the day first: 21/3/2026. */
  day: number;
  /** With the month first: 3/21/2026. */
  month: number;
  /** Both ways, as different days: 2/3/2026. */
  differ: number;
}

/**
 * Which comes first in dates that are written one way: what reads the most of them, even where a few
 * contradict it, which then are not read at all. Where both read as many, as where no number is above 12, the
 * day comes first if that makes no difference; else nobody can tell.
 */
export function dayOrMonthFirst({ day, month, differ }: OrderCounts): 'day' | 'month' | 'unknown' {
  if (day !== month) return day > month ? 'day' : 'month';
  return differ > 0 ? 'unknown' : 'day';
}
