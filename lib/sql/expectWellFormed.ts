import { describe } from '../base/text/describe.js';

/** Half of a surrogate pair without the other half. */
const HALF = /\p{Cs}/u;

/** @throws RangeError naming a text with half a surrogate pair: as UTF-8 it would become another text */
export function expectWellFormed(place: string, text: string): string {
  if (!HALF.test(text)) return text;
  throw new RangeError(
    `Expected ${place} to be whole Unicode text, got ${describe(text)} with half a surrogate pair`,
  );
}
