import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUp } from '../../lib/accesses/addUp.js';
import { addExactly } from '../../lib/base/numbers/addExactly.js';
import { seededRandom } from '../../lib/base/random/random.js';

type Row = [user: number, res: number, likelihood: number];

function sums(rows: Row[]): Row[] {
  const { user, res, likelihood } = addUp(
    Int32Array.from(rows, ([u]) => u),
    Int32Array.from(rows, ([, r]) => r),
    Float64Array.from(rows, ([, , value]) => value),
    5,
    5,
  );
  expect(res).toHaveLength(user.length);
  return Array.from(user, (u, n) => [u, res[n], likelihood[n]]);
}

describe('addUp', () => {
  it('sorts by user and resource, and adds up what is equal', () => {
    const rows: Row[] = [
      [1, 0, 1],
      [0, 2, 2],
      [1, 0, 4],
      [0, 1, 8],
    ];
    expect(sums(rows)).toEqual([
      [0, 1, 8],
      [0, 2, 2],
      [1, 0, 5],
    ]);
  });

  it('gives back what is sorted and distinct already', () => {
    const user = Int32Array.of(0, 0, 1);
    const res = Int32Array.of(0, 1, 0);
    const likelihood = Float64Array.of(1, 2, 3);
    const pairs = addUp(user, res, likelihood, 2, 2);
    expect([pairs.user, pairs.res, pairs.likelihood]).toEqual([user, res, likelihood]);
    expect(pairs.user).toBe(user);
  });

  it.each(['by user', 'in any order'])(
    'sorts rows %s of several blocks, and leaves the ids that it was given',
    (order) => {
      const random = seededRandom(7);
      const length = 200_000;
      const user = Int32Array.from({ length }, () => Math.floor(random() * 300));
      if (order === 'by user') user.sort();
      const res = Int32Array.from({ length }, () => Math.floor(random() * 2000));
      const likelihood = Float64Array.from({ length }, (_, n) => n % 7);
      const given = [user.slice(), res.slice()];
      const expected = new Map<number, number>();
      user.forEach((u, n) => {
        const pair = 2000 * u + res[n];
        expected.set(pair, (expected.get(pair) ?? 0) + likelihood[n]);
      });
      const pairs = addUp(user, res, likelihood, 300, 2000);
      expect([user, res]).toEqual(given);
      const keys = Array.from(pairs.user, (u, n) => 2000 * u + pairs.res[n]);
      expect(keys).toEqual([...expected.keys()].sort((a, b) => a - b));
      expect([...pairs.likelihood]).toEqual(keys.map((key) => expected.get(key)));
    },
  );

  it('adds exactly, whether or not an addition rounds', () => {
    const value = fc.constantFrom(1, 3, 0.1, 1e30, -1e30, 1e-30, 2 ** 24 + 1);
    const row: fc.Arbitrary<Row> = fc.tuple(fc.nat(2), fc.nat(2), value);
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const expected = new Map<number, number[]>();
        for (const [u, r, likelihood] of rows) {
          expected.set(5 * u + r, [...(expected.get(5 * u + r) ?? []), likelihood]);
        }
        expect(sums(rows)).toEqual(
          [...expected]
            .sort(([a], [b]) => a - b)
            .map(([pair, values]) => [Math.floor(pair / 5), pair % 5, addExactly(values)]),
        );
      }),
      { seed: 16, numRuns: 300 },
    );
  });
});
