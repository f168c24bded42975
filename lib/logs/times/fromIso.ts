import { fromParts } from './fromParts.js';
import { partsOf } from './partsOf.js';
import { HALF_DAY, OFFSET, SPACE } from './patterns.js';

const DAY = '(\\d{4})(?:-(\\d{1,2})-|/(\\d{1,2})/|\\.(\\d{1,2})\\.)(\\d{1,2})';
const CLOCK = `(\\d{1,2})(?::?(\\d\\d)(?::?(\\d\\d)(?:[.,](\\d+))?)?)?${HALF_DAY}`;
const GROUPS = [
  ...(['year', 'month1', 'month2', 'month3', 'day'] as const),
  ...(['hour', 'minute', 'second', 'fraction', 'half', 'offset'] as const),
];

/** Java adds the zone's name in brackets to an offset, which is sufficient already. */
const ZONE_NAME = '(?:\\[[a-z_/+-]+\\])?';

const ISO = `(?i)^${SPACE}*${DAY}(?:(?:T|,?${SPACE}+)${CLOCK})?${OFFSET}${ZONE_NAME}${SPACE}*$`;

/**
 * Microseconds since 1970-01-01 UTC from a date or time in ISO 8601, or like it with `/` or `.` in the date,
 * or AM and PM, as SQL; NULL if it is none. DuckDB by itself reads most of them, but no comma in the seconds,
 * no space before an offset, and no offset after a minute.
 */
export function fromIso(text: string): string {
  return partsOf(text, ISO, GROUPS, 'iso', ({ month1, month2, month3, ...parts }) =>
    fromParts({ ...parts, month: `(${month1} || ${month2} || ${month3})` }),
  );
}
