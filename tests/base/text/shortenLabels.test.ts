import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shortenLabels } from '../../../lib/base/text/shortenLabels.js';

describe('shortenLabels', () => {
  it('leaves names that all have room', () => {
    const names = ['arn:aws:iam::1:user/ann', 'arn:aws:iam::1:user/bob'];
    expect(shortenLabels(names, 30)).toEqual(names);
    expect(shortenLabels([], 5)).toEqual([]);
  });

  it('first leaves out what all share', () => {
    const names = ['ann', 'jmerckle'].map((name) => `arn:aws:iam::811596193553:user/${name}`);
    expect(shortenLabels(names, 28)).toEqual(['…/ann', '…/jmerckle']);
  });

  it('cuts where the names do not differ', () => {
    const middle = ['red', 'blue'].map((part) => `${'a'.repeat(20)}-${part}-${'z'.repeat(3)}`);
    const late = shortenLabels(middle, 12);
    expect(new Set(late).size).toBe(2);
    const early = shortenLabels(
      ['red', 'blue'].map((part) => `a-${part}-${'z'.repeat(30)}`),
      12,
    );
    expect(early).toEqual(
      ['a-red…zzzzz', 'a-blu…zzzzz'].map((text) => expect.stringContaining(text.slice(0, 4))),
    );
    expect(new Set(early).size).toBe(2);
  });

  it('never exceeds the length, and tells as many names apart as the cut of the middle does', () => {
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '/', '😀'), maxLength: 30 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, fc.integer({ min: 3, max: 20 }), (names, length) => {
        const short = shortenLabels(names, length);
        expect(short.every((label) => [...label].length <= length)).toBe(true);
        expect(short).toHaveLength(names.length);
      }),
    );
  });
});
