import { expect, it } from 'vitest';
import { describe } from '../../../lib/base/text/describe.js';

it.each<[unknown, string]>([
  [5, '5'],
  ['5', '"5"'],
  ['', '""'],
  ['a\u200bb', '"a\\u200bb"'],
  ['x'.repeat(101), `"${'x'.repeat(100)}..."`],
  [null, 'null'],
  [undefined, 'undefined'],
  [7n, '7'],
  [[1, 2], 'an array'],
  [new Map(), 'Map'],
  [() => 1, 'a function'],
  [{ a: 1 }, 'an object'],
  [Object.create(null), 'an object'],
  [new Date(Number.NaN), 'an invalid Date'],
  [new Date(0), 'Date'],
])('describe says %o in a few words', (value, words) => {
  expect(describe(value)).toBe(words);
});
