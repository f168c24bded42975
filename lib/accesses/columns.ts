import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { checkTable } from '../tables/isTable.js';

/** Which columns name an access. */
export interface PairColumns {
  /** Default: 'tenant' where the table has it. Null, or no such column: all rows have one tenant. */
  tenantCol?: string | null;
  /** Default: 'user'. */
  userCol?: string;
  /** Default: 'res'. */
  resCol?: string;
}

/** The columns that name who accesses what; a tenantCol of null: all rows belong to one tenant. */
export interface Columns {
  tenantCol: string | null;
  userCol: string;
  resCol: string;
}

/** The same of a model, which always has tenants. */
export interface NamingColumns extends Columns {
  tenantCol: string;
}

const ALL = ['tenantCol', 'userCol', 'resCol'] as const satisfies (keyof Columns)[];

/** What `readAccess` and `triage` call them. */
export const COMMON_COLUMNS: NamingColumns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

/**
 * Fills in defaults. The table that somebody learns from decides whether there are tenants; what they are
 * asked of later must then have them, too.
 *
 * @throws RangeError naming an option that isn't known, or two of the same column; TypeError where one is no
 *   text
 */
export function pairColumns(table: Table, columns: PairColumns): Columns {
  checkTable(table);
  checkNames('columns', columns, ALL);
  const { userCol = 'user', resCol = 'res' } = columns;
  const isTenant = userCol !== 'tenant' && resCol !== 'tenant' && table.getChild('tenant') !== null;
  const { tenantCol = isTenant ? 'tenant' : null } = columns;
  const resolved = { tenantCol, userCol, resCol };
  checkColumnNames(resolved, ALL, [], ['tenantCol']);
  return resolved;
}

/**
 * The columns that name a table's accesses: as the model calls them; where one of these isn't there, tenant,
 * user and res, as `triage` writes them whatever the model calls them. Never some of either: `user` may be
 * what a model calls its resources.
 *
 * @param isColumn whether the table has a column of that name
 * @param needed those that are read
 */
export function namingAmong(
  isColumn: (name: string) => boolean,
  { tenantCol, userCol, resCol }: NamingColumns,
  needed: readonly (keyof NamingColumns)[] = ALL,
): NamingColumns {
  const own: NamingColumns = { tenantCol, userCol, resCol };
  // A table of alerts has all of tenant, user and res, also where fewer are read.
  for (const names of [ALL, needed]) {
    const isThere = (columns: NamingColumns) => names.every((name) => isColumn(columns[name]));
    const found = [own, COMMON_COLUMNS].find(isThere);
    if (found !== undefined) return found;
  }
  return own;
}

/** The same of an Arrow table. */
export function namingColumns(
  table: Table,
  params: NamingColumns,
  needed?: readonly (keyof NamingColumns)[],
): NamingColumns {
  checkTable(table);
  return namingAmong((name) => table.getChild(name) !== null, params, needed);
}

/**
 * The column of the likelihoods; null where each row counts 1.
 *
 * @param isOptional whether a column that isn't there means just that, instead of an error when it is read
 */
export function likelihoodColOf(
  table: Table,
  likelihoodCol: string | null,
  isOptional = true,
): string | null {
  checkTable(table);
  return likelihoodCol === null || (isOptional && table.getChild(likelihoodCol) === null)
    ? null
    : likelihoodCol;
}
