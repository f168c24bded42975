import { fromParts } from './fromParts.js';
import { partsOf } from './partsOf.js';
import { HALF_DAY, OFFSET, SPACE } from './patterns.js';

const DAY = '(\\d{4})(?:-(\\d{1,2})-|/(\\d{1,2})/|\\.(\\d{1,2})\\.)(\\d{1,2})';
const CLOCK = `(\\d{1,2})(?::?(\\d\\d)(?::?(\\d\\d)(?:[.,](\\d+))?)?)?${HALF_DAY}`;
const GROUPS = ['y', 'm', 'm2', 'm3', 'd', 'h', 'mi', 's', 'f', 'p', 'z'];

/** Java adds the zone's name in brackets to an offset, which says it all already. */
const ZONE_NAME = '(?:\\[[a-z_/+-]+\\])?';

const ISO = `(?i)^${SPACE}*${DAY}(?:(?:T|,?${SPACE}+)${CLOCK})?${OFFSET}${ZONE_NAME}${SPACE}*$`;

/**
 * Microseconds since 1970-01-01 UTC from a date or time in ISO 8601, or like it but for `/` or `.` in the
 * date, or AM and PM, as SQL; NULL where it is none. DuckDB by itself takes most of them, but no comma in the
 * seconds, no space before an offset, and no offset after a minute.
 */
export function fromIso(text: string): string {
  return partsOf(text, ISO, GROUPS, 'iso', (iso) =>
    fromParts({
      year: `${iso}.y`,
      month: `(${iso}.m || ${iso}.m2 || ${iso}.m3)`,
      day: `${iso}.d`,
      hour: `${iso}.h`,
      minute: `${iso}.mi`,
      second: `${iso}.s`,
      fraction: `${iso}.f`,
      half: `${iso}.p`,
      offset: `${iso}.z`,
    }),
  );
}
