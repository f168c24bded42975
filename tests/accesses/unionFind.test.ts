import fc from 'fast-check';
import { expect, it } from 'vitest';
import { unionFind } from '../../lib/accesses/unionFind.js';

it('names a set by its smallest node', () => {
  const { find, join } = unionFind(5);
  join(4, 2);
  join(2, 3);
  expect([0, 1, 2, 3, 4].map(find)).toEqual([0, 1, 2, 2, 2]);
  join(3, 0);
  expect([0, 1, 2, 3, 4].map(find)).toEqual([0, 1, 0, 0, 0]);
});

it('joins what a chain connects, and nothing else', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(9), fc.nat(9))), (edges) => {
      const { find, join } = unionFind(10);
      for (const [one, other] of edges) join(one, other);
      // The slow way: the smallest label of the neighbours, until nothing changes.
      const label = Array.from({ length: 10 }, (_, node) => node);
      for (let round = 0; round < 10; round++) {
        for (const [one, other] of edges) label[one] = label[other] = Math.min(label[one], label[other]);
      }
      expect(label.map((_, node) => find(node))).toEqual(label);
    }),
  );
});
