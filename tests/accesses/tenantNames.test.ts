import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tenantNames } from '../../lib/accesses/tenantNames.js';
import type { NameCodes } from '../../lib/tables/readColumns.js';

/** @param unused values that no row has */
function column(names: readonly string[], unused: readonly string[] = []): NameCodes {
  const values = [...unused, ...new Set(names)];
  return { values, codes: Int32Array.from(names, (name) => values.indexOf(name)) };
}

/** The pair of each row, and the distinct ones. */
function read(tenants: NameCodes, names: NameCodes) {
  const { codes, tenant, name } = tenantNames(tenants, names);
  const distinct = Array.from(name, (n, code) => `${tenants.values[tenant[code]]} ${names.values[n]}`);
  return { rows: Array.from(codes, (code) => distinct[code]), distinct };
}

describe('tenantNames', () => {
  it('takes the codes of a column as they are where there is one tenant', () => {
    const names = column(['bob', 'ann', 'bob']);
    expect(tenantNames(column(['t', 't', 't']), names).codes).toBe(names.codes);
  });

  it('leaves out values that do not occur', () => {
    const { rows, distinct } = read(column(['t', 't']), column(['bob', 'ann'], ['eve']));
    expect(rows).toEqual(['t bob', 't ann']);
    expect(distinct).toEqual(['t bob', 't ann']);
  });

  it('numbers each pair once, tenant by tenant, in any order of rows', () => {
    const row = fc.tuple(fc.nat(3), fc.nat(3));
    fc.assert(
      fc.property(fc.array(row), (pairs) => {
        const tenants = pairs.map(([tenant]) => `t${tenant}`);
        const names = pairs.map(([, name]) => `n${name}`);
        const { rows, distinct } = read(column(tenants), column(names, ['unused']));
        expect(rows).toEqual(pairs.map(([tenant, name]) => `t${tenant} n${name}`));
        expect(new Set(distinct)).toEqual(new Set(rows));
        expect(new Set(distinct).size).toBe(distinct.length);
        const order = distinct.map((pair) => pair.split(' ')[0]);
        expect(order.filter((tenant, n) => tenant !== order[n - 1])).toHaveLength(new Set(tenants).size);
      }),
      { seed: 15 },
    );
  });
});
