import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { checkTable } from '../tables/isTable.js';

/** Which columns name an access. */
export interface PairColumns {
  /** Default: 'tenant' if the table has it. Null, or no such column: all rows have one tenant. */
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

/** The same for a model, which always has tenants. */
export interface NamingColumns extends Columns {
  tenantCol: string;
}

const ALL = ['tenantCol', 'userCol', 'resCol'] as const satisfies (keyof Columns)[];

/** The names that `readAccess` and `triage` use. */
export const COMMON_COLUMNS: NamingColumns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

/**
 * Fills in defaults. The table to learn from decides whether there are tenants; if so, later tables must have
 * them, too.
 *
 * @throws RangeError naming an unknown option, or two options with the same column; TypeError if one is no
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
 * The columns that name a table's accesses: those of the model or, if one of them is missing, tenant, user
 * and res, as `triage` always writes them. The two are never mixed: a model may use the name `user` for its
 * resources.
 *
 * @param isColumn whether the table has a column with that name
 * @param needed the columns that are read
 */
export function namingAmong(
  isColumn: (name: string) => boolean,
  { tenantCol, userCol, resCol }: NamingColumns,
  needed: readonly (keyof NamingColumns)[] = ALL,
): NamingColumns {
  const own: NamingColumns = { tenantCol, userCol, resCol };
  // A table of alerts has all of tenant, user and res, even if fewer are read.
  for (const names of [ALL, needed]) {
    const isThere = (columns: NamingColumns) => names.every((name) => isColumn(columns[name]));
    const found = [own, COMMON_COLUMNS].find(isThere);
    if (found !== undefined) return found;
  }
  return own;
}

/** The same for an Arrow table. */
export function namingColumns(
  table: Table,
  params: NamingColumns,
  needed?: readonly (keyof NamingColumns)[],
): NamingColumns {
  checkTable(table);
  return namingAmong((name) => table.getChild(name) !== null, params, needed);
}

/**
 * The column of the likelihoods; null if each row counts 1.
 *
 * @param isOptional whether a missing column means that each row counts 1, instead of an error when it is
 *   read
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
