/** How many characters have room on a page of 1,300 pixels, and how many a column's padding takes. */
const LINE = 104;
const PADDING = 3;
/** Names of up to this many characters are not cut: scrolling a little is better than unreadable names. */
const NARROWEST = 12;

/**
 * How many characters each column may show on one line so that the last column stays on the page. If there is
 * room, each column shows its longest cell in full; if not, the widest columns are cut first.
 *
 * @param widths the widths of each column's longest cell
 * @param flexible whether the column's cells can be cut (names) or not (numbers)
 */
export function columnWidths(widths: readonly number[], flexible: readonly boolean[]): number[] {
  const fixed = widths.reduce((sum, width, n) => sum + (flexible[n] ? 0 : width), 0);
  let room = LINE - widths.length * PADDING - fixed;
  let left = flexible.filter(Boolean).length;
  let share = NARROWEST;
  // Narrow columns leave the room that they don't need to the wider ones.
  for (const width of widths.filter((_, n) => flexible[n]).sort((a, b) => a - b)) {
    share = Math.max(NARROWEST, Math.floor(room / left));
    if (width > share) break;
    room -= width;
    left--;
    share = width;
  }
  return widths.map((width, n) => (flexible[n] ? Math.min(width, share) : width));
}
