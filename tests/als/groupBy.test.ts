import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBy, isGrouped, transpose } from '../../lib/als/groupBy.js';

describe('groupBy', () => {
  it('puts the interactions of a row together, in their order', () => {
    const grouped = groupBy(
      Int32Array.of(2, 0, 2, 0),
      Int32Array.of(5, 6, 7, 6),
      Float64Array.of(0.5, 1, 2, 3),
      4,
    );
    expect(grouped).toEqual({
      starts: Int32Array.of(0, 2, 2, 4, 4),
      others: Int32Array.of(6, 6, 5, 7),
      ratings: Float32Array.of(1, 3, 0.5, 2),
    });
  });

  it('keeps every interaction once, whatever their order', () => {
    const interaction = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(99));
    fc.assert(
      fc.property(fc.array(interaction), (interactions) => {
        const { starts, others, ratings } = groupBy(
          Int32Array.from(interactions, ([row]) => row),
          Int32Array.from(interactions, ([, other]) => other),
          Float32Array.from(interactions, ([, , rating]) => rating),
          10,
        );
        for (let row = 0; row < 10; row++) {
          const expected = interactions.filter(([r]) => r === row);
          expect([...others.subarray(starts[row], starts[row + 1])]).toEqual(
            expected.map(([, other]) => other),
          );
          expect([...ratings.subarray(starts[row], starts[row + 1])]).toEqual(
            expected.map(([, , rating]) => rating),
          );
        }
      }),
      { seed: 1 },
    );
  });
});

describe('transpose', () => {
  it('groups what is grouped by one side by the other, as groupBy does', () => {
    const interaction = fc.tuple(fc.nat(9), fc.nat(9), fc.nat(99));
    fc.assert(
      fc.property(fc.array(interaction), (interactions) => {
        interactions.sort(([a], [b]) => a - b);
        const [rows, others] = [0, 1].map((k) => Int32Array.from(interactions, (entry) => entry[k]));
        const ratings = Float32Array.from(interactions, ([, , rating]) => rating);
        expect(isGrouped(rows)).toBe(true);
        const expected = groupBy(others, rows, ratings, 10);
        const side = {
          starts: expected.starts,
          others: new Int32Array(rows.length),
          ratings: new Float32Array(rows.length),
        };
        transpose(groupBy(rows, others, ratings, 10), side);
        expect(side).toEqual(expected);
      }),
      { seed: 2 },
    );
  });

  it('is for what is grouped already', () => {
    expect(isGrouped(Int32Array.of(0, 2, 2))).toBe(true);
    expect(isGrouped(Int32Array.of(0, 2, 1))).toBe(false);
  });
});
