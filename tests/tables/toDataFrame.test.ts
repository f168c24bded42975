import { createRequire } from 'node:module';
import { DateDay, makeData, makeVector, TimestampMicrosecond, vectorFromArray } from 'apache-arrow';
import { describe, expect, test } from 'vitest';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { toDataFrame } from '../../lib/tables/toDataFrame.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

const { DataFrame, merge } = createRequire(import.meta.url)('danfojs-node') as typeof import('danfojs-node');

const day = new Date('2024-02-29T12:00:00.123Z');
const rows = [
  { user: 'ann', n: 1, likelihood: 1, flag: true, time: day, long: 2n ** 53n - 1n },
  { user: null, n: null, likelihood: null, flag: null, time: null, long: null },
  { user: 'ann', n: 3, likelihood: 0.5, flag: false, time: day, long: -1n },
];

describe('toDataFrame', () => {
  test('gives plain values, NaN for missing numbers and null for all else', () => {
    const frame = toDataFrame(toTable(rows));
    expect(frame.columns).toEqual(['user', 'n', 'likelihood', 'flag', 'time', 'long']);
    expect(frame.dtypes).toEqual(['string', 'int32', 'float32', 'boolean', 'string', 'int32']);
    expect(frame.values).toEqual([
      ['ann', 1, 1, true, day, Number.MAX_SAFE_INTEGER],
      [null, Number.NaN, Number.NaN, null, null, Number.NaN],
      ['ann', 3, 0.5, false, day, -1],
    ]);
    expect(frame.column('n').mean()).toBe(2);
  });

  test('cuts times to milliseconds and puts dates at midnight UTC', () => {
    const table = tableFromVectors([
      [
        'time',
        makeVector(makeData({ type: new TimestampMicrosecond(), data: new BigInt64Array([1_500n, -1n]) })),
      ],
      ['date', makeVector(makeData({ type: new DateDay(), data: new Int32Array([1, -1]) }))],
    ]);
    expect(toDataFrame(table).values).toEqual([
      [new Date(1), new Date(86_400_000)],
      [new Date(-1), new Date(-86_400_000)],
    ]);
  });

  test('of an empty table keeps the columns', () => {
    const frame = toDataFrame(toTable({ user: [], likelihood: new Float64Array() }));
    expect(frame.shape).toEqual([0, 2]);
    expect(frame.columns).toEqual(['user', 'likelihood']);
    expect(toTable(frame).schema.fields.map(String)).toEqual([
      'user: Dictionary<Int32, Utf8>',
      'likelihood: Float64',
    ]);
    expect(toDataFrame(toTable([])).shape).toEqual([0, 0]);
  });

  test('leaves danfo its methods for a column named like one', () => {
    const frame = toDataFrame(toTable([{ user: 'ann', count: 2 }]));
    expect(frame.column('count').values).toEqual([2]);
    expect(frame.query(frame.column('count').gt(1)).values).toEqual([['ann', 2]]);
  });

  test.each(['columns', 'values', 'shape', 'index', 'column', '$data'])(
    'refuses a column named %s',
    (name) => {
      expect(() => toDataFrame(toTable({ [name]: [1] }))).toThrow(
        new RangeError(
          `Expected column names that danfo doesn't need itself, got "${name}"; rename the column first`,
        ),
      );
    },
  );

  test('refuses what it would have to round, or has no counterpart', () => {
    expect(() => toDataFrame(toTable([{ id: 1n }, { id: 2n ** 53n }]))).toThrow(
      new RangeError('Expected integers below 2 ** 53 in column "id", got 9007199254740992 in row 1'),
    );
    const lists = tableFromVectors([['lists', vectorFromArray([[1, 2]])]]);
    expect(() => toDataFrame(lists)).toThrow(
      new TypeError('Expected column "lists" to hold text, numbers, booleans or times, got List<Float64>'),
    );
  });
});

describe('toTable of a DataFrame', () => {
  test('undoes toDataFrame', () => {
    const back = toTable(toDataFrame(toTable(rows)));
    expect(back.schema.fields.map(String)).toEqual([
      'user: Dictionary<Int32, Utf8>',
      'n: Int32',
      'likelihood: Float64',
      'flag: Bool',
      'time: Timestamp<MILLISECOND>',
      'long: Float64',
    ]);
    expect(rowsOf(back)).toEqual(
      rows.map((row) => ({
        ...row,
        time: row.time?.getTime() ?? null,
        long: row.long === null ? null : Number(row.long),
      })),
    );
  });

  test('keeps whole numbers Float64 where they were', () => {
    const table = toTable({ likelihood: new Float64Array([1, 2]) });
    expect(toTable(toDataFrame(table)).schema.fields.map(String)).toEqual(['likelihood: Float64']);
  });

  test('reads what danfo makes: NaN that a merge leaves in text is null', () => {
    const left = new DataFrame({ user: ['ann', 'bob'], n: [1, 2] });
    const right = new DataFrame({ user: ['ann'], team: ['hr'] });
    const merged = merge({ left, right, on: ['user'], how: 'left' });
    expect(merged.values).toEqual([
      ['ann', 1, 'hr'],
      ['bob', 2, Number.NaN],
    ]);
    expect(rowsOf(toTable(merged))).toEqual([
      { user: 'ann', n: 1, team: 'hr' },
      { user: 'bob', n: 2, team: null },
    ]);
  });

  test('names the column and row of mixed values', () => {
    expect(() => toTable(new DataFrame([['ann'], [3]], { columns: ['user'] }))).toThrow(
      new TypeError(
        'Expected every value of column "user" to be a string as in row 0, got a number in row 1',
      ),
    );
  });
});
