import { describe } from '../../../base/text/describe.js';
import { nearest } from '../../../base/text/nearest.js';
import { visibleText } from '../../../base/text/visibleText.js';
import { inside, type Place } from './Place.js';

/** Deeper than any profile needs: what refers to itself would never end. */
const DEEPEST = 30;

/** @throws TypeError if a text or an object is expected, RangeError if it is one */
export function fail({ path, name }: Place, expected: string, got: unknown): never {
  const Wrong = typeof got === 'string' || (typeof got === 'object' && got !== null) ? RangeError : TypeError;
  const shown = Array.isArray(got) && got.length === 0 ? 'an empty array' : describe(got);
  throw new Wrong(`Expected ${visibleText(path)} in ${name} ${expected}, got ${shown}`);
}

export function expectObject(given: unknown, place: Place, expected = 'an object'): Record<string, unknown> {
  if (place.depth > DEEPEST) fail(place, `to be less than ${DEEPEST} deep`, given);
  if (typeof given === 'object' && given !== null && !Array.isArray(given)) {
    return given as Record<string, unknown>;
  }
  return fail(place, `to be ${expected}`, given);
}

/** Checks that all keys are known, and that no needed key is missing. */
export function expectKeys(
  given: object,
  { path, name }: Place,
  known: readonly string[],
  needed: readonly string[] = [],
): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const remedy = near === undefined ? '' : ` (${near}?)`;
    throw new RangeError(
      `Expected ${visibleText(path)} in ${name} to have keys among ${known.join(', ')}, got ${visibleText(key)}${remedy}`,
    );
  }
  const missing = needed.find((key) => !(key in given));
  if (missing !== undefined)
    throw new RangeError(`Expected ${visibleText(path)} in ${name} to have ${missing}, got none`);
}

function expectList(given: unknown, place: Place, of: string): unknown[] {
  if (place.depth > DEEPEST) fail(place, `to be less than ${DEEPEST} deep`, given);
  if (Array.isArray(given) && given.length > 0) return given;
  return fail(place, `to be a list of ${of}`, given);
}

/** Checks each entry of a list. */
export function expectEach(
  given: unknown,
  place: Place,
  of: string,
  check: (entry: unknown, place: Place) => void,
): void {
  for (const [n, entry] of expectList(given, place, of).entries()) check(entry, inside(place, n));
}

/** A text that isn't empty and that SQL and a line can hold. */
export function expectWords(given: unknown, place: Place, what: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  if (typeof given === 'string' && given.trim() !== '' && !/[\u0000-\u001f]/.test(given)) return given;
  return fail(place, `to be ${what}`, given);
}

/** A text of one character or more. */
export function expectCharacters(given: unknown, place: Place): string {
  if (typeof given === 'string' && given !== '' && !given.includes('\0')) return given;
  return fail(place, 'to be a text', given);
}
