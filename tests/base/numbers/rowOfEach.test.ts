import fc from 'fast-check';
import { expect, it } from 'vitest';
import { rowOfEach } from '../../../lib/base/numbers/rowOfEach.js';
import { startsOf } from '../../../lib/base/numbers/startsOf.js';

it('is the inverse of startsOf, with rows that have no entry', () => {
  expect([...rowOfEach(Int32Array.of(0, 2, 2, 3))]).toEqual([0, 0, 2]);
  fc.assert(
    fc.property(fc.array(fc.nat(6)), (numbers) => {
      const rows = Int32Array.from(numbers).sort();
      expect(rowOfEach(startsOf(rows, 8))).toEqual(rows);
    }),
  );
});
