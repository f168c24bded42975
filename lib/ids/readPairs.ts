import type { Table } from 'apache-arrow';
import { readNames } from '../tables/readColumns.js';
import type { Entities } from './entities.js';
import { type PairColumns, pairColumns } from './pairColumns.js';
import { listEntities } from './readAccessTable.js';
import { resolveIds } from './resolveIds.js';

/** The pairs of a table's rows as ids. */
export interface Pairs {
  users: Entities;
  resources: Entities;
  /** The user id of each row. */
  user: Int32Array;
  /** The resource id of each row. */
  res: Int32Array;
}

/**
 * Numbers the users and resources of a table, or looks them up among known ones (then -1 = not among them).
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function readPairs(
  table: Table,
  columns: PairColumns,
  known?: Pick<Pairs, 'users' | 'resources'>,
): Pairs {
  const { tenantCol, userCol, resCol } = pairColumns(table, columns);
  const tenants =
    tenantCol === null
      ? { codes: new Int32Array(table.numRows), values: ['default'] }
      : readNames(table, tenantCol);
  const userNames = readNames(table, userCol);
  const resNames = readNames(table, resCol);
  const users = known?.users ?? listEntities([[tenants, userNames]]);
  const resources = known?.resources ?? listEntities([[tenants, resNames]]);
  return {
    users,
    resources,
    user: resolveIds(tenants, userNames, users),
    res: resolveIds(tenants, resNames, resources),
  };
}
