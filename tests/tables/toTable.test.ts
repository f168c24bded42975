import { createRequire } from 'node:module';
import { tableFromArrays } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

const require = createRequire(import.meta.url);
const typesOf = (input: Parameters<typeof toTable>[0]) => toTable(input).schema.fields.map(String);

describe('toTable of rows', () => {
  test('takes the union of the keys, null where missing', () => {
    const table = toTable([{ user: 'ann', res: 'wiki' }, { user: 'bob', likelihood: 2 }, {}]);
    expect(rowsOf(table)).toEqual([
      { user: 'ann', res: 'wiki', likelihood: null },
      { user: 'bob', res: null, likelihood: 2 },
      { user: null, res: null, likelihood: null },
    ]);
  });

  test('chooses a type that holds every value', () => {
    const day = new Date('2024-02-29T12:00:00.123Z');
    const rows = [
      {
        text: 'a',
        int: 1,
        max: 2147483647,
        big: 2147483648,
        half: 1,
        zero: -0,
        nan: 1,
        long: 2n ** 62n,
        flag: true,
        time: day,
        none: null,
      },
      {
        text: 'a',
        int: null,
        max: -2147483648,
        big: 0,
        half: 0.5,
        zero: 0,
        nan: Number.NaN,
        long: null,
        flag: undefined,
        time: null,
        none: undefined,
      },
    ];
    expect(typesOf(rows)).toEqual([
      'text: Dictionary<Int32, Utf8>',
      'int: Int32',
      'max: Int32',
      'big: Float64',
      'half: Float64',
      'zero: Float64',
      'nan: Float64',
      'long: Int64',
      'flag: Bool',
      'time: Timestamp<MILLISECOND>',
      'none: Null',
    ]);
    expect(rowsOf(toTable(rows))).toEqual([
      { ...rows[0], time: day.getTime() },
      { ...rows[1], flag: null, none: null },
    ]);
  });

  test('keeps any name and any text', () => {
    const names = [
      '<b>',
      '<script>alert(1)</script>',
      `'"`,
      'a\nb',
      '😀',
      '__proto__',
      'constructor',
      '',
      'x'.repeat(1e5),
    ];
    const rows = names.map((name) => JSON.parse(`{ "__proto__": ${JSON.stringify(name)} }`));
    const table = toTable(rows);
    expect(table.schema.names).toEqual(['__proto__']);
    expect([...table.getChildAt(0)!]).toEqual(names);
    expect(toTable(names.map((name) => ({ [name]: 1 }))).schema.names).toEqual(names);
  });

  test('only takes own properties', () => {
    expect([...toTable([{ toString: 'x' }, {}]).getChild('toString')!]).toEqual(['x', null]);
  });

  test('of no rows has no columns', () => {
    expect(toTable([]).numRows).toBe(0);
    expect(toTable([]).numCols).toBe(0);
  });

  test.each([
    [
      [{ a: 1 }, { a: null }, { a: 'x' }],
      'Expected every value of column "a" to be a number as in row 0, got a string in row 2',
    ],
    [
      [{ a: 1n }, { a: 1 }],
      'Expected every value of column "a" to be a bigint as in row 0, got a number in row 1',
    ],
    [
      [{ a: [1] }],
      'Expected a string, number, bigint, boolean, Date or null in row 0 of column "a", got an array',
    ],
    [
      [{ a: {} }],
      'Expected a string, number, bigint, boolean, Date or null in row 0 of column "a", got an object',
    ],
    [[{ a: new Date(Number.NaN) }], 'Expected a valid Date in row 0 of column "a", got Invalid Date'],
    [[{ a: 2n ** 63n }], 'Expected a bigint of 64 bits in row 0 of column "a", got 9223372036854775808'],
    [[{ a: 1 }, null], 'Expected row 1 to be an object, got null'],
    [[['ann', 'wiki']], 'Expected row 0 to be an object, got an array'],
    ['ann', 'Expected rows, columns, a DataFrame or an Arrow table, got "ann"'],
    [null, 'Expected rows, columns, a DataFrame or an Arrow table, got null'],
  ])('refuses %o', (input, message) => {
    // What is of a type that a table can hold is a wrong value.
    const Wrong = /valid Date|64 bits|one length/.test(message) ? RangeError : TypeError;
    expect(() => toTable(input as never)).toThrow(new Wrong(message));
  });
});

describe('toTable of columns', () => {
  test('takes arrays and typed arrays', () => {
    const columns = { user: ['ann', null], likelihood: new Float64Array([1, 2]), n: new Int32Array([3, 4]) };
    expect(typesOf(columns)).toEqual(['user: Dictionary<Int32, Utf8>', 'likelihood: Float64', 'n: Int32']);
    expect(rowsOf(toTable(columns))).toEqual([
      { user: 'ann', likelihood: 1, n: 3 },
      { user: null, likelihood: 2, n: 4 },
    ]);
  });

  test('copies, so that the arrays may change later', () => {
    const likelihood = new Float64Array([1]);
    const table = toTable({ likelihood });
    likelihood[0] = 9;
    expect(rowsOf(table)).toEqual([{ likelihood: 1 }]);
  });

  test('of no rows keeps the columns', () => {
    const table = toTable({ user: [], likelihood: new Float64Array() });
    expect(table.schema.fields.map(String)).toEqual(['user: Null', 'likelihood: Float64']);
    expect(table.numRows).toBe(0);
  });

  test.each([
    [{ a: [1, 2], b: [1] }, 'Expected columns of one length, got 2 values in "a" and 1 in "b"'],
    [{ a: [1], b: 'x' }, 'Expected column "b" to be an array, got "x"'],
  ])('refuses %o', (input, message) => {
    // What is of a type that a table can hold is a wrong value.
    const Wrong = /valid Date|64 bits|one length/.test(message) ? RangeError : TypeError;
    expect(() => toTable(input as never)).toThrow(new Wrong(message));
  });
});

test('toTable returns an Arrow table as it is, of whichever copy of apache-arrow', () => {
  const esm = tableFromArrays({ a: [1] });
  const commonJs = require('apache-arrow').tableFromArrays({ a: [1] });
  expect(commonJs.constructor).not.toBe(esm.constructor);
  expect(toTable(esm)).toBe(esm);
  expect(toTable(commonJs)).toBe(commonJs);
});
