import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Accesses, accessesOf, MOST_REMEMBERED } from '../../lib/accesses/Accesses.js';
import { COMMON_COLUMNS } from '../../lib/accesses/columns.js';
import { likelihoodsOf, timesOf } from '../../lib/accesses/sums.js';
import { dictionaryColumn } from '../../lib/tables/dictionaryColumn.js';
import { tableFromVectors } from '../../lib/tables/tableFromVectors.js';
import { toTable } from '../../lib/tables/toTable.js';
import { accessTable } from '../original/accessTable.js';

describe('Accesses', () => {
  it('numbers distinct accesses in the order of their first rows', () => {
    const accesses = Accesses.read(
      accessTable('2 bob x 1', '1 bob x 1', '2 bob x 5', '1 ann x 1', '1 bob x 2'),
      COMMON_COLUMNS,
    );
    expect([...accesses.distinct.firstRow]).toEqual([0, 1, 3]);
    expect([...accesses.distinct.accessOf]).toEqual([0, 1, 0, 2, 1]);
    expect(accesses.names()).toEqual([
      { tenant: '2', user: 'bob', res: 'x' },
      { tenant: '1', user: 'bob', res: 'x' },
      { tenant: '1', user: 'ann', res: 'x' },
    ]);
    expect([...likelihoodsOf(accesses, 'likelihood')]).toEqual([6, 3, 1]);
    expect([...likelihoodsOf(accesses, null)]).toEqual([2, 2, 1]);
  });

  it('tells the same rows apart as their names do, in any order and of any tenants', () => {
    const row = fc.tuple(fc.nat(2), fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const table = accessTable(...rows.map(([t, u, r]) => `${t} u${u} r${r} 1`));
        const accesses = Accesses.read(table, COMMON_COLUMNS);
        const texts = rows.map(([t, u, r]) => `${t} u${u} r${r}`);
        const distinct = [...new Set(texts)];
        expect(accesses.names().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`)).toEqual(distinct);
        expect([...accesses.distinct.accessOf]).toEqual(texts.map((text) => distinct.indexOf(text)));
        expect([...accesses.distinct.firstRow]).toEqual(distinct.map((text) => texts.indexOf(text)));
      }),
      { numRuns: 300 },
    );
  });

  it('names the row of a name that is missing, and the column that is', () => {
    const table = toTable({ tenant: ['t', 't'], user: ['ann', null], res: ['x', 'y'] });
    expect(() => accessesOf(table, COMMON_COLUMNS)).toThrow(
      'Expected column user to hold a name in every row, got null in row 1',
    );
    expect(() => accessesOf(table, { ...COMMON_COLUMNS, tenantCol: 'org' })).toThrow(
      "Expected a column org, got tenant, user, res; where all are of one tenant, sql`SELECT *, 'default' AS org",
    );
  });

  it('takes all rows for one tenant where no column has it', () => {
    const accesses = accessesOf(accessTable('1 ann x 1', '2 ann x 1'), {
      ...COMMON_COLUMNS,
      tenantCol: null,
    });
    expect(accesses.size).toBe(1);
  });

  it('has nothing of a table without rows', () => {
    const accesses = accessesOf(accessTable('1 ann x 1').slice(0, 0), COMMON_COLUMNS);
    expect([accesses.size, accesses.rowNames(), accesses.names()]).toEqual([0, [], []]);
  });
});

describe('accessesOf', () => {
  it('reads a table once for each choice of columns', () => {
    const table = accessTable('1 ann x 1');
    const accesses = accessesOf(table, COMMON_COLUMNS);
    expect(accessesOf(table, { ...COMMON_COLUMNS })).toBe(accesses);
    expect(accessesOf(table, { ...COMMON_COLUMNS, resCol: 'user' })).not.toBe(accesses);
    expect(accessesOf(accessTable('1 ann x 1'), COMMON_COLUMNS)).not.toBe(accesses);
  });

  it('remembers no table of too many rows', () => {
    const tableOf = (numRows: number) => {
      const names = dictionaryColumn(new Int32Array(numRows), ['ann']);
      return tableFromVectors(['tenant', 'user', 'res'].map((name) => [name, names] as const));
    };
    const [most, more] = [tableOf(MOST_REMEMBERED), tableOf(MOST_REMEMBERED + 1)];
    // Not toBe, which compares the million rows of different objects.
    const isRemembered = (table: Table) => {
      const before = accessesOf(table, COMMON_COLUMNS);
      return accessesOf(table, COMMON_COLUMNS) === before;
    };
    expect([most, more].map(isRemembered)).toEqual([true, false]);
  });
});

describe('timesOf', () => {
  const timesOfAccesses = (table: Table) => {
    const { size, distinct } = accessesOf(table, COMMON_COLUMNS);
    return timesOf(table, distinct.accessOf, size);
  };

  const names = { tenant: ['t', 't', 't'], user: ['ann', 'ann', 'bob'], res: ['x', 'x', 'x'] };

  it('takes the earliest and the latest of an access, from `first` and `last`, or from `time`', () => {
    const ranges = toTable({ ...names, first: [5, 3, null], last: [6, 4, 9] });
    expect(timesOfAccesses(ranges)).toEqual({ first: [3, null], last: [6, 9] });
    const moments = toTable({ ...names, time: [5, 3, 7] });
    expect(timesOfAccesses(moments)).toEqual({ first: [3, 7], last: [5, 7] });
  });

  it('leaves out rows of no group', () => {
    const table = toTable({ ...names, time: [5, 3, 7] });
    expect(timesOf(table, Int32Array.of(0, -1, -1), 2)).toEqual({ first: [5, null], last: [5, null] });
  });

  it('knows none where there is no such column', () => {
    const times = timesOfAccesses(toTable(names));
    expect(times).toEqual({ first: [null, null], last: [null, null] });
  });
});
