import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { holdOutEvents } from '../../../lib/evaluate/splits/holdOutEvents.js';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';

const columns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

const keys = (table: Table) => table.toArray().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);

const likelihoods = (table: Table) =>
  table.toArray().reduce((sum, { likelihood }) => sum + Number(likelihood), 0);

describe('by events', () => {
  const table = tableOf(offices(200));

  it('each event goes to one side', () => {
    const { train, test } = holdOutEvents(table, { ...columns, seed: 1 });
    expect(likelihoods(train) + likelihoods(test)).toBe(likelihoods(table));
    expect(Math.abs(likelihoods(test) / likelihoods(table) - 0.2)).toBeLessThan(0.03);
    expect(new Set([...keys(train), ...keys(test)])).toEqual(new Set(keys(table)));
  });

  it('pairs stand on both sides', async () => {
    const { pairs } = makeTest(table, { ...columns, by: 'events' });
    const seen = pairs.toArray().filter((row) => row.label === 0 && row.seen).length;
    expect(seen).toBeGreaterThan(0);
    expect(pairs.toArray().some((row) => row.label === 0 && !row.seen)).toBe(true);
  });

  it('rows are events where there is no likelihood, of one tenant where none is named', () => {
    const bare = toTable(
      ['a', 'a', 'a', 'b'].flatMap((user) => [1, 2, 3, 4, 5].map((n) => ({ user, res: `r${n}` }))),
    );
    const { train, test } = holdOutEvents(bare, { fraction: 0.4 });
    expect(likelihoods(train) + likelihoods(test)).toBe(20);
    expect(train.schema.names).toEqual(['user', 'res', 'likelihood']);
  });

  it('refuses what is no number of events', () => {
    const table = toTable([{ user: 'ann', res: 'wiki', likelihood: 1.5 }]);
    expect(() => holdOutEvents(table)).toThrow(
      'Expected column likelihood to hold numbers of events, got 1.5 in row 0',
    );
  });
});
