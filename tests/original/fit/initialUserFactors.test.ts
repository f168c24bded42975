import { describe, expect, it } from 'vitest';
import { uniformComplement } from '../../../lib/original/fit/complementSet.js';
import { givenStart, type InitialUserFactors } from '../../../lib/original/fit/initialUserFactors.js';
import { toRatings } from '../../../lib/original/fit/toRatings.js';
import { resolveParams } from '../../../lib/original/params.js';
import { listOf } from '../../accesses/listOf.js';
import { accessTable } from '../accessTable.js';

const params = resolveParams({ rankParam: 2, seed: 3 });
const table = accessTable('1 ann x 1', '1 bob x 1', '2 ann x 1');
const enriched = toRatings(listOf(table, params), params, uniformComplement);

function start(...given: InitialUserFactors[]): number[] {
  return [...givenStart(given, enriched, params)];
}

describe('givenStart', () => {
  it('puts factors at the ids of their users, whatever the order and the kind of name', () => {
    const factors = start(
      { tenant: 2, user: 'ann', factors: [5, 6] },
      { tenant: '1', user: 'bob', factors: Float32Array.of(3, 4) },
      { tenant: 1n, user: 'ann', factors: Float64Array.of(1, 2) },
    );
    expect(factors).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('starts the others at random, at the same place whoever is listed', () => {
    const random = start();
    expect(Math.hypot(random[0], random[1])).toBeCloseTo(1, 6);
    expect(start({ tenant: 1, user: 'bob', factors: [3, 4] })).toEqual([
      ...random.slice(0, 2),
      3,
      4,
      ...random.slice(4),
    ]);
  });

  it.each<[InitialUserFactors, string]>([
    [
      { tenant: 2, user: 'bob', factors: [1, 2] },
      'Expected initialUserFactors for users of the table, got bob of tenant 2',
    ],
    [{ tenant: 1, user: 'ann', factors: [1, 2, 3] }, 'Expected 2 initial factors for user ann, got 3'],
    [{ tenant: 1, user: 'ann', factors: [] }, 'Expected 2 initial factors for user ann, got 0'],
    [
      { tenant: 1, user: 'ann', factors: [1, Number.NaN] },
      'Expected finite initial factors for user ann, got NaN',
    ],
    [
      { tenant: 1, user: 'ann', factors: [1e39, 1] },
      'Expected finite initial factors for user ann, got 1e+39',
    ],
  ])('refuses %o', (given, message) => {
    expect(() => start(given)).toThrow(message);
  });
});
