import { describe, expect, it } from 'vitest';
import { accessContext } from '../../lib/figures/accessContext.js';
import { accessSankey } from '../../lib/figures/accessSankey.js';
import { toTable } from '../../lib/tables/toTable.js';

const access = (tenant: string, user: string, res: string, likelihood = 1) => ({
  tenant,
  user,
  res,
  likelihood,
});
const rowsOf = (table: ReturnType<typeof accessContext>) => table.toArray().map((row) => row.toJSON());

describe('accessContext', () => {
  const accesses = toTable([
    access('a', 'ann', 'mail', 3),
    access('a', 'ann', 'wiki', 9),
    access('a', 'ann', 'vault', 2),
    access('a', 'ann', 'mail', 4),
    access('a', 'bob', 'wiki', 5),
    access('b', 'ann', 'shop', 8),
  ]);
  const alerts = toTable([{ tenant: 'a', user: 'ann', res: 'vault', reason: 'odd' }]);

  it('has the most frequent other accesses of the users, and the anomalies once', () => {
    expect(rowsOf(accessContext(accesses, alerts))).toEqual([
      { tenant: 'a', user: 'ann', res: 'wiki', count: 9 },
      { tenant: 'a', user: 'ann', res: 'mail', count: 7 },
      { tenant: 'a', user: 'ann', res: 'vault', count: 1 },
    ]);
    expect(rowsOf(accessContext(accesses, alerts, { perUser: 1 })).map(({ res }) => res)).toEqual([
      'wiki',
      'vault',
    ]);
  });

  it('leaves tenants out where it is told so', () => {
    const [first] = rowsOf(accessContext(accesses, alerts, { tenantCol: null }));
    expect(first).toEqual({ user: 'ann', res: 'wiki', count: 9 });
    expect(rowsOf(accessContext(accesses, alerts, { tenantCol: null }))).toContainEqual({
      user: 'ann',
      res: 'shop',
      count: 8,
    });
  });

  it('takes columns of other names, and counts rows without a likelihood', () => {
    const columns = { userCol: 'who', resCol: 'what' };
    const rows = toTable([
      { who: 'ann', what: 'b' },
      { who: 'ann', what: 'a' },
      { who: 'ann', what: 'a' },
    ]);
    expect(rowsOf(accessContext(rows, toTable([{ who: 'ann', what: 'x' }]), columns))).toEqual([
      { who: 'ann', what: 'a', count: 2 },
      { who: 'ann', what: 'b', count: 1 },
      { who: 'ann', what: 'x', count: 1 },
    ]);
  });

  it('is what a Sankey diagram draws, with nothing or everything anomalous, too', () => {
    const { data } = accessSankey(accessContext(accesses, alerts), alerts);
    expect(data[0].link.value).toEqual([9, 7, 1]);
    expect(accessContext(accesses, toTable([])).numRows).toBe(0);
    expect(rowsOf(accessContext(toTable([]), alerts))).toEqual([
      { tenant: 'a', user: 'ann', res: 'vault', count: 1 },
    ]);
  });

  it('refuses what it cannot use', () => {
    expect(() => accessContext(accesses, alerts, { perUser: 0 })).toThrow(
      new RangeError('Expected perUser to be a positive integer, got 0'),
    );
    expect(() => accessContext(accesses, alerts, { peruser: 1 } as never)).toThrow('peruser');
    expect(() => accessContext(accesses, toTable([{ user: 'ann', res: 'x' }]))).toThrow(
      'Expected a column tenant',
    );
  });
});
