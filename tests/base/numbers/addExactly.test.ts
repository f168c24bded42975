import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addExactly } from '../../../lib/base/numbers/addExactly.js';
import { resolveParams } from '../../../lib/original/params.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { listOf } from '../../accesses/listOf.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';

const extreme = fc.oneof(
  fc.constantFrom(1e38, -1e38, 3.4e38, -3.4e38, 1e-45, -1e-45, 1, -1, 0.1, 2 ** 53, 1e16, 5e-324),
  fc.double({ min: -3.4e38, max: 3.4e38, noNaN: true }),
);

describe('addExactly', () => {
  it('loses nothing to what cancels', () => {
    expect(addExactly([1e38, 1, -1e38])).toBe(1);
    expect(addExactly([1e38, 1e-45, -1e38, 1e-45])).toBe(2e-45);
    expect(addExactly([0.1, 0.2, 0.3])).toBe(0.6);
    expect(addExactly([])).toBe(0);
  });

  it('rounds once, halves to even', () => {
    expect(addExactly([2 ** 53, 1, 2 ** -60])).toBe(2 ** 53 + 2);
    expect(addExactly([2 ** 53, 1])).toBe(2 ** 53);
    expect(addExactly([2 ** 53 + 2, 1])).toBe(2 ** 53 + 4);
  });

  it('is the same in any order, and the sum of integers as bigints have it', () => {
    fc.assert(
      fc.property(
        fc.array(extreme, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (values, keys) => {
          const shuffled = values
            .map((value) => [keys.next().value!, value] as const)
            .sort(([a], [b]) => a - b)
            .map(([, value]) => value);
          expect(addExactly(shuffled)).toBe(addExactly(values));
          const integers = values.map((value) => Math.trunc(value));
          const exact = integers.reduce((sum, value) => sum + BigInt(value), 0n);
          expect(addExactly(integers)).toBe(Number(exact));
        },
      ),
      { seed: 2, numRuns: fuzzRuns(500) },
    );
  });
});

describe('listAccesses', () => {
  const read = (likelihood: number[]) =>
    listOf(
      toTable({
        tenant: likelihood.map(() => 't'),
        user: likelihood.map(() => 'ann'),
        res: likelihood.map(() => 'r\u200b'),
        likelihood: Float64Array.from(likelihood),
      }),
      resolveParams({}),
    ).likelihood[0];

  it('adds up the rows of an access in any order', () => {
    expect(read([1e38, 1, -1e38])).toBe(1);
    expect(read([1, 1e38, -1e38])).toBe(1);
    expect(read([3e38, 3e38, -3e38])).toBe(3e38);
  });

  it('names the column and the access whose sum is beyond 32 bits', () => {
    expect(() => read([3e38, 3e38])).toThrow(
      'Expected column likelihood to add up to a finite 32-bit number for each access, got 6e+38 for t, ann, r\\u200b',
    );
  });
});
