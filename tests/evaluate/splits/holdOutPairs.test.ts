import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { holdOutPairs } from '../../../lib/evaluate/splits/holdOutPairs.js';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';

const keys = (table: Table) => table.toArray().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);

describe('by pairs', () => {
  const table = tableOf([...offices(200), ...offices(60, 3, 'other')]);

  it('a share of all pairs, with all of their rows', () => {
    const twice = toTable([...table.toArray(), ...table.toArray()].map((row) => row.toJSON()));
    const { train, test } = holdOutPairs(twice, { seed: 1 });
    expect([...keys(train), ...keys(test)].sort()).toEqual(keys(twice).sort());
    const trained = new Set(keys(train));
    for (const key of keys(test)) expect(trained.has(key)).toBe(false);
    const share = test.numRows / twice.numRows;
    expect(Math.abs(share - 0.2)).toBeLessThan(0.04);
    // Not every user stays.
    const users = (some: Table) => new Set(some.toArray().map(({ user }) => user));
    const small = tableOf(
      Array.from({ length: 300 }, (_, n) => ({
        tenant: 't',
        user: `u${n}`,
        res: `r${n % 9}`,
        likelihood: 1,
      })),
    );
    expect(users(holdOutPairs(small).train).size).toBeLessThan(300);
  });

  it("doesn't depend on the order of the rows", () => {
    const reversed = toTable(
      table
        .toArray()
        .map((row) => row.toJSON())
        .reverse(),
    );
    expect(keys(holdOutPairs(reversed).test).sort()).toEqual(keys(holdOutPairs(table).test).sort());
  });

  it('negatives of both kinds are unseen, distinct, and of the tenants of what was set aside', () => {
    for (const negatives of ['uniform', 'margins'] as const) {
      const { pairs } = makeTest(table, { by: 'pairs', negatives });
      const drawn = pairs.toArray().filter(({ label }) => label === 1);
      const known = new Set(keys(table));
      const names = drawn.map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThan(pairs.numRows * 0.4);
      for (const name of names) expect(known.has(name)).toBe(false);
    }
  });

  it('negatives that keep the margins are as popular as what is there', () => {
    const mean = (negatives: 'uniform' | 'margins') => {
      const users = new Map<string, number>();
      for (const { res } of table.toArray()) users.set(res, (users.get(res) ?? 0) + 1);
      const { pairs } = makeTest(table, { by: 'pairs', negatives });
      const drawn = pairs.toArray().filter(({ label }) => label === 1);
      return drawn.reduce((sum, { res }) => sum + users.get(res)!, 0) / drawn.length;
    };
    expect(mean('margins')).toBeGreaterThan(1.3 * mean('uniform'));
  });
});
