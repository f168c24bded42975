import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasFarGap, mainRange, rowsByDay } from '../../../lib/base/numbers/mainRange.js';

const TODAY = 20_776;
/** So many rows on each of some days in a row. */
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
    ['a log that paused', [...daily(TODAY, 30, 100), ...daily(TODAY + 200, 3, 100)]],
    ['a row a month', Array.from({ length: 30 }, (_, n) => [TODAY + 30 * n, 1])],
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
      'two years, and a late row that is no farther than the gaps between others',
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

  it('holds 98 rows of 100, or all but two, in whatever order', () => {
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
        expect(range.outside?.rows ?? 0).toBeLessThanOrEqual(Math.max(2, 0.02 * rows));
        if (range.outside !== null) expect(hasFarGap(unique.map(([day]) => day))).toBe(true);
      }),
    );
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
