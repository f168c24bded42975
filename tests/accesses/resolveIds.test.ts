import { describe, expect, it } from 'vitest';
import { Entities } from '../../lib/accesses/entities.js';
import { resolveIds } from '../../lib/accesses/resolveIds.js';
import type { NameColumn } from '../../lib/tables/readColumns.js';

const entities = new Entities(
  new Map([
    ['t1', ['ann', 'bob']],
    ['t2', ['bob']],
  ]),
);

function column(names: string[], others: string[] = []): NameColumn {
  const values = [...new Set([...names, ...others])];
  return { values, codes: Int32Array.from(names, (name) => values.indexOf(name)) };
}

describe('resolveIds', () => {
  const tenants = ['t1', 't2', 't1', 't2', 't3', 't1', 't1'];
  const names = ['bob', 'bob', 'ann', 'ann', 'bob', 'eve', 'bob'];
  const ids = [1, 2, 0, -1, -1, -1, 1];

  it('finds the id of each row, -1 where there is none', () => {
    expect([...resolveIds(column(tenants), column(names), entities)]).toEqual(ids);
  });

  it('finds the same where tenants and names are too many for a table of all pairs', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `other ${n}`);
    expect([...resolveIds(column(tenants, many), column(names, many), entities)]).toEqual(ids);
  });

  it('resolves no rows to no ids', () => {
    expect(resolveIds(column([]), column([]), entities)).toHaveLength(0);
  });
});
