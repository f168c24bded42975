import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyFrom, inHistory } from '../../../lib/original/model/history.js';

describe('history', () => {
  it('has the pairs it is made of, and no others', () => {
    const pair = fc.tuple(fc.nat(5), fc.nat(9));
    const pairs = fc.uniqueArray(pair, { selector: ([user, res]) => user * 10 + res, maxLength: 40 });
    fc.assert(
      fc.property(pairs, (listed) => {
        const sorted = listed.toSorted((a, b) => a[0] - b[0] || a[1] - b[1]);
        const history = historyFrom(
          Int32Array.from(sorted, ([user]) => user),
          Int32Array.from(sorted, ([, res]) => res),
          6,
        );
        for (let user = 0; user < 6; user++) {
          for (let res = 0; res < 10; res++) {
            expect(inHistory(history, user, res)).toBe(listed.some(([u, r]) => u === user && r === res));
          }
        }
      }),
      { seed: 14 },
    );
  });
});
