import { describe, expect, it } from 'vitest';
import { pairNumber, pairNumbers, readPairs } from '../../lib/accesses/pairs.js';
import { toTable } from '../../lib/tables/toTable.js';

const train = toTable({ user: ['ann', 'bob', 'ann', 'bob'], res: ['x', 'y', 'x', 'x'] });

describe('the number of a pair', () => {
  it('is one a pair', () => {
    const pairs = readPairs(train, {});
    const numbers = [...pairNumbers(pairs)];
    expect(numbers[0]).toBe(numbers[2]);
    expect(new Set(numbers).size).toBe(3);
    expect(numbers).toEqual(Array.from(pairs.user, (u, row) => pairNumber(pairs, u, pairs.res[row])));
    expect([0, 1].flatMap((u) => [0, 1].map((r) => pairNumber(pairs, u, r)))).toEqual([0, 1, 2, 3]);
  });

  it('is -1 where the user, the resource or both are not known', () => {
    const asked = toTable({ user: ['bob', 'eve', 'bob', 'eve'], res: ['x', 'y', 'z', 'z'] });
    const pairs = readPairs(asked, {}, readPairs(train, {}));
    expect([...pairNumbers(pairs)]).toEqual([2, -1, -1, -1]);
  });
});

describe('the columns of pairs', () => {
  it('are named by text, except for a tenant, which may be null', () => {
    expect(() => readPairs(train, { tenantCol: null })).not.toThrow();
    expect(() => readPairs(train, { userCol: null as never })).toThrow(
      new TypeError('Expected userCol to name a column, got null'),
    );
  });
});
