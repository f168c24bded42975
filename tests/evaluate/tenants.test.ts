import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { peersBaseline } from '../../lib/evaluate/rules/peersBaseline.js';
import { rarityBaseline } from '../../lib/evaluate/rules/rarityBaseline.js';
import { seenBefore } from '../../lib/evaluate/rules/seenBefore.js';
import { holdOut } from '../../lib/evaluate/splits/holdOut.js';
import { holdOutEvents } from '../../lib/evaluate/splits/holdOutEvents.js';
import { holdOutPairs } from '../../lib/evaluate/splits/holdOutPairs.js';
import { makeTest } from '../../lib/evaluate/splits/makeTest.js';
import { splitByTime } from '../../lib/evaluate/splits/splitByTime.js';
import { unseenPairs } from '../../lib/evaluate/splits/unseenPairs.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';

// Two tenants whose users and resources have the same names.
const accesses = tableOf([...offices(30, 1, 'east'), ...offices(30, 2, 'west')]);
const named = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };
const rows = (table: Table) => table.toArray().map((row) => JSON.stringify(row.toJSON()));

describe("a table with a column 'tenant'", () => {
  it('is of tenants without being told', () => {
    for (const baseline of [rarityBaseline, peersBaseline, seenBefore]) {
      expect(baseline(accesses)(accesses)).toEqual(baseline(accesses, named)(accesses));
    }
    expect(rarityBaseline(accesses)(accesses)).not.toEqual(
      rarityBaseline(accesses, { tenantCol: null })(accesses),
    );
    const ways = [
      (options: object) => Object.values(holdOut(accesses, options)),
      (options: object) => Object.values(holdOutPairs(accesses, options)),
      (options: object) => Object.values(holdOutEvents(accesses, options)),
      (options: object) => Object.values(makeTest(accesses, options)),
      (options: object) => [unseenPairs(accesses, { ...options, n: 20 })],
    ];
    for (const way of ways) expect(way({}).map(rows)).toEqual(way(named).map(rows));
  });

  it('gives what a model can score', async () => {
    const { train, pairs } = makeTest(accesses);
    const model = await new AccessAnomaly({ maxIter: 2 }).fit(train);
    for (const table of [pairs, unseenPairs(accesses, { n: 10 })]) {
      expect(model.transform(table).numRows).toBe(table.numRows);
    }
  });

  it('draws users of the same name apart', () => {
    const counted = toTable([
      { tenant: 'east', user: 'ann', res: 'mail', count: 1 },
      { tenant: 'west', user: 'ann', res: 'mail', count: 1 },
    ]);
    expect(accessSankey(counted, toTable([])).data[0].node.label).toHaveLength(4);
    expect(accessSankey(counted, toTable([]), { tenantCol: null }).data[0].node.label).toHaveLength(2);
  });

  it('asks for the tenant of what is scored', () => {
    const without = toTable([{ user: 'u1', res: 'r1' }]);
    for (const baseline of [rarityBaseline, peersBaseline, seenBefore]) {
      expect(() => baseline(accesses)(without)).toThrow('Expected a column tenant');
    }
  });
});

it('takes a tenant that is no tenant for what it is said to be', () => {
  const table = toTable([
    { tenant: 'ann', res: 'flat 1' },
    { tenant: 'bob', res: 'flat 2' },
  ]);
  expect([...seenBefore(table, { userCol: 'tenant' })(table)]).toEqual([0, 0]);
});

it('refuses misspelt options by name everywhere', () => {
  const misspelt = { userCole: 'user' } as never;
  for (const call of [
    () => rarityBaseline(accesses, misspelt),
    () => peersBaseline(accesses, misspelt),
    () => seenBefore(accesses, misspelt),
    () => holdOut(accesses, misspelt),
    () => holdOutPairs(accesses, misspelt),
    () => holdOutEvents(accesses, misspelt),
    () => makeTest(accesses, misspelt),
    () => unseenPairs(accesses, misspelt),
    () => splitByTime(accesses, misspelt),
    () => accessSankey(accesses, accesses, misspelt),
  ]) {
    expect(call).toThrow(/among .*got userCole/);
  }
});
