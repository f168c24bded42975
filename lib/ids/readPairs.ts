import type { Table } from 'apache-arrow';
import { checkNames } from '../checks/checkNames.js';
import { checkTable, readNames } from '../tables/readColumns.js';
import { listEntities } from './accesses.js';
import type { Entities } from './entities.js';
import { resolveIds } from './resolveIds.js';

/** Which columns name an access. */
export interface PairColumns {
  /** Default: all rows are of one tenant. */
  tenantCol?: string;
  /** Default 'user'. */
  userCol?: string;
  /** Default 'res'. */
  resCol?: string;
}

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
  checkTable(table);
  checkNames('options', columns, ['tenantCol', 'userCol', 'resCol', 'likelihoodCol']);
  const { tenantCol, userCol = 'user', resCol = 'res' } = columns;
  const tenants =
    tenantCol === undefined
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
