import { expect, it } from 'vitest';
import { agreeing, fields, integer, listOf, moment, nullable, text } from '../../lib/saving/shape.js';

interface Shop {
  name: string;
  opened: string | null;
  shelves: { size: number }[];
}
const shop = fields<Shop>({
  name: text,
  opened: nullable(moment),
  shelves: listOf(fields<{ size: number }>({ size: integer(1, 9) }), 'size'),
});
const good: Shop = { name: 'x', opened: null, shelves: [{ size: 1 }, { size: 9 }] };

it('returns what is as it has to be', () => {
  expect(shop(good, '', '/shop.json')).toBe(good);
  expect(shop({ ...good, opened: '2026-01-31T12:00:00.000Z' }, '', '/shop.json').name).toBe('x');
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
  expect(() => shop(value, '', '/shop.json')).toThrow(new Error(`Expected ${message}`));
});

it('shows no more of a value than fits in a line', () => {
  const long = () => text({ toString: null }, 'name', '/shop.json');
  expect(long).toThrow('Expected name in /shop.json to be a text, got an object');
  expect(() => moment('x'.repeat(1e6), 'at', '/shop.json')).toThrow(/got "x{80}\.\.\."$/);
});

it('refuses fields that contradict each other', () => {
  const even = agreeing(shop, ({ shelves }) => {
    if (shelves.length % 2 > 0) throw new RangeError(`Expected an even number, got ${shelves.length}`);
  });
  expect(even(good, '', '/shop.json')).toBe(good);
  expect(() => even({ ...good, shelves: [{ size: 1 }] }, '', '/shop.json')).toThrow(
    'Expected /shop.json to agree with itself, got: Expected an even number, got 1',
  );
});
