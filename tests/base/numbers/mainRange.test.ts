import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  busyRange,
  hasFarGap,
  mainRange,
  numberOfDays,
  oddGap,
  rowsByDay,
} from '../../../lib/base/numbers/mainRange.js';

const TODAY = 20_776;
/** The same number of rows on each of some consecutive days. */
const daily = (first: number, days: number, rows: number): [number, number][] =>
  Array.from({ length: days }, (_, n) => [first + n, rows]);

describe('mainRange', () => {
  it.each<[string, [number, number]]>([
    ['the year 9999', [2_932_896, 1]],
    ['1970', [0, 1]],
    ['next year', [TODAY + 365, 1]],
    ['two months later', [TODAY + 60 + 31, 3]],
  ])('is without a day in %s', (_, [far, rows]) => {
    const month = daily(TODAY, 30, 100);
    expect(mainRange([...month, [far, rows]])).toEqual({
      first: TODAY,
      last: TODAY + 29,
      outside: { rows, first: far, last: far },
    });
  });

  it('is without false days at both ends, however many', () => {
    const far = [0, 11, 3650, TODAY + 500, 2_932_896].map((day): [number, number] => [day, 2]);
    expect(mainRange([...far, ...daily(TODAY, 30, 100)])).toEqual({
      first: TODAY,
      last: TODAY + 29,
      outside: { rows: 10, first: 0, last: 2_932_896 },
    });
  });

  it.each<[string, [number, number][]]>([
    ['a morning of 90 rows', [[TODAY, 90]]],
    ['a quiet morning of 18', [[TODAY, 18]]],
  ])('is without the rows of a device that is wrong: %s', (_, days) => {
    for (const far of [2_932_896, 0, TODAY + 365, TODAY - 365]) {
      const rows = days[0][1] > 50 ? 2 : 1;
      expect(mainRange([...days, [far, rows]])).toMatchObject({
        first: TODAY,
        last: TODAY,
        outside: { rows },
      });
    }
  });

  it.each<[string, [number, number][]]>([
    ['a log that paused', [...daily(TODAY, 30, 100), ...daily(TODAY + 200, 3, 100)]],
    ['a log whose first day behind a pause is there', [...daily(TODAY, 40, 90), [TODAY + 75, 30]]],
    ['a log with a pilot before it', [...daily(TODAY, 10, 3), ...daily(TODAY + 70, 40, 90)]],
    ['three rows behind a month without any', [...daily(TODAY, 10, 90), [TODAY + 42, 3]]],
    [
      'a few rows of January and March',
      [
        [TODAY, 1],
        [TODAY + 59, 24],
      ],
    ],
    ['a row a month', Array.from({ length: 30 }, (_, n) => [TODAY + 30 * n, 1])],
    ['a row a week', Array.from({ length: 52 }, (_, n) => [TODAY + 7 * n, 1])],
    ['a weekend at the end', [...daily(TODAY, 30, 100), [TODAY + 32, 1]]],
    [
      'a few rows, far apart',
      [
        [TODAY, 3],
        [TODAY + 900, 1],
      ],
    ],
    ['one row', [[TODAY, 1]]],
    [
      'a log with gaps as long as that before its last row',
      [...daily(TODAY, 30, 100), ...daily(TODAY + 90, 30, 100), [TODAY + 250, 1]],
    ],
  ])('is all of %s', (_, days) => {
    const sorted = days.map(([day]) => day).sort((a, b) => a - b);
    expect(mainRange(days)).toEqual({ first: sorted[0], last: sorted.at(-1), outside: null });
  });

  it('is nothing of nothing', () => {
    expect(mainRange([])).toBeNull();
    expect(mainRange([[TODAY, 0]])).toBeNull();
  });

  it('holds nine rows of ten, or all but two, in whatever order', () => {
    const days = fc.array(fc.tuple(fc.integer({ min: -1e6, max: 3e6 }), fc.integer({ min: 1, max: 50 })), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(days, (some) => {
        const unique = [...new Map(some)];
        const rows = unique.reduce((sum, [, own]) => sum + own, 0);
        const range = mainRange(unique)!;
        expect(range).toEqual(mainRange([...unique].reverse()));
        expect(range.outside?.rows ?? 0).toBeLessThanOrEqual(Math.max(2, 0.102 * rows));
        if (range.outside !== null) expect(hasFarGap(unique.map(([day]) => day))).toBe(true);
      }),
    );
  });
});

describe('numberOfDays', () => {
  it('counts a weekend, and no longer gap', () => {
    const range = { first: TODAY, last: TODAY + 30 };
    expect(
      numberOfDays(
        [
          [TODAY, 5],
          [TODAY + 1, 5],
          [TODAY + 4, 5],
        ],
        range,
      ),
    ).toBe(5);
    expect(
      numberOfDays(
        [
          [TODAY - 17, 20],
          [TODAY, 300],
        ],
        { first: TODAY - 17, last: TODAY },
      ),
    ).toBe(2);
    expect(numberOfDays(daily(TODAY, 40, 1), range)).toBe(31);
  });
});

describe('oddGap', () => {
  it('is a long one with few rows on one side', () => {
    const log = daily(TODAY, 200, 10);
    expect(oddGap([...log, ...daily(TODAY + 365, 20, 1)])).toEqual({ first: TODAY + 199, last: TODAY + 365 });
    expect(oddGap([...log, ...daily(TODAY + 280, 20, 1)])).toBeNull();
    expect(oddGap([...log, ...daily(TODAY + 365, 40, 10)])).toBeNull();
    expect(oddGap(log)).toBeNull();
    expect(oddGap([[TODAY, 4]])).toBeNull();
    expect(oddGap([])).toBeNull();
  });
});

describe('busyRange', () => {
  it.each<[string, [number, number][]]>([
    ['the year 9999', [[2_932_896, 2]]],
    ['29 days before', [[TODAY - 29, 1]]],
    ['the last minute of yesterday', [[TODAY - 1, 1]]],
    [
      'the next day, and the one before',
      [
        [TODAY - 1, 2],
        [TODAY + 1, 2],
      ],
    ],
  ])('is the day of a morning, without single rows of %s', (_, others) => {
    expect(busyRange([[TODAY, 91], ...others])).toEqual({ first: TODAY, last: TODAY });
  });

  it('is all days of a table that is of several', () => {
    const week: [number, number][] = [...daily(TODAY, 5, 100), [TODAY + 5, 4], [TODAY + 6, 2]];
    expect(busyRange(week)).toEqual({ first: TODAY, last: TODAY + 6 });
    expect(
      busyRange([
        [TODAY, 50],
        [TODAY + 1, 50],
      ]),
    ).toEqual({ first: TODAY, last: TODAY + 1 });
    expect(busyRange(daily(TODAY, 60, 10))).toEqual({ first: TODAY, last: TODAY + 59 });
    expect(
      busyRange([
        [TODAY, 3],
        [TODAY + 1, 2],
      ]),
    ).toEqual({ first: TODAY, last: TODAY + 1 });
    expect(busyRange([])).toBeNull();
  });
});

describe('rowsByDay', () => {
  it('counts rows, also where a day comes again', () => {
    expect([...rowsByDay(Int32Array.of(5, 5, 7, 5, 0))]).toEqual([
      [5, 3],
      [7, 1],
      [0, 1],
    ]);
    expect([...rowsByDay(new Int32Array(0))]).toEqual([]);
  });
});
