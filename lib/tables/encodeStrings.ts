import type { Dictionary, Int32, Utf8, Vector } from 'apache-arrow';
import { dictionaryColumn } from './dictionaryColumn.js';
import { nullBitmap } from './nullBitmap.js';

/** A dictionary-encoded column of text, its dictionary in the order of first appearance. */
export function encodeStrings(values: ArrayLike<string | null>): Vector<Dictionary<Utf8, Int32>> {
  const codes = new Int32Array(values.length);
  const codeOf = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(value, code);
    }
    codes[row] = code;
  }
  return dictionaryColumn(codes, [...codeOf.keys()], nullBitmap(values));
}
