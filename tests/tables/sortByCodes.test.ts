import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../lib/base/random/random.js';
import { type RowColumns, sortByCodes } from '../../lib/tables/sortByCodes.js';

/** Rows of codes below the sizes, each with its place; in pieces of some length. */
function draw(
  sizes: readonly number[],
  numRows: number,
  piece: number,
): { pieces: RowColumns[]; rows: number[][] } {
  const random = seededRandom(5);
  const rows = Array.from({ length: numRows }, (_, row) => [
    ...sizes.map((size) => Math.floor(random() * size)),
    row + 0.5,
  ]);
  const pieces: RowColumns[] = [];
  for (let begin = 0; begin === 0 || begin < numRows; begin += piece) {
    const part = rows.slice(begin, begin + piece);
    pieces.push([
      ...sizes.map((_, column) => Int32Array.from(part, (row) => row[column])),
      Float64Array.from(part, (row) => row.at(-1)!),
    ]);
  }
  return { pieces, rows };
}

describe('sortByCodes sorts rows by their codes, equal ones in their order', () => {
  test.each([
    [[1, 40, 30], 5000, 999],
    [[3, 1, 2], 500, 500],
    [[2 ** 31, 2 ** 31], 3000, 700],
    [[7, 2 ** 17 + 1, 2 ** 17], 200_000, 150_000],
    [[1, 1, 1], 3, 2],
    [[1, 5], 0, 1],
  ])('of %o sizes, %i rows', async (sizes, numRows, piece) => {
    const { pieces, rows } = draw(sizes, numRows, piece);
    rows.sort(
      (a, b) => sizes.map((_, n) => a[n] - b[n]).find((order) => order !== 0) ?? a.at(-1)! - b.at(-1)!,
    );
    const columns = await sortByCodes(pieces, sizes);
    expect(columns.map((values) => Array.from(values))).toEqual(
      [...sizes, 0].map((_, column) => rows.map((row) => row[column])),
    );
    expect(columns.map((values) => values.constructor)).toEqual([
      ...sizes.map(() => Int32Array),
      Float64Array,
    ]);
    if (sizes.some((size) => size > 1)) expect(pieces).toEqual([]);
  });
});

test('sortByCodes stops at an interrupt', async () => {
  const key = Symbol.for('access-anomaly.interrupt');
  const host = globalThis as { [key: symbol]: AbortSignal | undefined };
  const before = host[key];
  host[key] = AbortSignal.abort(new Error('interrupted'));
  try {
    const { pieces } = draw([1000, 1000], 1000, 1000);
    const many = Array.from({ length: 4000 }, () => pieces[0]);
    await expect(sortByCodes(many, [1000, 1000])).rejects.toThrow('interrupted');
  } finally {
    host[key] = before;
  }
});
