import { visibleText } from '../text/visibleText.js';
import { unexpected } from './unexpected.js';

/**
 * Refuses an unknown name: a misspelled option would otherwise be ignored.
 *
 * @param kind what has the names, for the error: 'fit options'
 * @throws TypeError if it is no object, RangeError with the unknown name
 */
export function checkNames(kind: string, given: object, known: readonly string[]): void {
  if (typeof given !== 'object' || given === null) throw unexpected(kind, 'as an object', given, false);
  const other = Object.keys(given).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new RangeError(`Expected ${kind} among ${known.join(', ')}, got ${visibleText(other)}`);
  }
}
