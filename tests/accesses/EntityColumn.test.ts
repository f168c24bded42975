import { describe, expect, it } from 'vitest';
import { EntityColumn, entitiesOf } from '../../lib/accesses/EntityColumn.js';
import { Entities } from '../../lib/accesses/entities.js';
import type { NameCodes } from '../../lib/tables/readColumns.js';

const entities = new Entities(
  new Map([
    ['t1', ['ann', 'bob']],
    ['t2', ['bob']],
  ]),
);

function column(names: string[], others: string[] = []): NameCodes {
  const values = [...new Set([...names, ...others])];
  return { values, codes: Int32Array.from(names, (name) => values.indexOf(name)) };
}

describe('the ids of rows', () => {
  const tenants = ['t1', 't2', 't1', 't2', 't3', 't1', 't1'];
  const names = ['bob', 'bob', 'ann', 'ann', 'bob', 'eve', 'bob'];
  const ids = [1, 2, 0, -1, -1, -1, 1];

  it('finds the id of each row, -1 where there is none', () => {
    expect([...new EntityColumn(column(tenants), column(names)).idsOfRows(entities)]).toEqual(ids);
  });

  it('finds the same where tenants and names are too many for a table of all pairs', () => {
    const many = Array.from({ length: 5000 }, (_, n) => `other ${n}`);
    expect([...new EntityColumn(column(tenants, many), column(names, many)).idsOfRows(entities)]).toEqual(
      ids,
    );
  });

  it('resolves no rows to no ids', () => {
    expect(new EntityColumn(column([]), column([])).idsOfRows(entities)).toHaveLength(0);
  });
});

describe('a column of entities', () => {
  it('tells names of two tenants apart, and knows both by their codes', () => {
    const users = new EntityColumn(column(['t2', 't1', 't2']), column(['bob', 'bob', 'bob'], ['nobody']));
    expect(users.size).toBe(2);
    expect(Array.from(users.codes, (code) => `${users.tenantOf(code)} ${users.nameOf(code)}`)).toEqual([
      't2 bob',
      't1 bob',
      't2 bob',
    ]);
    expect([...users.idsOfCodes(entities)].sort()).toEqual([1, 2]);
  });

  it('has the entities of several columns, each once', () => {
    const [some, others] = [
      new EntityColumn(column(['t1', 't2']), column(['ann', 'bob'])),
      new EntityColumn(column(['t1', 't1']), column(['bob', 'ann'])),
    ];
    expect(entitiesOf(some, others).names).toEqual(entities.names);
    expect([...entitiesOf(some, others).starts]).toEqual([...entities.starts]);
  });
});
