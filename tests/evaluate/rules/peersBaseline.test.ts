import { describe, expect, it } from 'vitest';
import { peersBaseline } from '../../../lib/evaluate/rules/peersBaseline.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { pairsOf } from './pairsOf.js';

describe('peersBaseline', () => {
  // ann and bob share a; bob and eve share b; everybody (but zoe) has c; zoe is alone.
  const train = pairsOf('ann a', 'bob a', 'bob b', 'eve b', 'ann c', 'bob c', 'eve c', 'bob c', 'zoe z');

  it('by hand', () => {
    // idf: a, b log 2, c log(4/3), z log 4.
    const [w, c] = [Math.log(2), Math.log(4 / 3)];
    const [ann, bob] = [Math.hypot(w, c), Math.hypot(w, w, c)];
    const annBob = (w * w + c * c) / (ann * bob);
    const annEve = (c * c) / (ann * ann);
    const scores = peersBaseline(train)(
      pairsOf('ann b', 'ann a', 'ann c', 'ann z', 'zoe a', 'new a', 'ann new'),
    );
    expect([...scores]).toEqual([
      // Both that use b; of those that use a only bob is another.
      expect.closeTo(0, 12),
      expect.closeTo(1 - annBob / (annBob + annEve), 12),
      expect.closeTo(0, 12),
      1,
      1,
      1,
      1,
    ]);
  });

  it('does not mix tenants', () => {
    const rows = [
      { t: 'x', user: 'ann', res: 'a' },
      { t: 'x', user: 'bob', res: 'a' },
      { t: 'x', user: 'bob', res: 'b' },
      { t: 'x', user: 'carl', res: 'd' },
      { t: 'y', user: 'bob', res: 'q' },
    ];
    const score = peersBaseline(toTable(rows), { tenantCol: 't' });
    expect([
      ...score(
        toTable([
          { t: 'x', user: 'ann', res: 'b' },
          { t: 'y', user: 'ann', res: 'b' },
        ]),
      ),
    ]).toEqual([expect.closeTo(0, 12), 1]);
  });
});
