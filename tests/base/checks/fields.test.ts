import { expect, it } from 'vitest';
import { expectText } from '../../../lib/base/checks/expect.js';
import {
  agreeing,
  fields,
  integerWithin,
  listOf,
  nullable,
  textLike,
} from '../../../lib/base/checks/fields.js';

const moment = textLike('a time as 2026-01-31T12:00:00.000Z', (time) => /^[\d-]{10}T[\d:.]{12}Z$/.test(time));

interface Shop {
  name: string;
  opened: string | null;
  shelves: { size: number }[];
}
const shop = fields<Shop>({
  name: expectText,
  opened: nullable(moment),
  shelves: listOf(fields<{ size: number }>({ size: integerWithin(1, 9) }), 'size'),
});
const place = { field: '', path: '/shop.json' };
const good: Shop = { name: 'x', opened: null, shelves: [{ size: 1 }, { size: 9 }] };

it('returns what is as it has to be', () => {
  expect(shop(place, good)).toBe(good);
  expect(shop(place, { ...good, opened: '2026-01-31T12:00:00.000Z' }).name).toBe('x');
});

it.each<[unknown, string]>([
  [
    { ...good, shelves: [{ size: 10 }] },
    'shelves[0].size in /shop.json to be an integer from 1 to 9, got 10',
  ],
  [
    { ...good, shelves: [{ size: '1' }] },
    'shelves[0].size in /shop.json to be an integer from 1 to 9, got "1"',
  ],
  [
    { ...good, shelves: [...good.shelves, { size: 9 }] },
    'shelves[2].size in /shop.json to be unlike all before, got 9',
  ],
  [{ ...good, shelves: {} }, 'shelves in /shop.json to be a list, got an object'],
  [
    { ...good, opened: '2026-01-31' },
    'opened in /shop.json to be a time as 2026-01-31T12:00:00.000Z, got "2026-01-31"',
  ],
  [{ name: 'x', shelves: [] }, 'opened in /shop.json to be a time as 2026-01-31T12:00:00.000Z, got none'],
  [{ ...good, name: '' }, 'name in /shop.json to be a text, got ""'],
  [{ ...good, more: 1 }, '/shop.json to be an object of name, opened, shelves, got one with "more"'],
  [
    JSON.parse('{"__proto__": {"name": "x"}}'),
    '/shop.json to be an object of name, opened, shelves, got one with "__proto__"',
  ],
  [[good], '/shop.json to be an object of name, opened, shelves, got a list of 1'],
  [null, '/shop.json to be an object of name, opened, shelves, got null'],
])('refuses %j by field and value', (value, message) => {
  expect(() => shop(place, value)).toThrow(new Error(`Expected ${message}`));
});

it('shows no more of a value than fits in a line', () => {
  const long = () => expectText({ ...place, field: 'name' }, { toString: null });
  expect(long).toThrow('Expected name in /shop.json to be a text, got an object');
  expect(() => moment({ ...place, field: 'at' }, 'x'.repeat(1e6))).toThrow(/got "x{100}\.\.\."$/);
});

it('refuses fields that contradict each other', () => {
  const even = agreeing(shop, ({ shelves }) => {
    if (shelves.length % 2 > 0) throw new RangeError(`Expected an even number, got ${shelves.length}`);
  });
  expect(even(place, good)).toBe(good);
  expect(() => even(place, { ...good, shelves: [{ size: 1 }] })).toThrow(
    'Expected /shop.json to agree with itself, got: Expected an even number, got 1',
  );
});

it('names a parameter and its fields, and has the errors of one', () => {
  expect(() => shop('shop', { ...good, name: '' })).toThrow(
    new RangeError('Expected shop.name to be a text, got ""'),
  );
  expect(() => shop('shop', { ...good, shelves: [{ size: '1' }] })).toThrow(
    new TypeError('Expected shop.shelves[0].size to be an integer from 1 to 9, got "1"'),
  );
});
