import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTable } from '../../lib/data/tables/toTable.js';
import { holdOut } from '../../lib/evaluate/holdOut.js';
import { rarityBaseline } from '../../lib/evaluate/rarityBaseline.js';
import { unseenPairs } from '../../lib/evaluate/unseenPairs.js';

const rows = (table: Table): string[] => table.toArray().map((row) => JSON.stringify(row));
const pairs = (table: Table): string[] =>
  table.toArray().map((row) => JSON.stringify([row.tenant ?? null, row.user, row.res]));

const accessRows = fc.array(
  fc.record({
    tenant: fc.constantFrom('t', '__proto__'),
    user: fc.constantFrom('ann', 'bob', '<b>', 'constructor'),
    res: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  }),
  { minLength: 1, maxLength: 60 },
);

describe('holdOut', () => {
  it("sets aside a fifth of each user's accesses", async () => {
    const table = toTable(
      ['ann', 'bob'].flatMap((user) =>
        Array.from({ length: 10 }, (_, n) => ({ user, res: `r${n}`, likelihood: n })),
      ),
    );
    const { train, test } = await holdOut(table);
    expect([train.numRows, test.numRows]).toEqual([16, 4]);
    expect(test.toArray().filter((row) => row.user === 'ann')).toHaveLength(2);
    expect([...rows(train), ...rows(test)].sort()).toEqual(rows(table).sort());
    expect(rows((await holdOut(table)).test)).toEqual(rows(test));
    expect(rows((await holdOut(table, { seed: 1 })).test)).not.toEqual(rows(test));
  });

  it('never puts a training pair into the test, and keeps every user in the training', async () => {
    await fc.assert(
      fc.asyncProperty(accessRows, fc.constantFrom(0.2, 0.5, 0.9), async (accesses, fraction) => {
        const table = toTable(accesses);
        const { train, test } = await holdOut(table, { tenantCol: 'tenant', fraction });
        const trained = new Set(pairs(train));
        expect(pairs(test).filter((pair) => trained.has(pair))).toEqual([]);
        expect(train.numRows + test.numRows).toBe(table.numRows);
        const users = (some: Table) => new Set(some.toArray().map((row) => `${row.tenant} ${row.user}`));
        expect(users(train)).toEqual(users(table));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses a fraction that leaves a side empty', async () => {
    await expect(holdOut(toTable([{ user: 'a', res: 'b' }]), { fraction: 1 })).rejects.toThrow(
      'Expected fraction to be between 0 and 1, got 1',
    );
  });
});

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
        const drawn = pairs(unseenPairs(table, { n, tenantCol: 'tenant' }));
        expect(new Set(drawn).size).toBe(n);
        expect(drawn.filter((pair) => seen.has(pair))).toEqual([]);
      }),
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

describe('rarityBaseline', () => {
  it("is the log of the share of the tenant's users", () => {
    const train = toTable([
      { user: 'ann', res: 'wiki' },
      { user: 'bob', res: 'wiki' },
      { user: 'bob', res: 'wiki' },
      { user: 'bob', res: 'vault' },
    ]);
    const score = rarityBaseline(train);
    const [wiki, vault, unknown] = score(
      toTable([
        { user: 'ann', res: 'wiki' },
        { user: 'eve', res: 'vault' },
        { user: 'ann', res: 'new' },
      ]),
    );
    expect([wiki, vault, unknown]).toEqual([0, Math.log(2), Math.log(4)]);
  });
});
