import { computedOnce } from './computedOnce.js';
import { fromCompact } from './fromCompact.js';
import { fromIso } from './fromIso.js';
import { fromNumber, fromPowerShell, usualNumbers } from './fromNumber.js';

/** What reads the times that are rare, each in a form of its own. */
const RARE = [fromIso, fromCompact, fromNumber, fromPowerShell];

/**
 * Microseconds since 1970-01-01 UTC from text, as SQL; NULL where it is no time. Each value stands for
 * itself, so that a column may hold all of these:
 *
 * - ISO 8601, with any decimals and any offset, without one in UTC (see `fromIso`);
 * - a number since 1970, in a unit by its size (see `fromNumber`), or PowerShell's `/Date(milliseconds)/`;
 * - a date or time without signs between, like 20261016100000 (see `fromCompact`).
 *
 * What is beyond the microsecond is cut off, but rounded in numbers with decimals. Times that no log can
 * have, like those of the year 9999, are returned as well.
 *
 * @param text SQL for a text, computed twice for the usual ISO 8601 and up to four times for others: best a
 *   column
 */
export function toMicroseconds(text: string): string {
  const rare = (time: string) => `coalesce(${RARE.map((read) => read(time)).join(', ')})`;
  // In a lambda DuckDB prepares its regular expressions anew for every 2048 rows, so the usual ones stay
  // outside.
  return `coalesce(
    CASE WHEN ${text} LIKE '____-%'
    THEN coalesce(${cast(text)}, ${cast(`replace(${text}, ',', '.')`)})
    ${usualNumbers(text)} END,
    ${computedOnce(text, 'time_text', rare)})`;
}

/** What DuckDB by itself takes for a time. */
function cast(text: string): string {
  return `epoch_us(TRY_CAST(${text} AS TIMESTAMPTZ))`;
}
