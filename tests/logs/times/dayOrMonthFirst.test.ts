import { expect, test } from 'vitest';
import { dayOrMonthFirst } from '../../../lib/logs/times/dayOrMonthFirst.js';

test.each([
  [{ day: 3, month: 2, differ: 1 }, 'day'],
  [{ day: 2, month: 3, differ: 1 }, 'month'],
  [{ day: 2, month: 2, differ: 2 }, 'unknown'],
  [{ day: 2, month: 2, differ: 0 }, 'day'],
  [{ day: 0, month: 0, differ: 0 }, 'day'],
])('of %j: %s', (counts, first) => {
  expect(dayOrMonthFirst(counts)).toBe(first);
});
