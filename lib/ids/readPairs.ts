import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../checks/checkColumnNames.js';
import { checkNames } from '../checks/checkNames.js';
import { checkTable, readNames } from '../tables/readColumns.js';
import { listEntities } from './accesses.js';
import type { Entities } from './entities.js';
import { resolveIds } from './resolveIds.js';

/** Which columns name an access. */
export interface PairColumns {
  /** Default: 'tenant' where the table has such a column; without one, or where this is null, all rows are of one tenant. */
  tenantCol?: string | null;
  /** Default: 'user'. */
  userCol?: string;
  /** Default: 'res'. */
  resCol?: string;
}

/** As `PairColumns`, with the defaults filled in; a tenantCol of null: all rows are of one tenant. */
export interface NamedPairColumns {
  tenantCol: string | null;
  userCol: string;
  resCol: string;
}

/**
 * Fills in defaults. The table that somebody learns from decides whether there are tenants; what they are asked of later must
 * then have them, too.
 *
 * @throws RangeError naming an option that isn't known, or two of the same column; TypeError where one is no text
 */
export function pairColumns(table: Table, columns: PairColumns): NamedPairColumns {
  checkTable(table);
  checkNames('columns', columns, NAMES);
  const { userCol = 'user', resCol = 'res' } = columns;
  const isTenant = userCol !== 'tenant' && resCol !== 'tenant' && table.getChild('tenant') !== null;
  const { tenantCol = isTenant ? 'tenant' : null } = columns;
  const resolved = { tenantCol, userCol, resCol };
  checkColumnNames(
    resolved,
    NAMES.filter((name) => resolved[name] !== null),
  );
  return resolved;
}

const NAMES = ['tenantCol', 'userCol', 'resCol'] as const;

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
