import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { compareRankers } from '../../lib/evaluate/compareRankers.js';
import { holdOutEvents } from '../../lib/evaluate/holdOutEvents.js';
import { holdOutPairs } from '../../lib/evaluate/holdOutPairs.js';
import { makeTest } from '../../lib/evaluate/makeTest.js';
import { rankerOf, scoreBy } from '../../lib/evaluate/ranker.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';

const columns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };
const keys = (table: Table) => table.toArray().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);
const likelihoods = (table: Table) =>
  table.toArray().reduce((sum, { likelihood }) => sum + Number(likelihood), 0);

describe('by pairs', () => {
  const table = tableOf([...offices(200), ...offices(60, 3, 'other')]);

  it('a share of all pairs, with all of their rows', () => {
    const twice = toTable([...table.toArray(), ...table.toArray()].map((row) => row.toJSON()));
    const { train, test } = holdOutPairs(twice, { ...columns, seed: 1 });
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
    expect(users(holdOutPairs(small, columns).train).size).toBeLessThan(300);
  });

  it("doesn't depend on the order of the rows", () => {
    const reversed = toTable(
      table
        .toArray()
        .map((row) => row.toJSON())
        .reverse(),
    );
    expect(keys(holdOutPairs(reversed, columns).test).sort()).toEqual(
      keys(holdOutPairs(table, columns).test).sort(),
    );
  });

  it('negatives of both kinds are unseen, distinct, and of the tenants of what was set aside', async () => {
    for (const negatives of ['uniform', 'margins'] as const) {
      const { pairs } = makeTest(table, { ...columns, by: 'pairs', negatives });
      const drawn = pairs.toArray().filter(({ label }) => label === 1);
      const known = new Set(keys(table));
      const names = drawn.map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);
      expect(new Set(names).size).toBe(names.length);
      expect(names.length).toBeGreaterThan(pairs.numRows * 0.4);
      for (const name of names) expect(known.has(name)).toBe(false);
    }
  });

  it('negatives that keep the margins are as popular as what is there', async () => {
    const mean = async (negatives: 'uniform' | 'margins') => {
      const users = new Map<string, number>();
      for (const { res } of table.toArray()) users.set(res, (users.get(res) ?? 0) + 1);
      const { pairs } = makeTest(table, { ...columns, by: 'pairs', negatives });
      const drawn = pairs.toArray().filter(({ label }) => label === 1);
      return drawn.reduce((sum, { res }) => sum + users.get(res)!, 0) / drawn.length;
    };
    expect(await mean('margins')).toBeGreaterThan(1.3 * (await mean('uniform')));
  });
});

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

describe('by time', () => {
  const rows = offices(60).map((row, n) => ({ ...row, at: n % 10, label: n % 13 === 0 ? 1 : 0 }));
  const table = toTable(rows);

  it('what came before is to train on, what came after to test, seen or not', async () => {
    const again = { ...rows[1], at: 9 };
    const { train, pairs } = makeTest(toTable([...rows, again]), {
      ...columns,
      labelCol: 'label',
      by: 'time',
      timeCol: 'at',
      at: 7,
    });
    expect(train.numRows).toBe(rows.filter(({ at, label }) => at < 7 && label === 0).length);
    const tested = pairs.toArray();
    expect(tested.filter(({ label }) => label === 1)).toHaveLength(
      rows.filter(({ at, label }) => at >= 7 && label === 1).length,
    );
    expect(tested.find(({ user, res }) => user === again.user && res === again.res)).toMatchObject({
      label: 0,
      seen: true,
    });
  });

  it.each([
    [{ by: 'time' }, 'Expected timeCol and at to make a test by time, got undefined and undefined'],
    [{ by: 'day' }, "Expected by to be 'users', 'pairs', 'events' or 'time', got \"day\""],
    [{ negatives: 'hard' }, "Expected negatives to be 'uniform' or 'margins', got \"hard\""],
    [{ labelcol: 'label' }, 'got labelcol'],
    [{ by: 'pairs', fraction: 1 }, 'Expected fraction to be between 0 and 1, got 1'],
  ])('refuses %o', async (options, message) => {
    expect(() => makeTest(table, { ...columns, ...options } as never)).toThrow(message);
  });
});

describe('compareRankers', () => {
  const pairs = toTable(
    [0, 0, 0, 0, 1, 1, 1].map((label, n) => ({ user: `u${n}`, res: 'r', label, seen: n === 0 || n === 4 })),
  );
  const known = { model: () => [1, 2, 3, null, 5, 6, null], rule: () => [1, 1, 1, 1, 2, 2, 2] };
  const figures = (among: 'scorable' | 'novel' | 'everything', options = {}) =>
    compareRankers(known, pairs, { among, resamples: 10, ...options })
      .toArray()
      .map(({ ranking, pairs, anomalous, AUC }) => [ranking, pairs, anomalous, AUC]);

  it('judges what all can score, of these what is novel, or everything with what is unscorable on top', () => {
    expect(figures('scorable')).toEqual([
      ['model', 5, 2, 1],
      ['rule', 5, 2, 1],
    ]);
    expect(figures('novel')).toEqual([
      ['model', 3, 1, 1],
      ['rule', 3, 1, 1],
    ]);
    // One normal pair shares the top with one anomalous pair, and stands above two.
    expect(figures('everything')[0]).toEqual(['model', 7, 3, (4 * 3 - 2 - 0.5) / 12]);
  });

  it('looks at a share of the pairs, or at a number', () => {
    const share = compareRankers(known, pairs, { budget: 0.3, resamples: 10 });
    expect(share.get(0)!['precision at 30 %']).toBe(1);
    expect(compareRankers(known, pairs, { budget: 4, resamples: 10 }).get(0)!['precision at 4']).toBe(0.5);
  });

  it('takes NaN for no score, and refuses what is no ranker, no label, or too short', () => {
    const rule = () => Float64Array.from([1, 2, 3, Number.NaN, 5, 6, Number.NaN]);
    expect(compareRankers({ rule }, pairs, { resamples: 10 }).get(0)!.pairs).toBe(5);
    expect(compareRankers({ rule }, pairs, { resamples: 10, among: 'everything' }).get(0)!.pairs).toBe(7);
    expect(() => compareRankers({ rule: { transform: rule } as never }, pairs)).toThrow(
      'Expected a model, a function of a table or scores as ranker rule, got an object',
    );
    expect(() => compareRankers({ rule: () => [1] }, pairs)).toThrow(
      'Expected 7 scores of rule, one a pair, got 1',
    );
    expect(() => compareRankers(known, toTable([{ label: null }]))).toThrow('got null in row 0');
    expect(() => compareRankers(known, pairs, { amng: 'novel' } as never)).toThrow('amng');
  });

  it('takes models by their score or a column, functions and known scores, each a score a row', () => {
    const model = {
      transform: (table: Table) => table.assign(toTable({ other: known.rule() })),
      score: () => known.rule(),
    };
    const rankers = { model, other: rankerOf(model, 'other'), rule: known.rule, scores: known.rule() };
    const scores = scoreBy(rankers, pairs);
    expect(Object.keys(scores)).toEqual(['model', 'other', 'rule', 'scores']);
    for (const values of Object.values(scores)) expect(values).toEqual(known.rule());
    expect(() => scoreBy({ a: rankerOf(model, 'none') }, pairs)).toThrow('Expected a column none');
    expect(() => rankerOf(model, 'p_new')).toThrow('rank by evidence');
  });
});
