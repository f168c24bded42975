import { describe, expect, it } from 'vitest';
import { peersBaseline } from '../../lib/evaluate/peersBaseline.js';
import { seenBefore } from '../../lib/evaluate/seenBefore.js';
import { splitByTime } from '../../lib/evaluate/splitByTime.js';
import { toTable } from '../../lib/tables/toTable.js';

const pairs = (...lines: string[]) =>
  toTable(
    lines.map((line) => {
      const [user, res] = line.split(' ');
      return { user, res };
    }),
  );

describe('peersBaseline', () => {
  // ann and bob share a; bob and eve share b; everybody (but zoe) has c; zoe is alone.
  const train = pairs('ann a', 'bob a', 'bob b', 'eve b', 'ann c', 'bob c', 'eve c', 'bob c', 'zoe z');

  it('by hand', () => {
    // idf: a, b log 2, c log(4/3), z log 4.
    const [w, c] = [Math.log(2), Math.log(4 / 3)];
    const [ann, bob] = [Math.hypot(w, c), Math.hypot(w, w, c)];
    const annBob = (w * w + c * c) / (ann * bob);
    const annEve = (c * c) / (ann * ann);
    const scores = peersBaseline(train)(
      pairs('ann b', 'ann a', 'ann c', 'ann z', 'zoe a', 'new a', 'ann new'),
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

describe('seenBefore', () => {
  it('is 0 for a pair that was seen, 1 for others', () => {
    const score = seenBefore(pairs('ann a', 'bob b', 'ann a'));
    expect([...score(pairs('ann a', 'ann b', 'bob b', 'eve a', 'ann c'))]).toEqual([0, 1, 0, 1, 1]);
  });
});

describe('splitByTime', () => {
  const table = toTable([
    { user: 'ann', res: 'a', at: new Date('2026-01-01') },
    { user: 'ann', res: 'b', at: new Date('2026-01-03') },
    { user: 'bob', res: 'a', at: new Date('2026-01-02') },
    { user: 'ann', res: 'a', at: new Date('2026-01-04') },
  ]);

  it('keeps pairs of the training out of the test, and counts them', () => {
    const { train, test, repeats } = splitByTime(table, { timeCol: 'at', at: new Date('2026-01-03') });
    const shown = (of: typeof table) => of.toArray().map(({ user, res }) => `${user} ${res}`);
    expect(shown(train)).toEqual(['ann a', 'bob a']);
    expect(shown(test)).toEqual(['ann b']);
    expect(repeats).toBe(1);
  });

  it('names a time that is missing, and a column', () => {
    const none = toTable({ user: ['ann', 'bob'], res: ['a', 'b'], at: [1, null] });
    expect(() => splitByTime(none, { timeCol: 'at', at: 1 })).toThrow(
      'Expected column at to hold times or numbers, got null in row 1',
    );
    expect(() => splitByTime(none, { timeCol: 'when', at: 1 })).toThrow(
      'Expected a column when, got user, res, at',
    );
    expect(() => splitByTime(none, { timeCol: 'at', at: Number.NaN })).toThrow(
      'Expected at to be a valid Date or a number',
    );
  });
});
