import { describe, expect, it } from 'vitest';
import { labelOf } from '../../../lib/evaluate/metrics/labelOf.js';
import { readLabels } from '../../../lib/evaluate/metrics/readLabels.js';
import { rocAuc } from '../../../lib/evaluate/metrics/rocAuc.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('a label', () => {
  it('is 0 or 1 as a number, a boolean or a bigint', () => {
    expect([0, 1, -0, false, true, 0n, 1n].map(labelOf)).toEqual([0, 1, 0, 0, 1, 0, 1]);
  });

  it.each(['', ' ', '0', '1', 2, 0.5, 2n, Number.NaN, null, undefined, [], [1], new Date(0)])(
    'is nothing else: %o',
    (value) => {
      expect(labelOf(value)).toBe(null);
    },
  );

  it('is read from columns of numbers, booleans and bigints, not of text', () => {
    for (const label of [
      [0, 1],
      [false, true],
      [0n, 1n],
    ]) {
      expect([...readLabels(toTable({ label }), 'label')]).toEqual([0, 1]);
    }
    for (const [label, got] of [
      [['', '1'], '""'],
      [[' ', '1'], '"␠"'],
      [['0', '1'], '"0"'],
    ] as const) {
      expect(() => readLabels(toTable({ label }), 'label')).toThrow(
        new RangeError(`Expected column label to hold 0 or 1, got ${got} in row 0`),
      );
      expect(() => rocAuc([1, 2], label as never)).toThrow(
        new RangeError(`Expected labels to be 0 or 1, got ${got} at index 0`),
      );
    }
  });
});
