import { describe, expect, it } from 'vitest';
import { uniformComplement } from '../../../lib/original/fit/complementSet.js';

const space = { tenant: 't', users: ['ann', 'bob', 'eve'], resources: ['x', 'y'], size: 6000, seed: 1 };

describe('uniformComplement', () => {
  it('draws as many pairs as asked for, each about as often', () => {
    const counts = new Map<string, number>();
    for (const [user, res] of uniformComplement(space)) {
      counts.set(`${user} ${res}`, (counts.get(`${user} ${res}`) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['0 0', '0 1', '1 0', '1 1', '2 0', '2 1']);
    expect([...counts.values()].reduce((sum, count) => sum + count)).toBe(6000);
    // Four deviations of a binomial around 1,000.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(116);
  });

  it('depends on the seed', () => {
    const draw = (seed: number) => [...uniformComplement({ ...space, size: 20, seed })];
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('draws nothing where nothing is asked for', () => {
    expect([...uniformComplement({ ...space, size: 0 })]).toEqual([]);
  });
});
