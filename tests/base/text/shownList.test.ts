import { expect, it } from 'vitest';
import { shownList } from '../../../lib/base/text/shownList.js';

it('names three, and says how many more there are', () => {
  expect(shownList(['a\u202e.csv'])).toBe('a\\u202e.csv');
  expect(shownList(['a', 'b', 'c'])).toBe('a, b, c');
  expect(shownList(['a', 'b', 'c', 'd'])).toBe('a, b, c and 1 more');
  expect(shownList(Array(3872).fill('a'), (name) => `${name}!`)).toBe('a!, a!, a! and 3,869 more');
  expect(shownList([])).toBe('');
});
