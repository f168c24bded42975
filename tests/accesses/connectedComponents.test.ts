import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connectedComponents } from '../../lib/accesses/connectedComponents.js';

type Edge = [user: number, res: number];

function components(edges: Edge[], numUsers: number, numResources: number) {
  const { users, resources } = connectedComponents(
    Int32Array.from(edges, ([user]) => user),
    Int32Array.from(edges, ([, res]) => res),
    numUsers,
    numResources,
  );
  return { users: [...users], resources: [...resources] };
}

/** The smallest user that a walk from a node reaches; nodes are users, and then resources. */
function reach(edges: Edge[], numUsers: number, start: number): number {
  const seen = new Set([start]);
  for (const node of seen) {
    for (const [user, res] of edges) {
      if (node === user) seen.add(numUsers + res);
      if (node === numUsers + res) seen.add(user);
    }
  }
  return Math.min(...seen);
}

describe('connectedComponents', () => {
  it('joins users over shared resources, and names a component by its smallest user', () => {
    // 2 - r0 - 1 - r2, 0 - r1, and r3 and user 3 alone
    const edges: Edge[] = [
      [2, 0],
      [0, 1],
      [1, 2],
      [1, 0],
    ];
    expect(components(edges, 4, 4)).toEqual({ users: [0, 1, 1, -1], resources: [1, 0, 1, -1] });
  });

  it('follows long chains', () => {
    const length = 5000;
    const edges = Array.from({ length: 2 * length }, (_, n): Edge => [length - 1 - (n >> 1), (n + 1) >> 1]);
    const { users, resources } = components(edges, length, length + 1);
    expect(new Set([...users, ...resources])).toEqual(new Set([0]));
  });

  it('counts an access once, however often it is listed', () => {
    const twice = Array.from({ length: 2 }, (): Edge => [0, 0]);
    expect(components(twice, 1, 1)).toEqual({ users: [0], resources: [0] });
    expect(components([], 1, 1)).toEqual({ users: [-1], resources: [-1] });
  });

  it('finds what a walk finds', () => {
    const edge = fc.tuple(fc.nat(7), fc.nat(7)) as fc.Arbitrary<Edge>;
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 14 }), (edges) => {
        const { users, resources } = components(edges, 8, 8);
        for (let n = 0; n < 8; n++) {
          expect(users[n]).toBe(edges.some(([user]) => user === n) ? reach(edges, 8, n) : -1);
          expect(resources[n]).toBe(edges.some(([, res]) => res === n) ? reach(edges, 8, 8 + n) : -1);
        }
      }),
      { seed: 12, numRuns: 200 },
    );
  });
});
