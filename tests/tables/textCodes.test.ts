import * as arrow from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { textCodes } from '../../lib/tables/textCodes.js';

/** The rows' texts, as codes and bytes say. */
function textsOf({ data }: arrow.Vector): (string | null)[] {
  const { codes, bytes, starts } = textCodes(data);
  const texts = starts.slice(1).map((end, n) => Buffer.from(bytes.subarray(starts[n], end)).toString());
  expect(new Set(texts).size).toBe(texts.length);
  return Array.from(codes, (code) => (code < 0 ? null : texts[code]));
}

describe('textCodes', () => {
  it('numbers texts in the order of their first rows', () => {
    const { codes, starts } = textCodes(
      arrow.vectorFromArray(['bob', 'ann', 'bob', null, ''], new arrow.Utf8()).data,
    );
    expect([...codes]).toEqual([0, 1, 0, -1, 2]);
    expect(starts).toEqual([0, 3, 6, 6]);
  });

  it.each([
    ['Utf8', new arrow.Utf8()],
    ['LargeUtf8', new arrow.LargeUtf8()],
  ])('keeps all texts of %s apart, of any length, in chunks and slices', (_, type) => {
    const text = fc.oneof(
      fc.string({ maxLength: 3 }),
      fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 13 }),
    );
    const rows = fc.array(fc.option(text), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, rows, fc.nat(5), (one, other, skipped) => {
        const column = arrow.vectorFromArray(one, type).concat(arrow.vectorFromArray(other, type));
        const expected = [...one, ...other].slice(skipped);
        expect(textsOf(column.slice(skipped))).toEqual(expected);
      }),
      { seed: 14 },
    );
  });

  it('finds many texts again, over many blocks and as the table grows', () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => `user-${(n * 7919) % 9001}@example.com`);
    expect(textsOf(arrow.vectorFromArray(rows, new arrow.Utf8()))).toEqual(rows);
  });
});
