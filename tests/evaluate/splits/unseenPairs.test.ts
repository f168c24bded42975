import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unseenPairs } from '../../../lib/evaluate/splits/unseenPairs.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { accessRows, pairs } from './somePairs.js';

describe('unseenPairs', () => {
  it('draws distinct pairs that do not occur, all of them if asked', () => {
    fc.assert(
      fc.property(accessRows, fc.nat(1000), (accesses, wanted) => {
        const table = toTable(accesses);
        const seen = new Set(pairs(table));
        let size = 0;
        for (const tenant of ['t', '__proto__']) {
          const own = accesses.filter((row) => row.tenant === tenant);
          size += new Set(own.map((row) => row.user)).size * new Set(own.map((row) => row.res)).size;
        }
        const n = wanted % (size - seen.size + 1);
        const drawn = pairs(unseenPairs(table, { n }));
        expect(new Set(drawn).size).toBe(n);
        expect(drawn.filter((pair) => seen.has(pair))).toEqual([]);
      }),
    );
  });

  it('has columns of text, also without rows', () => {
    const table = toTable([{ tenant: 1, user: 'ann', res: 7 }]);
    const drawn = unseenPairs(table, { n: 0 });
    expect(drawn.numRows).toBe(0);
    expect(drawn.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual(
      ['tenant', 'user', 'res'].map((name) => `${name} Dictionary<Int32, Utf8>`),
    );
  });

  it('says how many there are when that is too few', () => {
    const table = toTable([
      { user: 'a', res: 'x' },
      { user: 'b', res: 'y' },
    ]);
    expect(() => unseenPairs(table, { n: 3 })).toThrow(
      'Expected n to be at most the 2 pairs never seen, got 3',
    );
  });
});
