import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../lib/logs/profiles/Profile.js';
import { valueSql } from '../../../lib/logs/profiles/valueSql.js';
import { valuesOf } from './sqlOf.js';

const EVENT = { a: 'x/Y', b: null, c: "it's" };

describe('a value', () => {
  it.each<[string, Value, string | null]>([
    ['a path', 'a', 'x/Y'],
    ['a path of nothing', 'b', null],
    ['a path that no event has', 'zz', null],
    ['the first of a list', ['zz', 'b', 'c', 'a'], "it's"],
    ['a list of none', ['b', 'zz'], null],
    ['a text', { text: "all o'clock" }, "all o'clock"],
    ['a row', { join: ['a', { text: '-' }, 'c'] }, "x/Y-it's"],
    ['a row with something between', { join: ['a', 'c'], with: "':'" }, "x/Y':'it's"],
    ['a row without one of its parts', { join: ['a', 'b'], with: ':' }, null],
    ['a row without a field', { join: ['a', 'zz'] }, null],
    ['what is before', { of: 'a', before: '/' }, 'x'],
    ['what is before what is not there', { of: 'a', before: '@' }, 'x/Y'],
    ['what is after', { of: 'a', after: '/' }, 'Y'],
    ['what is after what is not there', { of: 'a', after: '@' }, 'x/Y'],
    ['nothing after', { of: 'a', after: '/Y' }, null],
    ['nothing before', { of: 'a', before: 'x' }, null],
    ['upper case', { of: 'a', case: 'upper' }, 'X/Y'],
    ['lower case', { of: 'a', case: 'lower' }, 'x/y'],
    ['the first group of a match', { of: 'a', match: '^(.)/(.)$' }, 'x'],
    ['a match without groups', { of: 'a', match: '[A-Z]' }, 'Y'],
    ['a match with a group that has none', { of: 'a', match: '(?:x|y)/' }, 'x/'],
    ['no match', { of: 'a', match: '\\d' }, null],
    ['a replacement', { of: 'c', replace: "[t']", by: '_' }, 'i__s'],
    ['a replacement by a group', { of: 'a', replace: '(.)/(.)', by: '\\2\\1' }, 'Yx'],
    ['a change of nothing', { of: ['b', 'zz'], before: '/' }, null],
    ['a network', { of: { text: '192.0.2.7' }, family: 'network' }, '192.0.2.0/24'],
    ['a change of a change', { of: { of: 'a', after: '/' }, case: 'lower' }, 'y'],
    [
      'the first case that holds',
      {
        cases: [
          { when: { field: 'b', filled: true }, use: { text: '1' } },
          { when: { field: 'a', filled: true }, use: { text: '2' } },
          { when: { field: 'c', filled: true }, use: { text: '3' } },
        ],
      },
      '2',
    ],
    ['no case', { cases: [{ when: { field: 'b', filled: true }, use: 'a' }] }, null],
    ['else', { cases: [{ when: { field: 'b', filled: true }, use: 'a' }], else: 'c' }, "it's"],
    [
      'a case whose field no event has',
      { cases: [{ when: { field: 'zz', is: 1 }, use: 'a' }], else: 'c' },
      "it's",
    ],
  ])('is %s', async (_, value, expected) => {
    expect(await valuesOf(value, [EVENT])).toEqual([expected]);
  });

  it('is the word NULL where no field can give one', () => {
    const nothing = () => 'NULL';
    const values: Value[] = [
      'a',
      ['a', ['b']],
      { join: ['a', { text: 'x' }] },
      { of: 'a', family: 'client' },
      { cases: [{ when: { field: 'a', is: 1 }, use: { text: 'x' } }] },
    ];
    expect(values.map((value) => valueSql(value, nothing))).toEqual(values.map(() => 'NULL'));
  });

  it('never makes SQL of a text', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).filter((each) => !each.includes('\0'));
    for (const each of [
      ...fc.sample(text, { numRuns: 20, seed: 3 }),
      "'); DROP TABLE events; --",
      "''",
      '$1',
    ]) {
      const [joined] = await valuesOf({ join: [{ text: each }, 'a'], with: each }, [EVENT]);
      expect(joined).toBe(`${each}${each}x/Y`);
      const around = { text: `1${each}2${each}3` };
      expect(await valuesOf({ of: around, before: each }, [EVENT])).toEqual([
        `1${each}2${each}3`.split(each)[0] || null,
      ]);
      const rest = `1${each}2${each}3`.split(each).slice(1).join(each);
      expect(await valuesOf({ of: around, after: each }, [EVENT])).toEqual([rest || null]);
    }
  });
});
