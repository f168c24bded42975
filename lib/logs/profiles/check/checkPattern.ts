import { describe } from '../../../base/text/describe.js';
import { faultOfPattern } from '../pattern.js';
import { expectCharacters } from './expectShape.js';
import type { Place } from './Place.js';

/** @throws RangeError saying what is wrong with a regular expression, TypeError if it is no text */
export function checkPattern(given: unknown, place: Place): void {
  const pattern = expectCharacters(given, place);
  const fault = faultOfPattern(pattern);
  if (fault === undefined) return;
  throw new RangeError(
    `Expected ${place.path} in ${place.name} to be a regular expression (RE2), got ${describe(pattern)}: ${fault}`,
  );
}
