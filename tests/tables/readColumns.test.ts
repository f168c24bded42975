import { createRequire } from 'node:module';
import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { findColumn } from '../../lib/tables/findColumn.js';
import { checkTable } from '../../lib/tables/isTable.js';
import { readFiniteNumbers, readNames, readOptionalNames } from '../../lib/tables/readColumns.js';
import { toTable } from '../../lib/tables/toTable.js';

const otherBuild: typeof arrow = createRequire(import.meta.url)('apache-arrow');

/** The names of a column of that many values, as the encoding says. */
function namesOf(table: arrow.Table, column = 'user'): string[] {
  const { codes, values } = readNames(table, column);
  return Array.from(codes, (code) => values[code]);
}

function columnOf(vector: arrow.Vector): arrow.Table {
  return new arrow.Table({ user: vector });
}

const text = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());

describe('checkTable', () => {
  it('knows tables by their shape', () => {
    expect(() => checkTable(toTable([]))).not.toThrow();
    expect(() => checkTable(otherBuild.tableFromArrays({ a: [1] }) as arrow.Table)).not.toThrow();
  });

  it.each([
    [null, 'null'],
    [undefined, 'undefined'],
    ['file.csv', '"file.csv"'],
    [[{ user: 'ann' }], 'an array'],
    [Object.create(null), 'an object'],
  ])('refuses %o', (value, name) => {
    expect(() => checkTable(value as never)).toThrow(`Expected an Arrow Table (see toTable), got ${name}`);
  });
});

describe('findColumn', () => {
  it('lists the columns there are where the one asked for is missing', () => {
    const table = toTable([{ user: 'ann', machine: 'm1' }]);
    expect(() => findColumn(table, 'res')).toThrow('Expected a column res, got user, machine');
    expect(() => findColumn(table, 'constructor')).toThrow(
      'Expected a column constructor, got user, machine',
    );
    expect(() => findColumn(toTable([]), 'res')).toThrow(
      'Expected a column res, got a table without columns',
    );
  });
});

describe('readNames', () => {
  it('numbers the distinct names in order of appearance', () => {
    const { codes, values } = readNames(toTable({ user: ['bob', 'ann', 'bob'] }), 'user');
    expect([...codes]).toEqual([0, 1, 0]);
    expect(values).toEqual(['bob', 'ann']);
  });

  it.each<[string, arrow.Vector, string[]]>([
    ['dictionary', arrow.vectorFromArray(['b', 'a', 'b'], text), ['b', 'a', 'b']],
    ['plain text', arrow.vectorFromArray(['b', 'a', 'b'], new arrow.Utf8()), ['b', 'a', 'b']],
    ['large text', arrow.vectorFromArray(['b', 'a'], new arrow.LargeUtf8()), ['b', 'a']],
    ['integers', arrow.vectorFromArray([2, -1, 2], new arrow.Int32()), ['2', '-1', '2']],
    ['bigints', arrow.vectorFromArray([2n, 2n ** 60n], new arrow.Int64()), ['2', '1152921504606846976']],
    ['floats', arrow.vectorFromArray([2, 0.5, -0], new arrow.Float64()), ['2', '0.5', '0']],
    ['booleans', arrow.vectorFromArray([true, false], new arrow.Bool()), ['true', 'false']],
    [
      'a dictionary of integers',
      arrow.vectorFromArray([7, 5, 7], new arrow.Dictionary(new arrow.Int32(), new arrow.Int8())),
      ['7', '5', '7'],
    ],
  ])('reads names that are %s', (_, vector, names) => {
    expect(namesOf(columnOf(vector))).toEqual(names);
  });

  it('reads chunks with dictionaries of their own', () => {
    const chunks = [['b', 'a'], ['c', 'b', 'b'], ['a']].map((names) => arrow.vectorFromArray(names, text));
    const column = chunks[0].concat(...chunks.slice(1));
    expect(column.data.length).toBe(3);
    const { codes, values } = readNames(columnOf(column), 'user');
    expect(values).toEqual(['b', 'a', 'c']);
    expect([...codes]).toEqual([0, 1, 2, 0, 0, 1]);
  });

  it.each([
    ['dictionary', text],
    ['plain', new arrow.Utf8()],
  ])('reads sliced columns (%s)', (_, type) => {
    const table = columnOf(arrow.vectorFromArray(['a', null, 'b', 'c', 'b', null], type)).slice(2, 5);
    expect(namesOf(table)).toEqual(['b', 'c', 'b']);
  });

  it('takes names for text, whatever they look like', () => {
    const names = [
      '__proto__',
      'constructor',
      '<b>',
      '"\n',
      '🦊',
      'é',
      'e\u0301',
      ' ',
      'null',
      'x'.repeat(10_000),
    ];
    expect(namesOf(toTable({ user: names }))).toEqual(names);
  });

  it("reads the tables of Arrow's other build", () => {
    const table = otherBuild.tableFromArrays({ user: ['b', 'a', 'b'], tenant: Int32Array.of(0, 1, 0) });
    expect(namesOf(table as arrow.Table)).toEqual(['b', 'a', 'b']);
    expect(namesOf(table as arrow.Table, 'tenant')).toEqual(['0', '1', '0']);
  });

  it('reads a column without rows, of whatever type', () => {
    expect(namesOf(toTable({ user: [] }))).toEqual([]);
    expect(namesOf(new arrow.Table(new arrow.Schema([new arrow.Field('user', text)])))).toEqual([]);
  });

  it.each<[string, arrow.Table, string]>([
    ['null in a dictionary', columnOf(arrow.vectorFromArray(['a', null], text)), 'null in row 1'],
    ['null in text', columnOf(arrow.vectorFromArray(['a', 'b', null], new arrow.Utf8())), 'null in row 2'],
    ['null in numbers', toTable({ user: [1, 2, null] }), 'null in row 2'],
    ['nothing but nulls', toTable({ user: [null, null] }), 'null in row 0'],
    ['NaN', toTable({ user: [0.5, Number.NaN] }), 'NaN in row 1'],
    ['empty text', toTable({ user: ['a', ''] }), 'an empty text in row 1'],
    [
      'null in a later chunk',
      columnOf(arrow.vectorFromArray(['a', 'b'], text).concat(arrow.vectorFromArray(['b', null], text))),
      'null in row 3',
    ],
    [
      'null in a slice',
      columnOf(arrow.vectorFromArray(['a', 'b', 'c', null], text)).slice(2),
      'null in row 1',
    ],
  ])('names column and row of %s', (_, table, found) => {
    expect(() => readNames(table, 'user')).toThrow(
      `Expected column user to hold a name in every row, got ${found}`,
    );
  });

  it.each([
    ['Utf8', new arrow.Utf8()],
    ['LargeUtf8', new arrow.LargeUtf8()],
  ])('names the first row without a name in plain text, null or empty (%s)', (_, type) => {
    const read = (names: (string | null)[]) => () =>
      readNames(columnOf(arrow.vectorFromArray(names, type)), 'user');
    expect(read(['é', '', null, ''])).toThrow('got an empty text in row 1');
    expect(read(['é', null, '', null])).toThrow('got null in row 1');
    expect(read(['é', 'e', 'é'])().values).toEqual(['é', 'e']);
  });

  it('refuses columns of other types', () => {
    const dates = toTable({ user: [new Date(0)] });
    expect(() => readNames(dates, 'user')).toThrow(
      'Expected column user to hold names (text, numbers or booleans), got Timestamp',
    );
  });
});

describe('readOptionalNames', () => {
  /** Null if there is none. */
  const optional = (table: arrow.Table) => {
    const { codes, values } = readOptionalNames(table, 'user');
    return Array.from(codes, (code) => (code < 0 ? null : values[code]));
  };

  it.each<[string, arrow.Vector, (string | null)[]]>([
    ['dictionary', arrow.vectorFromArray(['b', null, '', 'b'], text), ['b', null, null, 'b']],
    ['plain text', arrow.vectorFromArray(['b', '', null, 'a'], new arrow.Utf8()), ['b', null, null, 'a']],
    ['text with an empty one alone', arrow.vectorFromArray(['', 'a'], new arrow.Utf8()), [null, 'a']],
    ['text with a null alone', arrow.vectorFromArray([null, 'a'], new arrow.Utf8()), [null, 'a']],
    ['integers', arrow.vectorFromArray([2, null], new arrow.Int32()), ['2', null]],
    ['floats', arrow.vectorFromArray([2, Number.NaN, null], new arrow.Float64()), ['2', null, null]],
    ['booleans', arrow.vectorFromArray([true, null], new arrow.Bool()), ['true', null]],
    ['nothing but nulls', toTable({ user: [null, null] }).getChild('user')!, [null, null]],
  ])('has -1 where a name is missing: %s', (_, vector, names) => {
    expect(optional(columnOf(vector))).toEqual(names);
  });

  it('reads chunks, and slices of them', () => {
    const chunk = (type: arrow.DataType) => arrow.vectorFromArray(['a', null, '', 'b'], type);
    for (const type of [text, new arrow.Utf8()]) {
      const table = columnOf(chunk(type).concat(chunk(type)));
      expect(optional(table)).toEqual(['a', null, null, 'b', 'a', null, null, 'b']);
      expect(optional(table.slice(2, 6))).toEqual([null, 'b', 'a', null]);
    }
  });

  it('refuses what no name can be', () => {
    expect(() => optional(columnOf(arrow.vectorFromArray(['a', '\ufeffb'], text)))).toThrow(
      'got something else in row 1',
    );
    expect(() => optional(toTable({ user: [new Date(0)] }))).toThrow('to hold names');
  });
});

describe('readFiniteNumbers', () => {
  it.each<[string, arrow.Vector, number[]]>([
    ['integers', arrow.vectorFromArray([1, -2], new arrow.Int8()), [1, -2]],
    ['floats', arrow.vectorFromArray([0.5, 1e38], new arrow.Float64()), [0.5, 1e38]],
    ['32-bit floats', arrow.vectorFromArray([0.5, 2], new arrow.Float32()), [0.5, 2]],
    ['bigints', arrow.vectorFromArray([3n, 4n], new arrow.Int64()), [3, 4]],
    ['unsigned bigints', arrow.vectorFromArray([3n], new arrow.Uint64()), [3]],
  ])('reads %s', (_, vector, numbers) => {
    expect([...readFiniteNumbers(columnOf(vector), 'user')]).toEqual(numbers);
  });

  it('reads chunks and slices', () => {
    const chunk = () => arrow.vectorFromArray([1, 2, 3], new arrow.Int32());
    expect([...readFiniteNumbers(columnOf(chunk().concat(chunk())).slice(1, 5), 'user')]).toEqual([
      2, 3, 1, 2,
    ]);
  });

  it.each([
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [null, 'null'],
  ])('names column and row of %s', (value, got) => {
    expect(() => readFiniteNumbers(toTable({ likelihood: [1.5, 2, value] }), 'likelihood')).toThrow(
      `Expected column likelihood to hold finite 32-bit numbers, got ${got} in row 2`,
    );
  });

  it('refuses text, booleans and nothing but nulls', () => {
    const read = (values: unknown[]) => () =>
      readFiniteNumbers(toTable({ likelihood: values }), 'likelihood');
    expect(read(['3'])).toThrow('Expected column likelihood to be numeric, got Dictionary<Int32, Utf8>');
    expect(read([true])).toThrow('Expected column likelihood to be numeric, got Bool');
    expect(read([null])).toThrow(
      'Expected column likelihood to hold finite 32-bit numbers, got null in row 0',
    );
  });
});
