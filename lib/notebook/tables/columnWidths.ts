/** Characters that a page of 1,300 pixels has room for, and how many of them a column's padding takes. */
const LINE = 104;
const PADDING = 3;
/** A name of so many characters is not cut: a little to scroll is better than names that nobody can read. */
const NARROWEST = 12;

/**
 * How many characters of its cells each column may show on one line so that the last column stays on the
 * page: as many as it has where there is room, and where there is not, the widest give way first.
 *
 * @param widths of each column's longest cell
 * @param flexible whether the column's cells can be cut (names), or can not (numbers)
 */
export function columnWidths(widths: readonly number[], flexible: readonly boolean[]): number[] {
  const fixed = widths.reduce((sum, width, n) => sum + (flexible[n] ? 0 : width), 0);
  let room = LINE - widths.length * PADDING - fixed;
  let left = flexible.filter(Boolean).length;
  let share = NARROWEST;
  // Narrow columns leave to the wider ones what they don't need.
  for (const width of widths.filter((_, n) => flexible[n]).sort((a, b) => a - b)) {
    share = Math.max(NARROWEST, Math.floor(room / left));
    if (width > share) break;
    room -= width;
    left--;
    share = width;
  }
  return widths.map((width, n) => (flexible[n] ? Math.min(width, share) : width));
}
