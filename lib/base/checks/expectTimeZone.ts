import { nearest } from '../text/nearest.js';
import { visibleText } from '../text/visibleText.js';
import { type Name, unexpected } from './unexpected.js';

/**
 * A time zone by its name in the IANA database. An offset such as +02:00 isn't one: it has no summer time.
 *
 * @throws TypeError if it is no text, RangeError with the nearest name if it is unknown
 */
export function expectTimeZone(name: Name, value: unknown): string {
  if (typeof value === 'string' && /^\p{L}/u.test(value) && isKnown(value)) return value;
  const expected = 'to be a time zone such as Europe/Berlin';
  const error = unexpected(name, expected, value, typeof value === 'string');
  const near = typeof value === 'string' ? nearest(value, Intl.supportedValuesOf('timeZone')) : undefined;
  if (near !== undefined) error.message += `; did you mean ${visibleText(near)}?`;
  throw error;
}

function isKnown(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
