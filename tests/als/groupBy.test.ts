import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupBy } from '../../lib/als/groupBy.js';

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
