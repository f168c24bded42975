import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinColumns, splitCodes } from '../../lib/accesses/joinColumns.js';
import { mergeSorted } from '../../lib/accesses/mergeSorted.js';
import { rankColumns } from '../../lib/accesses/rankColumns.js';

/** Rows of three codes, below 2, 40,000 and 3: the first two can't be joined in few rows. */
const SIZES = [2, 40_000, 3];
const someRows = fc.array(fc.tuple(...SIZES.map((size) => fc.nat(size - 1))), { maxLength: 30 });
const columnsOf = (rows: readonly number[][]) =>
  SIZES.map((size, c) => ({ codes: Int32Array.from(rows, (row) => row[c]), size }));
const byColumns = (a: readonly number[], b: readonly number[]) =>
  a.map((value, c) => value - b[c]).find((difference) => difference !== 0) ?? 0;
const distinctSorted = (rows: readonly number[][]) =>
  [...new Map(rows.map((row) => [row.join(), row])).values()].sort(byColumns);

describe('joined columns', () => {
  it('order rows as the columns do, and come apart again', () => {
    fc.assert(
      fc.property(someRows, fc.constantFrom(1, 2, 3), (rows, numColumns) => {
        const columns = columnsOf(rows).slice(0, numColumns);
        const joined = joinColumns(columns, rows.length);
        expect(joined.flatMap(({ parts }) => parts)).toEqual(columns);
        expect(joined.flatMap(({ codes, parts }) => splitCodes(codes, parts))).toEqual(
          columns.map(({ codes }) => codes),
        );
        const key = (row: number) => joined.map(({ codes }) => codes[row]);
        const own = (row: number) => columns.map(({ codes }) => codes[row]);
        for (let row = 1; row < rows.length; row++) {
          expect(Math.sign(byColumns(key(row), key(row - 1)))).toBe(
            Math.sign(byColumns(own(row), own(row - 1))),
          );
        }
      }),
    );
  });

  it('are as few as a counting sort can take', () => {
    const columns = columnsOf([[1, 39_999, 2]]);
    expect(joinColumns(columns, 1).map(({ size }) => size)).toEqual([2, 40_000, 3]);
    expect(joinColumns(columns, 100_000).map(({ size }) => size)).toEqual([80_000, 3]);
    expect(joinColumns(columns, 240_000).map(({ size }) => size)).toEqual([240_000]);
  });

  it('of no rows are some all the same', () => {
    const joined = joinColumns(
      [
        { codes: new Int32Array(0), size: 0 },
        { codes: new Int32Array(0), size: 3 },
      ],
      0,
    );
    expect(joined.flatMap(({ parts }) => parts).length).toBe(2);
  });
});

describe('ranks of tuples', () => {
  it('number tuples in their order, with a row of each', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const [a, b, c] = columnsOf(rows);
        const { rank, row } = rankColumns(a, [b, c]);
        const expected = distinctSorted(rows);
        expect(Array.from(row, (each) => rows[each])).toEqual(expected);
        rows.forEach((each, n) => {
          expect(expected[rank[n]]).toEqual(each);
        });
      }),
    );
  });
});

describe('merged tables', () => {
  it('have the distinct rows of both, in their order', () => {
    fc.assert(
      fc.property(someRows, someRows, (one, two) => {
        const sorted = [one, two].map((rows) => columnsOf(distinctSorted(rows)).map(({ codes }) => codes));
        const merged = mergeSorted(sorted[0], sorted[1]);
        const expected = columnsOf(distinctSorted([...one, ...two])).map(({ codes }) => codes);
        expect(merged).toEqual(expected);
      }),
    );
  });
});
