import type { HourHabit } from '../../alerts/habits/AccountHabits.js';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const HOURS = 24;
/** In pixels. */
const CELL = 13;
const LEFT = 34;
const TOP = 14;
/** The greatest number of new hours that are named. */
const MOST_NAMED = 6;

/**
 * A picture of when an account works: rows are weekdays, and columns are hours. Darker cells were seen on
 * more days, and cells with a red frame are in this log. A sentence says the same for readers who can't see
 * the picture, and for pages that drop it because they aren't trusted.
 */
export function hoursHtml(hours: readonly HourHabit[], days: number | null): string {
  const most = hours.reduce((max, { before }) => Math.max(max, before), 0);
  const sentence = hoursInWords(hours, days);
  const cells = hours.map(({ weekday, hour, before, now }) => {
    const place = `x="${LEFT + hour * CELL}" y="${TOP + weekday * CELL}" width="${CELL - 2}" height="${CELL - 2}"`;
    const shade = before > 0 ? (0.15 + (0.65 * before) / most).toFixed(2) : '0';
    const frame = now > 0 ? ' stroke="#d1242f" stroke-width="2"' : '';
    return `<rect ${place} fill="currentColor" fill-opacity="${shade}"${frame}/>`;
  });
  const label = (x: number, y: number, text: string) =>
    `<text x="${x}" y="${y}" font-size="10" fill="currentColor">${text}</text>`;
  const labels = [
    ...WEEKDAYS.map((name, n) => label(0, TOP + n * CELL + 10, name)),
    ...[0, 6, 12, 18].map((hour) => label(LEFT + hour * CELL, 10, twoDigits(hour))),
  ];
  const [width, height] = [LEFT + HOURS * CELL, TOP + WEEKDAYS.length * CELL];
  return (
    `<svg role="img" aria-label="${escapeHtml(sentence)}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" style="max-width:100%;display:block;margin:4px 0">` +
    `${labels.join('')}${cells.join('')}</svg><p style="margin:4px 0;max-width:21em">${escapeHtml(sentence)}</p>`
  );
}

/**
 * 'Seen on 42 days, most often Mon to Fri, 07 to 17 h (UTC). New in this log: Thu 03 h.'
 */
export function hoursInWords(hours: readonly HourHabit[], days: number | null): string {
  const before = hours.filter((habit) => habit.before > 0);
  const seen =
    before.length === 0
      ? 'The model knows no hours of this account.'
      : `Seen on ${counted(days ?? 0, 'day')}, most often ${usual(before)} (UTC).`;
  if (hours.every((habit) => habit.now === 0)) return seen;
  const unusual = hours.filter((habit) => habit.now > 0 && habit.before === 0);
  if (unusual.length === 0) return `${seen} Nothing in this log is outside of these hours.`;
  const named = unusual.slice(0, MOST_NAMED).map(momentOf).join(', ');
  const more = unusual.length > MOST_NAMED ? ` and ${unusual.length - MOST_NAMED} more` : '';
  return `${seen} New in this log: ${named}${more}.`;
}

function twoDigits(hour: number): string {
  return String(hour).padStart(2, '0');
}

function momentOf({ weekday, hour }: HourHabit): string {
  return `${WEEKDAYS[weekday]} ${twoDigits(hour)} h`;
}

/** The weekdays and the hours of nine tenths of what was seen: 'Mon to Fri, 07 to 17 h'. */
function usual(before: readonly HourHabit[]): string {
  const [hours, weekdays] = (['hour', 'weekday'] as const).map((of) => {
    const counts = new Map<number, number>();
    for (const habit of before) counts.set(habit[of], (counts.get(habit[of]) ?? 0) + habit.before);
    return mostOf(counts);
  });
  const weekdayText = rangeOf(weekdays, (n) => WEEKDAYS[n]);
  return `${weekdayText}, ${rangeOf(hours, twoDigits)} h`;
}

const MOST = 0.9;

/** The fewest keys that have nine tenths of the counts, ascending. */
function mostOf(counts: ReadonlyMap<number, number>): number[] {
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let left = MOST * all;
  const most: number[] = [];
  for (const [key, count] of [...counts].sort(([a, x], [b, y]) => y - x || a - b)) {
    if (left <= 0) break;
    most.push(key);
    left -= count;
  }
  return most.sort((a, b) => a - b);
}

/** '07 to 11, 13 to 17': consecutive numbers become one range. */
function rangeOf(numbers: readonly number[], name: (n: number) => string): string {
  const ranges: [number, number][] = [];
  for (const n of numbers) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else ranges.push([n, n]);
  }
  return ranges.map(([a, b]) => (a === b ? name(a) : `${name(a)} to ${name(b)}`)).join(', ');
}
