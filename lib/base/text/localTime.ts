import { isoDay } from './isoDay.js';

/**
 * A time on the clock of a place, with its date if that isn't the day in UTC: '02:30', '2026-03-30 01:30'.
 *
 * @param timeZone a name of the IANA database that is known (see `expectTimeZone`)
 */
export function clockIn(timeZone: string, date: Date): string {
  formats[timeZone] ??= new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = Object.fromEntries(
    formats[timeZone].formatToParts(date).map(({ type, value }) => [type, value]),
  );
  const day = `${parts.year.padStart(4, '0')}-${parts.month}-${parts.day}`;
  const clock = `${parts.hour}:${parts.minute}`;
  return date.toISOString().startsWith(day) ? clock : `${day} ${clock}`;
}

/** Making one takes longer than using it a hundred times. */
const formats: Record<string, Intl.DateTimeFormat> = {};

/**
 * A time to the minute in UTC, and beside it on the clock of a place where a zone is given.
 *
 * @param timeZone a name of the IANA database that is known (see `expectTimeZone`)
 * @example
 * localTime(new Date('2026-03-29T00:30Z')) // '2026-03-29 00:30 UTC'
 * localTime(new Date('2026-03-29T01:30Z'), 'Europe/Berlin') // '2026-03-29 01:30 UTC (03:30 Berlin)'
 */
export function localTime(date: Date, timeZone?: string): string {
  const utc = `${minute(date)} UTC`;
  return timeZone === undefined ? utc : `${utc} (${clockIn(timeZone, date)} ${placeOf(timeZone)})`;
}

/**
 * From when until when, as `localTime` says each; the day once where both are on it in UTC.
 *
 * @example
 * localSpan({ first: new Date(0), last: new Date(60_000) }) // '1970-01-01 00:00 to 00:01 UTC'
 */
export function localSpan({ first, last }: { first: Date; last: Date }, timeZone?: string): string {
  const from = timeZone === undefined ? minute(first) : localTime(first, timeZone);
  const to = localTime(last, timeZone);
  const days = [first, last].map((date) => isoDay(date.getTime()));
  return `${from} to ${days[0] === days[1] ? to.slice(days[1].length + 1) : to}`;
}

/** Whether both are in one minute, so that one of them says it all. */
export function isSameMinute(first: Date, last: Date): boolean {
  return minute(first) === minute(last);
}

function minute(date: Date): string {
  const text = date.toISOString();
  return text.slice(0, text.lastIndexOf(':')).replace('T', ' ');
}

/**
 * The place that a time zone is named after.
 *
 * @example
 * placeOf('America/New_York') // 'New York'
 */
export function placeOf(timeZone: string): string {
  return timeZone.slice(timeZone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}
