import { createRequire } from 'node:module';
import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { toTable } from '../../lib/tables/toTable.js';
import { withBooleans, withColumn, withNames, withText } from '../../lib/tables/withColumn.js';
import { valuesOf } from '../original/accessTable.js';

const table = toTable({ user: ['ann', 'bob', null], count: [1, 2, 3] });

describe('withColumn', () => {
  it('adds a column of 64-bit floats at the end, and shares the others', () => {
    const scored = withColumn(table, 'score', Float64Array.of(0.5, -1, Number.POSITIVE_INFINITY));
    expect(scored.schema.fields.map(String)).toEqual([...table.schema.fields.map(String), 'score: Float64']);
    expect(valuesOf(scored, 'score')).toEqual([0.5, -1, Number.POSITIVE_INFINITY]);
    expect(valuesOf(scored, 'user')).toEqual(['ann', 'bob', null]);
    expect(scored.getChild('count')!.data[0].values).toBe(table.getChild('count')!.data[0].values);
  });

  it('turns NaN into null', () => {
    const values = Float64Array.from({ length: 3 }, (_, n) => (n === 1 ? Number.NaN : n));
    const column = withColumn(table, 'score', values).getChild('score')!;
    expect([column.get(0), column.get(1), column.get(2)]).toEqual([0, null, 2]);
    expect(column.nullCount).toBe(1);
  });

  it('marks the right rows as null beyond a byte of them', () => {
    const values = Float64Array.from({ length: 100 }, (_, n) => (n % 7 === 3 ? Number.NaN : n));
    const scored = withColumn(toTable({ n: Int32Array.from(values.keys()) }), 'score', values);
    expect(valuesOf(scored, 'score')).toEqual(
      Array.from(values, (value) => (Number.isNaN(value) ? null : value)),
    );
  });

  it('replaces a column of that name', () => {
    const scored = withColumn(table, 'user', Float64Array.of(1, 2, 3));
    expect(scored.schema.fields.map((field) => field.name)).toEqual(['count', 'user']);
    expect(valuesOf(scored, 'user')).toEqual([1, 2, 3]);
    expect(valuesOf(scored, 'count')).toEqual([1, 2, 3]);
  });

  it('keeps batches as they are', () => {
    const batches = [...table.batches, ...table.slice(1).batches];
    const scored = withColumn(
      new arrow.Table(table.schema, batches),
      'score',
      Float64Array.of(1, 2, 3, 4, 5),
    );
    expect(scored.batches.map((batch) => batch.numRows)).toEqual([3, 2]);
    expect(valuesOf(scored, 'user')).toEqual(['ann', 'bob', null, 'bob', null]);
    expect(valuesOf(scored, 'score')).toEqual([1, 2, 3, 4, 5]);
  });

  it('adds to a sliced table', () => {
    const scored = withColumn(table.slice(1, 3), 'score', Float64Array.of(1, Number.NaN));
    expect(scored.toArray().map((row) => row.toJSON())).toEqual([
      { user: 'bob', count: 2, score: 1 },
      { user: null, count: 3, score: null },
    ]);
  });

  it('adds to a table without rows, and to one without batches', () => {
    for (const empty of [table.slice(0, 0), new arrow.Table(table.schema, [])]) {
      const scored = withColumn(empty, 'score', new Float64Array());
      expect(scored.numRows).toBe(0);
      expect(scored.schema.fields.map((field) => field.name)).toEqual(['user', 'count', 'score']);
    }
  });

  it('adds text, names and booleans in the same way: over batches, empty ones too, and without any', () => {
    const batches = [...table.batches, ...table.slice(0, 0).batches, ...table.slice(1).batches];
    const twice = new arrow.Table(table.schema, batches);
    let result = withText(twice, 'note', ['a', null, 'b', 'c', 'a']);
    result = withNames(result, 'user', Int32Array.of(2, -1, 0, 2, 0), ['zoe', 'yan', 'xia']);
    result = withBooleans(result, 'odd', [true, false, true, false, true]);
    expect(result.schema.names).toEqual(['count', 'note', 'user', 'odd']);
    expect(valuesOf(result, 'note')).toEqual(['a', null, 'b', 'c', 'a']);
    expect(valuesOf(result, 'user')).toEqual(['xia', null, 'zoe', 'xia', 'zoe']);
    expect(valuesOf(result, 'odd')).toEqual([true, false, true, false, true]);
    expect(valuesOf(result, 'count')).toEqual([1, 2, 3, 2, 3]);
    expect(arrow.tableFromIPC(arrow.tableToIPC(result)).toString()).toBe(result.toString());
    for (const empty of [table.slice(0, 0), new arrow.Table(table.schema, [])]) {
      const added = withBooleans(
        withNames(withText(empty, 'note', []), 'who', new Int32Array(), []),
        'odd',
        [],
      );
      expect(added.schema.names).toEqual(['user', 'count', 'note', 'who', 'odd']);
      expect([added.slice(0, 5).numRows, added.toArray()]).toEqual([0, []]);
    }
  });

  it("keeps the schema's metadata", () => {
    const schema = new arrow.Schema(table.schema.fields, new Map([['source', 'sshd']]));
    const scored = withColumn(new arrow.Table(schema, table.batches), 'score', new Float64Array(3));
    expect([...scored.schema.metadata]).toEqual([['source', 'sshd']]);
  });

  it('leaves the table as it is', () => {
    const before = table.toString();
    withColumn(table, 'count', Float64Array.of(7, 8, 9));
    expect(table.toString()).toBe(before);
  });

  it('survives being written and read', () => {
    const scored = withColumn(table, 'score', Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY));
    expect(arrow.tableFromIPC(arrow.tableToIPC(scored)).toString()).toBe(scored.toString());
  });
});

describe("withColumn on a table of Arrow's other build", () => {
  const other: typeof arrow = createRequire(import.meta.url)('apache-arrow');
  const day = new other.List(new other.Field('hour', new other.Int8(), true));
  const place = new other.Struct([
    new other.Field('city', new other.Utf8(), true),
    new other.Field('floor', new other.Uint16(), true),
  ]);
  const bonn = { city: 'Bonn', floor: 3 };
  const columns = (from: number, to: number) => ({
    user: other.vectorFromArray(['ann', null, 'ann', 'bob'].slice(from, to)),
    count: other.vectorFromArray([1, 2, null, 4].slice(from, to), new other.Int32()),
    total: other.vectorFromArray([1n, 2n, 3n, null].slice(from, to), new other.Int64()),
    day: other.vectorFromArray([[1, 2], [], null, [3]].slice(from, to), day),
    place: other.vectorFromArray([bonn, { city: null, floor: 1 }, null, null].slice(from, to), place),
    time: other.vectorFromArray([0, 1, null, 3].slice(from, to), new other.TimestampMillisecond('UTC')),
    view: other.vectorFromArray(
      ['short', 'longer than twelve bytes', null, ''].slice(from, to),
      new other.Utf8View(),
    ),
    date: other.vectorFromArray([new Date(0), null, null, null].slice(from, to), new other.DateDay()),
    flag: other.vectorFromArray([true, null, false, true].slice(from, to), new other.Bool()),
    bytes: other.vectorFromArray([Uint8Array.of(1), null, null, null].slice(from, to), new other.Binary()),
    none: other.vectorFromArray([null, null, null, null].slice(from, to), new other.Null()),
  });
  const foreign = new other.Table(columns(0, 4)) as unknown as arrow.Table;

  it('keeps every column, of every type', () => {
    const scored = withColumn(foreign, 'score', Float64Array.of(1, Number.NaN, 3, 4));
    expect(scored.schema.fields.map(String)).toEqual([
      ...foreign.schema.fields.map(String),
      'score: Float64',
    ]);
    for (const { name } of foreign.schema.fields) {
      expect(JSON.stringify(valuesOf(scored, name), text)).toBe(
        JSON.stringify(valuesOf(foreign, name), text),
      );
    }
    expect(valuesOf(scored, 'score')).toEqual([1, null, 3, 4]);
  });

  it('is a table like any other afterwards: slices, rows, files', () => {
    const sliced = withColumn(foreign.slice(1), 'score', Float64Array.of(Number.NaN, 3, 4));
    expect(sliced.toArray().map((row) => [row.user, row.count, row.score])).toEqual([
      [null, 2, null],
      ['ann', null, 3],
      ['bob', 4, 4],
    ]);
    expect(valuesOf(sliced, 'view')).toEqual(['longer than twelve bytes', null, '']);
    const whole = withColumn(foreign, 'score', new Float64Array(4));
    expect(arrow.tableFromIPC(arrow.tableToIPC(whole)).toString()).toBe(whole.toString());
  });

  it('keeps its batches and the dictionary that they share', () => {
    const twice = foreign.concat(foreign) as arrow.Table;
    const scored = withColumn(twice, 'score', new Float64Array(8));
    expect(scored.batches.map((batch) => batch.numRows)).toEqual([4, 4]);
    const [one, two] = scored.getChild('user')!.data;
    expect(two.dictionary).toBe(one.dictionary);
    expect(valuesOf(scored, 'user')).toEqual(['ann', null, 'ann', 'bob', 'ann', null, 'ann', 'bob']);
  });

  it('adds to a table without rows', () => {
    const scored = withColumn(
      new other.Table(columns(0, 0)) as unknown as arrow.Table,
      'score',
      new Float64Array(),
    );
    expect(scored.numRows).toBe(0);
    expect(scored.numCols).toBe(12);
  });
});

/** Values that JSON can't express. */
function text(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}
