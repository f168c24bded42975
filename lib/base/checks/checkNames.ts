import { describe } from '../text/describe.js';
import { visibleText } from '../text/visibleText.js';

/**
 * Refuses a name that isn't known: a misspelt option would otherwise be ignored.
 *
 * @param kind what has the names, for the error: 'fit options'
 * @throws TypeError where it is no object, RangeError naming the one that isn't known
 */
export function checkNames(kind: string, given: object, known: readonly string[]): void {
  if (typeof given !== 'object' || given === null) {
    throw new TypeError(`Expected ${kind} as an object, got ${describe(given)}`);
  }
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new RangeError(`Expected ${kind} among ${known.join(', ')}, got ${visibleText(other)}`);
  }
}
