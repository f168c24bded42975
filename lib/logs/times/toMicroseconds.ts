import { computedOnce } from './computedOnce.js';
import { fromCompact } from './fromCompact.js';
import { fromIso } from './fromIso.js';
import { fromNumber, fromPowerShell, usualNumbers } from './fromNumber.js';

/** Readers of rare times, each for its own form. */
const RARE = [fromIso, fromCompact, fromNumber, fromPowerShell];

/**
 * Microseconds since 1970-01-01 UTC from text, as SQL; NULL if it is no time. Each value is read by itself,
 * so a column may mix all of these:
 *
 * - ISO 8601, with any decimals and any offset, in UTC without one (see `fromIso`);
 * - a number since 1970, whose size tells the unit (see `fromNumber`), or PowerShell's
 *   `/Date(milliseconds)/`;
 * - a date or time without separators, such as 20261016100000 (see `fromCompact`).
 *
 * Digits beyond the microsecond are cut off, but rounded in numbers with decimals. Times that no log can
 * have, such as in the year 9999, are returned, too.
 *
 * @param text SQL for a text, computed twice for the usual ISO 8601 and up to four times for others: best a
 *   column
 */
export function toMicroseconds(text: string): string {
  const rare = (time: string) => `coalesce(${RARE.map((read) => read(time)).join(', ')})`;
  // In a lambda DuckDB prepares its regular expressions again for every 2048 rows, so the usual ones stay
  // outside.
  return `coalesce(
    CASE WHEN ${text} LIKE '____-%'
    THEN coalesce(${cast(text)}, ${cast(`replace(${text}, ',', '.')`)})
    ${usualNumbers(text)} END,
    ${computedOnce(text, 'time_text', rare)})`;
}

/** What DuckDB itself reads as a time. */
function cast(text: string): string {
  return `epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ))`;
}
