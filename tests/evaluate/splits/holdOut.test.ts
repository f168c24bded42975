import { createRequire } from 'node:module';
import { type Table, tableFromIPC, tableToIPC } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdOut } from '../../../lib/evaluate/splits/holdOut.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { accessRows, pairs } from './somePairs.js';

const rows = (table: Table): string[] => table.toArray().map((row) => JSON.stringify(row));

describe('holdOut', () => {
  it("sets aside a fifth of each user's accesses", () => {
    const table = toTable(
      ['ann', 'bob'].flatMap((user) =>
        Array.from({ length: 10 }, (_, n) => ({ user, res: `r${n}`, likelihood: n })),
      ),
    );
    const { train, test } = holdOut(table);
    expect([train.numRows, test.numRows]).toEqual([16, 4]);
    expect(test.toArray().filter((row) => row.user === 'ann')).toHaveLength(2);
    expect([...rows(train), ...rows(test)].sort()).toEqual(rows(table).sort());
    expect(rows(holdOut(table).test)).toEqual(rows(test));
    expect(rows(holdOut(table, { seed: 1 }).test)).not.toEqual(rows(test));
  });

  it("takes the right share of few resources, too, but never a user's last one", () => {
    const users = Array.from({ length: 2000 }, (_, n) => `user ${n}`);
    const heldOf = (n: number) => {
      const accesses = users.flatMap((user) =>
        Array.from({ length: n }, (_, res) => ({ user, res: `r${res}` })),
      );
      const counts = new Map(users.map((user) => [user, 0]));
      for (const { user } of holdOut(toTable(accesses)).test.toArray()) {
        counts.set(user, counts.get(user)! + 1);
      }
      return [...counts.values()];
    };
    const mean = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0) / counts.length;
    // 4 standard errors of the mean of 2000 draws of 0 or 1 are at most 0.045.
    const two = heldOf(2);
    expect(new Set(two)).toEqual(new Set([0, 1]));
    expect(Math.abs(mean(two) - 0.4)).toBeLessThan(0.045);
    const eight = heldOf(8);
    expect(new Set(eight)).toEqual(new Set([1, 2]));
    expect(Math.abs(mean(eight) - 1.6)).toBeLessThan(0.045);
    expect(new Set(heldOf(1))).toEqual(new Set([0]));
  });

  it('keeps every column as it is, even those that differ only in case', () => {
    const accesses = Array.from({ length: 10 }, (_, n) => ({
      user: 'ann',
      res: `r${n}`,
      User: n,
      when: new Date(n),
    }));
    const table = toTable(accesses);
    const foreign = createRequire(import.meta.url)('apache-arrow').tableFromIPC(tableToIPC(table)) as Table;
    const expected = holdOut(table, { fraction: 0.5 });
    for (const { train, test } of [expected, holdOut(foreign, { fraction: 0.5 })]) {
      for (const side of [train, test]) {
        expect(side.numRows).toBe(5);
        expect(side.schema.fields.map(String)).toEqual(table.schema.fields.map(String));
        for (const row of side)
          expect(row.toJSON()).toEqual({ user: 'ann', res: `r${row.User}`, User: row.User, when: row.User });
        expect(rows(tableFromIPC(tableToIPC(side)))).toEqual(rows(side));
      }
      expect(rows(test)).toEqual(rows(expected.test));
    }
  });

  it('never puts a training pair into the test, and keeps every user in the training', () => {
    fc.assert(
      fc.property(accessRows, fc.constantFrom(0.2, 0.5, 0.9), (accesses, fraction) => {
        const table = toTable(accesses);
        const { train, test } = holdOut(table, { fraction });
        const trained = new Set(pairs(train));
        expect(pairs(test).filter((pair) => trained.has(pair))).toEqual([]);
        expect(train.numRows + test.numRows).toBe(table.numRows);
        const users = (some: Table) => new Set(some.toArray().map((row) => `${row.tenant} ${row.user}`));
        expect(users(train)).toEqual(users(table));
      }),
      { numRuns: 25 },
    );
  });

  it('refuses a fraction that leaves a side empty', () => {
    expect(() => holdOut(toTable([{ user: 'a', res: 'b' }]), { fraction: 1 })).toThrow(
      'Expected fraction to be above 0 and below 1, got 1',
    );
  });
});
