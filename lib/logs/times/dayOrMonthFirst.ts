/** How many dates of two numbers and a year can be read in which order. */
export interface OrderCounts {
  /** With the day first: 21/3/2026. */
  day: number;
  /** With the month first: 3/21/2026. */
  month: number;
  /** Both ways, as different days: 2/3/2026. */
  differ: number;
}

/**
 * Which comes first in dates that are written the same way: the order that reads most of them, even if a few
 * contradict it, which then aren't read at all. If both read as many (no number is above 12), the day comes
 * first if that makes no difference; else nobody can tell.
 */
export function dayOrMonthFirst({ day, month, differ }: OrderCounts): 'day' | 'month' | 'unknown' {
  if (day !== month) return day > month ? 'day' : 'month';
  return differ > 0 ? 'unknown' : 'day';
}
