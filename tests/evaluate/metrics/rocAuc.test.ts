import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rocAuc } from '../../../lib/evaluate/metrics/rocAuc.js';
import { toTable } from '../../../lib/tables/toTable.js';

describe('rocAuc', () => {
  it('is the share of pairs in the right order', () => {
    // Of the four pairs, (4, 3), (4, 1) and (2, 1) are right, (2, 3) is not.
    expect(rocAuc([4, 3, 2, 1], [1, 0, 1, 0])).toBe(0.75);
    expect(rocAuc([1, 1, 1], [1, 0, 0])).toBe(0.5);
    expect(rocAuc([Number.POSITIVE_INFINITY, 5], [1, 0])).toBe(1);
  });

  it('takes Arrow columns and typed arrays', () => {
    const table = toTable({ score: [4, 3, 2, null], label: [1, 0, 1, 0] });
    const [score, label] = ['score', 'label'].map((name) => table.getChild(name)!);
    expect(rocAuc(score.slice(0, 3), label.slice(0, 3))).toBe(0.5);
    expect(rocAuc(Float64Array.of(4, 3, 2, 1), Uint8Array.of(1, 0, 1, 0))).toBe(0.75);
    expect(() => rocAuc(score, label)).toThrow('Expected scores to be numbers, got null at index 3');
  });

  it('agrees with counting pairs', () => {
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), {
      minLength: 2,
      maxLength: 30,
    });
    fc.assert(
      fc.property(pairs, (rows) => {
        const positives = rows.filter(([, label]) => label).map(([score]) => score);
        const negatives = rows.filter(([, label]) => !label).map(([score]) => score);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let wins = 0;
        for (const p of positives) for (const n of negatives) wins += p > n ? 1 : p === n ? 0.5 : 0;
        const auc = rocAuc(
          rows.map(([score]) => score),
          rows.map(([, label]) => label),
        );
        expect(auc).toBeCloseTo(wins / (positives.length * negatives.length), 12);
      }),
    );
  });

  it('names what it cannot use', () => {
    expect(() => rocAuc([1, null], [1, 0])).toThrow('Expected scores to be numbers, got null at index 1');
    expect(() => rocAuc([1, Number.NaN], [1, 0])).toThrow(
      'Expected scores to be numbers, got NaN at index 1',
    );
    expect(() => rocAuc([1, 2], [1, 2])).toThrow('Expected labels to be 0 or 1, got 2 at index 1');
    expect(() => rocAuc([1, 2], [1, 1])).toThrow(
      'Expected labels of both classes, got 2 of label 1 and 0 of label 0',
    );
    expect(() => rocAuc([1, 2], [1])).toThrow('Expected as many labels as scores, got 1 and 2');
  });
});
