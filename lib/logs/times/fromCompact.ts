import { fromParts } from './fromParts.js';
import { partsOf } from './partsOf.js';
import { OFFSET, SPACE } from './patterns.js';

/** Only valid months and days, since most numbers are none, and no number that is a time since 1970. */
const DAY = '([1-5]\\d{3})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])';
const CLOCK = '([01]\\d|2[0-4])([0-5]\\d)(?:([0-5]\\d)(?:[.,](\\d+)|(\\d{3}|\\d{6}|\\d{9}))?)?';
const GROUPS = ['year', 'month', 'day', 'hour', 'minute', 'second', 'decimals', 'digits', 'offset'] as const;

const COMPACT = `(?i)^${SPACE}*${DAY}(?:(?:[T_-]|${SPACE}*)${CLOCK}${OFFSET})?${SPACE}*$`;

/**
 * Microseconds since 1970-01-01 UTC from a date or time written without separators, as SQL; NULL if it is
 * none: `20261016`, `202610161000`, `20261016100000.049`, `20261016100000049`, `20261016T100000Z`.
 *
 * None of these, of the years 1000 to 5999, is also a time since 1970 within `EARLIEST` and `LATEST`: with 8,
 * 12, 14 or 17 digits that begin with less than 6, a number of seconds is before 1990, and one of
 * milliseconds or microseconds is before 1990 or after 2100.
 */
export function fromCompact(text: string): string {
  return partsOf(text, COMPACT, GROUPS, 'compact', ({ decimals, digits, ...parts }) =>
    fromParts({ ...parts, fraction: `${decimals} || ${digits}` }),
  );
}
