import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ComplementSampler,
  type ComplementSpace,
  uniformComplement,
} from '../../../lib/original/fit/complementSet.js';
import { toRatings } from '../../../lib/original/fit/toRatings.js';
import { type AccessAnomalyParams, resolveParams } from '../../../lib/original/params.js';
import { listOf } from '../../accesses/listOf.js';
import { accessTable } from '../accessTable.js';

function enrichLines(
  lines: string[],
  params: AccessAnomalyParams,
  sample: ComplementSampler = uniformComplement,
) {
  const resolved = resolveParams(params);
  const table = accessTable(...lines);
  const likelihoodCol = table.getChild('likelihood') ? 'likelihood' : null;
  return toRatings(listOf(table, { ...resolved, likelihoodCol }), resolved, sample);
}

/** Lines of `tenant user res rating`. */
function linesOf({ users, resources, user, res, rating }: ReturnType<typeof toRatings>): string[] {
  const tenantOf = users.tenantOfEach();
  return Array.from(
    user,
    (u, n) => `${users.tenants[tenantOf[u]]} ${users.names[u]} ${resources.names[res[n]]} ${rating[n]}`,
  );
}

const two = ['1 ann x 1', '1 ann y 2', '1 bob x 3', '2 ann z 7', '2 bob z 9'];
const explicit = { applyImplicitCf: false };

describe('toRatings, implicit', () => {
  it('scales the likelihoods of each tenant by itself', () => {
    const enriched = enrichLines(two, {});
    expect(linesOf(enriched)).toEqual(['1 ann x 5', '1 ann y 7.5', '1 bob x 10', '2 ann z 5', '2 bob z 10']);
    expect([...enriched.starts]).toEqual([0, 3, 5]);
  });

  it('keeps likelihoods as they are where lowValue and highValue are null', () => {
    expect(linesOf(enrichLines(two, { lowValue: null, highValue: null }))).toEqual(two);
  });

  it('scales after adding up', () => {
    expect(linesOf(enrichLines(['1 ann x 1', '1 ann x 3', '1 ann y 2', '1 bob x 3'], {}))).toEqual([
      '1 ann x 10',
      '1 ann y 5',
      '1 bob x 7.5',
    ]);
  });
});

describe('toRatings, explicit', () => {
  it('adds the pairs that the sampler draws, except for those that were accessed or repeat', () => {
    const sample: ComplementSampler = function* ({ tenant }) {
      if (tenant !== '1') return;
      yield [1, 1];
      yield [0, 0];
      yield [1, 1];
    };
    const enriched = enrichLines(two, { ...explicit, negScore: 2.5 }, sample);
    expect(linesOf(enriched)).toEqual([
      '1 ann x 5',
      '1 ann y 7.5',
      '1 bob x 10',
      '1 bob y 2.5',
      '2 ann z 5',
      '2 bob z 10',
    ]);
    expect([...enriched.starts]).toEqual([0, 4, 6]);
  });

  it('tells the sampler what it needs, and counts an access of several rows once', () => {
    const spaces: ComplementSpace[] = [];
    const sample: ComplementSampler = (space) => {
      spaces.push(space);
      return [];
    };
    enrichLines([...two, '1 ann x 1', '2 bob z 1'], { ...explicit, complementsetFactor: 3, seed: 5 }, sample);
    expect(spaces).toEqual([
      { tenant: '1', users: ['ann', 'bob'], resources: ['x', 'y'], size: 9, seed: 5 },
      { tenant: '2', users: ['ann', 'bob'], resources: ['z'], size: 6, seed: 5 },
    ]);
  });

  it('draws nothing for a factor of 0', () => {
    const never: ComplementSampler = () => {
      throw new Error('asked');
    };
    expect(linesOf(enrichLines(two, { ...explicit, complementsetFactor: 0 }, never))).toHaveLength(5);
  });

  it.each<[number, number]>([
    [-1, 0],
    [0, 2],
    [2, 0],
    [0.5, 0],
    [0, Number.NaN],
  ])('refuses the drawn pair [%d, %d]', (user, res) => {
    expect(() => enrichLines(two.slice(0, 3), explicit, () => [[user, res]])).toThrow(
      `Expected the sampler to draw positions of users and resources, got ${user} and ${res}`,
    );
  });

  it('never draws an accessed pair, a repeat or a pair across tenants', () => {
    const line = fc
      .tuple(fc.nat(2), fc.nat(4), fc.nat(4))
      .map(([tenant, user, res]) => `${tenant} u${tenant}${user} r${tenant}${res}`);
    fc.assert(
      fc.property(fc.uniqueArray(line, { minLength: 1 }), fc.nat(99), (lines, seed) => {
        const enriched = enrichLines(lines, { ...explicit, complementsetFactor: 4, seed });
        const pairs = linesOf(enriched).map((text) => text.split(' '));
        const keys = pairs.map(([tenant, user, res]) => `${tenant} ${user} ${res}`);
        expect(new Set(keys).size).toBe(keys.length);
        const accessed = new Set(lines);
        pairs.forEach(([tenant, user, res, rating], n) => {
          // Likelihoods are all the same, and so in the middle of 5 and 10.
          expect(rating).toBe(accessed.has(keys[n]) ? '7.5' : '1');
          expect([user[1], res[1]]).toEqual([tenant, tenant]);
        });
        expect(keys.filter((key) => accessed.has(key))).toHaveLength(accessed.size);
      }),
      { seed: 11 },
    );
  });
});
