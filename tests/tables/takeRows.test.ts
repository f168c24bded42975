import {
  Binary,
  type DataType,
  Decimal,
  Field,
  FixedSizeBinary,
  Int32,
  List,
  Table,
  TimeMicrosecond,
  tableFromIPC,
  tableToIPC,
  Uint8,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sql } from '../../lib/sql/sql.js';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { takeRows } from '../../lib/tables/takeRows.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

const taken = Int32Array.of(3, 0, 0, 2);
/** The values at the taken rows, by hand. */
const pick = <T>(values: readonly T[]) => [values[3], values[0], values[0], values[2]];

describe('takeRows', () => {
  const columns = {
    text: ['ann', null, '<b>', 'a\nb'],
    int: [-1, null, 2147483647, 7],
    float: [0.5, 1, Number.NaN, null],
    flag: [true, false, null, false],
    big: [2n ** 62n, -1n, null, 3n],
    nothing: [null, null, null, null],
  };

  test('takes rows in the order asked for, some twice', () => {
    const table = toTable(columns);
    const result = takeRows(table, taken);
    expect(result.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
    expect(result.numRows).toBe(4);
    for (const [name, values] of Object.entries(columns)) {
      expect([...result.getChild(name)!]).toEqual(pick<unknown>(values));
    }
    expect(result.getChild('int')!.nullCount).toBe(0);
    expect(result.getChild('float')!.nullCount).toBe(1);
  });

  test('shares the dictionary', () => {
    const table = toTable(columns);
    const dictionaryOf = (some: Table) => some.getChild('text')!.data[0].dictionary;
    expect(dictionaryOf(takeRows(table, taken))).toBe(dictionaryOf(table));
  });

  test('keeps times to the last digit', async () => {
    const times =
      await sql`SELECT unnest(['2024-01-29 12:00:00.123456'::TIMESTAMP, NULL]) AS at, DATE '1969-12-31' AS day`;
    const result = takeRows(times, Int32Array.of(1, 0));
    expect(result.schema.fields.map(String)).toEqual(times.schema.fields.map(String));
    expect(rowsOf(result)).toEqual(rowsOf(times).toReversed());
    expect(result.getChild('at')!.data[0].values[1]).toBe(
      BigInt(Date.UTC(2024, 0, 29, 12)) * 1000n + 123456n,
    );
  });

  test.each<[string, DataType, unknown[]]>([
    ['text without a dictionary', new Utf8(), ['ann', null, '😀', '']],
    ['bytes', new Binary(), [Uint8Array.of(1), null, Uint8Array.of(), Uint8Array.of(0, 255)]],
    ['small integers', new Uint8(), [255, null, 0, 1]],
    ['times of day', new TimeMicrosecond(), [1n, null, 86_399_999_999n, 2n]],
    [
      'fixed bytes',
      new FixedSizeBinary(2),
      [Uint8Array.of(1, 2), null, Uint8Array.of(3, 4), Uint8Array.of(0, 255)],
    ],
  ])('takes %s', (_, type, values) => {
    const table = tableFromVectors([['column', vectorFromArray(values, type)]]);
    const result = takeRows(table, taken).getChild('column')!;
    expect(String(result.type)).toBe(String(type));
    expect([...result]).toEqual(pick(values));
  });

  test('takes decimals, which are several elements each', () => {
    const decimals = vectorFromArray(
      [[1, 2, 3, 4], null, [5, 0, 0, 0], [6, 7, 8, 9]].map((words) => words && Uint32Array.from(words)),
      new Decimal(2, 20, 128),
    );
    const result = takeRows(tableFromVectors([['column', decimals]]), taken).getChild('column')!;
    expect([...result].map((words) => [...words])).toEqual([
      [6, 7, 8, 9],
      [1, 2, 3, 4],
      [1, 2, 3, 4],
      [5, 0, 0, 0],
    ]);
  });

  test('refuses lists, and names the column', () => {
    const lists = vectorFromArray([[1, 2], [3]], new List(new Field('item', new Int32())));
    expect(() => takeRows(tableFromVectors([['lists', lists]]), Int32Array.of(1))).toThrow(
      new TypeError(
        'Expected column "lists" to hold text, bytes, numbers, booleans or times, got List<Int32>',
      ),
    );
  });

  test('takes from chunks, slices, and chunks with dictionaries of their own', () => {
    const [first, second] = [columns, { ...columns, text: ['x', 'ann', 'y', null] }].map(toTable);
    const all = [...rowsOf(first), ...rowsOf(second)];
    const chunked = first.concat(second);
    expect(chunked.batches).toHaveLength(2);
    for (const table of [chunked, tableFromIPC(tableToIPC(chunked))]) {
      expect(rowsOf(takeRows(table, Int32Array.of(7, 0, 4, 3, 6)))).toEqual(
        [7, 0, 4, 3, 6].map((row) => all[row]),
      );
      expect(rowsOf(takeRows(table.slice(1, 7), Int32Array.of(5, 0, 2, 3)))).toEqual(
        [6, 1, 3, 4].map((row) => all[row]),
      );
    }
  });

  test('takes no rows, and from none', () => {
    for (const table of [
      takeRows(toTable(columns), new Int32Array()),
      takeRows(toTable(columns).slice(0, 0), new Int32Array()),
    ]) {
      expect(table.numRows).toBe(0);
      expect(table.schema.names).toEqual(Object.keys(columns));
    }
    expect(takeRows(new Table(), new Int32Array()).numRows).toBe(0);
  });

  test('takes any rows of any table', () => {
    const row = fc.record({
      text: fc.option(fc.string()),
      number: fc.option(fc.double()),
      flag: fc.option(fc.boolean()),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.array(fc.nat()), (rows, picks) => {
        const table = toTable(rows);
        const wanted = picks.map((pick) => pick % rows.length);
        expect(rowsOf(takeRows(table, Int32Array.from(wanted)))).toEqual(
          wanted.map((row) => rowsOf(table)[row]),
        );
      }),
      { numRuns: 50, seed: 3 },
    );
  });
});
