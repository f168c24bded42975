import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AccessAnomalyParams, resolveParams } from '../../lib/original/params.js';
import { toTable } from '../../lib/tables/toTable.js';
import { accessTable } from '../original/accessTable.js';
import { listOf } from './listOf.js';

/** Lines of `tenant user res likelihood`, as the accesses are read from the table. */
function linesOf(table: Table, params: AccessAnomalyParams = {}): string[] {
  const { users, resources, user, res, likelihood } = listOf(table, resolveParams(params));
  const tenantOf = users.tenantOfEach();
  return Array.from(
    user,
    (u, n) => `${users.tenants[tenantOf[u]]} ${users.names[u]} ${resources.names[res[n]]} ${likelihood[n]}`,
  );
}

describe('listAccesses', () => {
  it('sorts by tenant, user and resource', () => {
    const lines = linesOf(accessTable('2 ann x 1', '1 bob y 2', '1 bob x 3', '1 ann y 4'));
    expect(lines).toEqual(['1 ann y 4', '1 bob x 3', '1 bob y 2', '2 ann x 1']);
  });

  it('adds up the likelihoods of one access, and only of one', () => {
    const lines = linesOf(
      accessTable('1 ann x 1', '1 bob x 10', '1 ann x 2', '2 ann x 100', '1 ann y 1000', '1 ann x 4'),
    );
    expect(lines).toEqual(['1 ann x 7', '1 ann y 1000', '1 bob x 10', '2 ann x 100']);
  });

  it('does not depend on the order of the rows', () => {
    const line = fc
      .tuple(fc.nat(1), fc.nat(3), fc.nat(3), fc.nat(9))
      .map(([tenant, user, res, likelihood]) => `${tenant} u${user} r${res} ${likelihood}`);
    const shuffled = fc
      .array(line, { minLength: 1 })
      .chain((lines) =>
        fc.tuple(fc.constant(lines), fc.shuffledSubarray(lines, { minLength: lines.length })),
      );
    fc.assert(
      fc.property(shuffled, ([lines, others]) => {
        expect(linesOf(accessTable(...others))).toEqual(linesOf(accessTable(...lines)));
      }),
      { seed: 9 },
    );
  });

  it('keeps names apart that only look alike, and tenants of one text together', () => {
    const table = toTable({ tenant: [1, 1, 1], user: ['a', 'A', 'a '], res: ['b', 'b', 'b'] });
    expect(linesOf(table, { likelihoodCol: null })).toEqual(['1 A b 1', '1 a b 1', '1 a  b 1']);
  });

  it('counts each row 1 without a likelihood', () => {
    const table = accessTable('1 ann x', '1 ann x', '1 ann y');
    expect(linesOf(table, { likelihoodCol: null })).toEqual(['1 ann x 2', '1 ann y 1']);
    expect(linesOf(accessTable('1 ann x 5'), { likelihoodCol: null })).toEqual(['1 ann x 1']);
  });

  it('takes all rows for one tenant without a column of tenants', () => {
    const table = accessTable('1 ann x 1', '2 ann x 2', '2 bob y 4');
    const columns = { tenantCol: null, userCol: 'user', resCol: 'res', likelihoodCol: 'likelihood' };
    const { users, resources, likelihood } = listOf(table, columns);
    expect([users.tenants, users.names, resources.names]).toEqual([['default'], ['ann', 'bob'], ['x', 'y']]);
    expect([...likelihood]).toEqual([3, 4]);
  });

  it('refuses a table without the likelihood that was named', () => {
    expect(() => linesOf(accessTable('1 ann x 5'), { likelihoodCol: 'count' })).toThrow(
      'Expected a column count, got tenant, user, res, likelihood',
    );
  });

  it('reads the columns that the parameters name', () => {
    const table = toTable([{ org: 'acme', who: 'ann', what: 'x', n: 3 }]);
    const params = { tenantCol: 'org', userCol: 'who', resCol: 'what', likelihoodCol: 'n' };
    expect(linesOf(table, params)).toEqual(['acme ann x 3']);
  });

  it('refuses a table without rows', () => {
    const message = 'Expected a table with at least one row, got 0 rows';
    expect(() => linesOf(accessTable('1 ann x 5').slice(0, 0))).toThrow(message);
    expect(() => linesOf(toTable({ tenant: [], user: [], res: [], likelihood: [] }))).toThrow(message);
    expect(() => linesOf(toTable([]))).toThrow('Expected a column tenant, got a table without columns');
  });

  it('shows what cannot be seen in the names of an access once', () => {
    const rows = [1, 2].map(() => ({ tenant: 't', user: 'ann\u202e', res: 'r', likelihood: 3e38 }));
    expect(() => linesOf(toTable(rows))).toThrow(/ for t, ann\\u202e, r$/);
  });
});
