import { expect, test } from 'vitest';
import { sankeyAccesses } from '../../../lib/figures/sankey/sankeyAccesses.js';
import { toTable } from '../../../lib/tables/toTable.js';

test('sankeyAccesses adds up the rows of a pair, in order of first occurrence', () => {
  const table = toTable([
    { user: 'b', res: 'x', count: 2 },
    { user: 'a', res: 'x', count: 1 },
    { user: 'b', res: 'x', count: 3 },
  ]);
  expect(sankeyAccesses(table, { countCol: 'count' })).toEqual([
    { tenant: null, user: 'b', res: 'x', count: 5 },
    { tenant: null, user: 'a', res: 'x', count: 1 },
  ]);
});

test('sankeyAccesses counts every row once without a count column', () => {
  const table = toTable({ user: ['a', 'a'], res: ['x', 'x'] });
  expect(sankeyAccesses(table)).toEqual([{ tenant: null, user: 'a', res: 'x', count: 2 }]);
});

test('sankeyAccesses keeps tenants apart when their column is named', () => {
  const table = toTable({ t: [0, 1], who: ['a', 'a'], what: ['x', 'x'], n: [1n, 4n] });
  const columns = { tenantCol: 't', userCol: 'who', resCol: 'what', countCol: 'n' };
  expect(sankeyAccesses(table, columns)).toEqual([
    { tenant: '0', user: 'a', res: 'x', count: 1 },
    { tenant: '1', user: 'a', res: 'x', count: 4 },
  ]);
});

test('sankeyAccesses does not confuse pairs whose names run together', () => {
  const table = toTable({ user: ['a', 'a","b'], res: ['b","c', 'c'] });
  expect(sankeyAccesses(table)).toHaveLength(2);
});

test('sankeyAccesses names the column and row of what it cannot read', () => {
  const missing = toTable({ user: ['a', null], res: ['x', 'x'] });
  expect(() => sankeyAccesses(missing)).toThrow(
    'Expected column user to hold a name in every row, got null in row 1',
  );
  for (const count of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, null]) {
    const table = toTable({ user: ['a', 'b'], res: ['x', 'x'], count: [1.5, count] });
    expect(() => sankeyAccesses(table)).toThrow(
      /^Expected column count to hold .*numbers, got \S+ in row 1$/,
    );
  }
  const text = toTable({ user: ['a'], res: ['x'], count: ['1'] });
  expect(() => sankeyAccesses(text, { countCol: 'count' })).toThrow('Expected column count to be numeric');
});

test('sankeyAccesses lists the columns when one is missing', () => {
  const table = toTable({ user: ['a'], res: ['x'] });
  expect(() => sankeyAccesses(table, { countCol: 'count' })).toThrow(
    'Expected a column count, got user, res',
  );
});

test('sankeyAccesses counts by count, else by likelihood, else rows, or what it is told', () => {
  const counts = (columns: object, options = {}) =>
    sankeyAccesses(toTable([{ user: 'a', res: 'x', ...columns }]), options).map(({ count }) => count);
  expect(counts({ count: 3, likelihood: 2 })).toEqual([3]);
  expect(counts({ likelihood: 2 })).toEqual([2]);
  expect(counts({})).toEqual([1]);
  expect(counts({ count: 3, n: 7 }, { countCol: 'n' })).toEqual([7]);
  expect(counts({ count: 3 }, { countCol: null })).toEqual([1]);
});
