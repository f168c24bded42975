import type { Table } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { holdOutEvents } from '../../../lib/evaluate/splits/holdOutEvents.js';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';

const keys = (table: Table) => table.toArray().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);

const likelihoods = (table: Table) =>
  table.toArray().reduce((sum, { likelihood }) => sum + Number(likelihood), 0);

describe('by events', () => {
  const table = tableOf(offices(200));

  it('each event goes to one side', () => {
    const { train, test } = holdOutEvents(table, { seed: 1 });
    expect(likelihoods(train) + likelihoods(test)).toBe(likelihoods(table));
    expect(Math.abs(likelihoods(test) / likelihoods(table) - 0.2)).toBeLessThan(0.03);
    expect(new Set([...keys(train), ...keys(test)])).toEqual(new Set(keys(table)));
  });

  it('pairs stand on both sides', () => {
    const { pairs } = makeTest(table, { by: 'events' });
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

  it('rows are events where the likelihood is null, though there is one', () => {
    const { train, test } = holdOutEvents(table, { likelihoodCol: null });
    expect(likelihoods(train) + likelihoods(test)).toBe(table.numRows);
    const { pairs } = makeTest(table, { by: 'events', likelihoodCol: null });
    expect(pairs.toArray().filter(({ label }) => label === 0)).toHaveLength(test.numRows);
  });

  it('likelihoods may stand in another column, that must be there and no name', () => {
    const { train, test } = holdOutEvents(toTable({ user: ['ann'], res: ['wiki'], n: [20] }), {
      likelihoodCol: 'n',
    });
    expect([...train.getChild('n')!, ...test.getChild('n')!].reduce((a, b) => a + b)).toBe(20);
    expect(() => holdOutEvents(table, { likelihoodCol: 'n' })).toThrow('Expected a column n');
    expect(() => holdOutEvents(table, { likelihoodCol: '' })).toThrow(
      new RangeError('Expected likelihoodCol to name a column, got ""'),
    );
    expect(() => holdOutEvents(table, { likelihoodCol: 1 as never })).toThrow(
      new TypeError('Expected likelihoodCol to name a column, got 1'),
    );
    expect(() => holdOutEvents(table, { likelihoodCol: 'res' })).toThrow(
      'Expected resCol and likelihoodCol to name different columns, got res for both',
    );
  });

  it('refuses what is no number of events', () => {
    const table = toTable([{ user: 'ann', res: 'wiki', likelihood: 1.5 }]);
    expect(() => holdOutEvents(table)).toThrow(
      'Expected column likelihood to hold numbers of events, got 1.5 in row 0',
    );
  });
});
