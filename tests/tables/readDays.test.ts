import * as arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { sql } from '../../lib/sql/sql.js';
import { NO_DAY, readDays } from '../../lib/tables/readDays.js';
import { toTable } from '../../lib/tables/toTable.js';

const DAY_MS = 86_400_000;
const daysOf = (vector: arrow.Vector) => [...readDays(new arrow.Table({ day: vector }), 'day')];
const text = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32());

/** Before 1970, the first of January 1970, its last millisecond, a leap day. */
const TIMES = [-1, 0, DAY_MS - 1, Date.UTC(2024, 1, 29, 23, 59)];
const DAYS = [-1, 0, 0, 19_782];

describe('readDays', () => {
  it.each<[string, arrow.DataType]>([
    ['milliseconds', new arrow.TimestampMillisecond()],
    ['microseconds', new arrow.TimestampMicrosecond()],
    ['nanoseconds', new arrow.TimestampNanosecond()],
    ['milliseconds with a time zone', new arrow.Timestamp(arrow.TimeUnit.MILLISECOND, 'Asia/Tokyo')],
    ['dates in milliseconds', new arrow.DateMillisecond()],
  ])('reads %s as days in UTC', (_, type) => {
    expect(daysOf(arrow.vectorFromArray([...TIMES, null], type))).toEqual([...DAYS, NO_DAY]);
  });

  it('reads seconds, and dates in days', () => {
    const seconds = arrow.vectorFromArray(
      TIMES.map((time) => 1000 * Math.floor(time / 1000)),
      new arrow.TimestampSecond(),
    );
    expect(daysOf(seconds)).toEqual(DAYS);
    const dates = arrow.vectorFromArray([...TIMES.map((time) => new Date(time)), null], new arrow.DateDay());
    expect(daysOf(dates).slice(1)).toEqual([...DAYS.slice(1), NO_DAY]);
  });

  it("reads DuckDB's dates and timestamps, those with a time zone too", async () => {
    const table = await sql`
      SELECT DATE '2024-02-29' AS date, TIMESTAMP '1969-12-31 23:59:59.999999' AS micro,
        TIMESTAMP_S '2024-02-29 23:59:59' AS s, TIMESTAMP_NS '2024-02-29 23:59:59.999999999' AS ns,
        TIMESTAMPTZ '2024-03-01 01:30:00+02' AS zoned, CAST('2024-02-29' AS VARCHAR) AS iso`;
    const days = Object.fromEntries(
      table.schema.names.map((name) => [name, readDays(table, String(name))[0]]),
    );
    expect(days).toEqual({ date: 19_782, micro: -1, s: 19_782, ns: 19_782, zoned: 19_782, iso: 19_782 });
  });

  it.each<[string, number]>([
    ['2024-02-29', 19_782],
    ['1969-12-31', -1],
    ['2024-02-29T23:59:59Z', 19_782],
    ['2024-02-29 23:59:59.999999', 19_782],
    ['2024-02-29T23:59', 19_782],
    ['2024-02-29T23:59:59-00:30', 19_783],
    ['2024-02-29T23:59:59-0030', 19_783],
    ['2024-02-29 01:00:00+02', 19_781],
    ['2024-02-29T01:00:00+02:00', 19_781],
    ['2024-02-29t01:00:00z', 19_782],
    ['2024-02-29Z', 19_782],
    ['2024-02-29T24:00', 19_783],
    ['2024-02-29 23:59:59,5-01', 19_783],
  ])('reads the text %s', (day, expected) => {
    for (const type of [text, new arrow.Utf8(), new arrow.LargeUtf8()]) {
      expect(daysOf(arrow.vectorFromArray([day, null], type))).toEqual([expected, NO_DAY]);
    }
  });

  it('reads chunks and slices', () => {
    const chunk = (type: arrow.DataType) =>
      arrow.vectorFromArray([null, ...TIMES.map((time) => new Date(time))], type);
    for (const type of [new arrow.TimestampMicrosecond(), new arrow.DateDay()]) {
      const column = chunk(type).concat(chunk(type));
      const all = daysOf(column);
      expect(all.slice(0, 5)).toEqual(all.slice(5));
      expect([...readDays(new arrow.Table({ day: column }).slice(3, 8), 'day')]).toEqual(all.slice(3, 8));
    }
  });

  it('has no day where there is none: null, an empty text, a column of nothing but nulls', () => {
    expect([...readDays(toTable({ day: ['', null, '2024-02-29'] }), 'day')]).toEqual([
      NO_DAY,
      NO_DAY,
      19_782,
    ]);
    expect([...readDays(toTable({ day: [null, null] }), 'day')]).toEqual([NO_DAY, NO_DAY]);
    expect([...readDays(toTable({ day: [] }), 'day')]).toEqual([]);
  });

  it.each([
    '2023-02-29',
    '2024-13-01',
    '29.02.2024',
    '20240229',
    '2024-02',
    '2024-02-29x',
    '2024-02-29T25:00',
    '2024-02-29T12:00+99:00',
    '2024-02-29T24:30',
    '2024-02-29T12:00 +02:00',
    '2024-02-29T12:60',
    'yesterday',
    '+275760-09-13',
  ])('names the row of %s, which is no day', (day) => {
    expect(() => readDays(toTable({ day: ['2024-02-29', day] }), 'day')).toThrow(
      new RangeError(`Expected column day to hold days such as 2026-11-29, got ${day} in row 1`),
    );
  });

  it('refuses columns of other types, and a column that is not there', () => {
    expect(() => readDays(toTable({ day: [19_782] }), 'day')).toThrow(
      new TypeError('Expected column day to hold days (dates, timestamps or ISO text), got Int32'),
    );
    expect(() => readDays(toTable({ when: ['2024-02-29'] }), 'day')).toThrow(
      'Expected a column day, got when',
    );
  });
});
