import { isDay } from '../../base/checks/isDay.js';
import { describe } from '../../base/text/describe.js';

/**
 * A moment in microseconds since 1970-01-01 UTC.
 *
 * @throws RangeError if it is an invalid Date or a text that isn't a date or time in ISO 8601, TypeError if
 *   it is neither
 */
export function parseMoment(name: string, moment: Date | string | undefined): number | undefined {
  if (moment === undefined) return undefined;
  const date = moment instanceof Date ? moment : parseIso(String(moment));
  if (date === undefined || Number.isNaN(date.getTime())) {
    const Wrong = moment instanceof Date || typeof moment === 'string' ? RangeError : TypeError;
    throw new Wrong(`Expected ${name} to be a Date or a date in ISO 8601, got ${describe(moment)}`);
  }
  return date.getTime() * 1000;
}

/** Without an offset a time is in UTC, as in the logs; JavaScript would take it for local time. */
function parseIso(text: string): Date | undefined {
  const match = /^\d{4}-\d\d-\d\d(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  if (!match) return undefined;
  const [, time, offset = 'Z'] = match;
  if (!isDay(text.slice(0, 10))) return undefined;
  return new Date(time === undefined ? text : `${text.slice(0, 10)}T${time}${offset}`);
}
