import type { Table } from 'apache-arrow';
import { COMMON_COLUMNS, type NamingColumns } from '../../accesses/readAccessTable.js';

const ALL = ['tenantCol', 'userCol', 'resCol'] as const satisfies (keyof NamingColumns)[];

/**
 * The columns that name a table's accesses: as the model calls them; where one of these isn't there, tenant, user and res, as
 * `triage` writes them whatever the model calls them. Never some of either: `user` may be what a model calls its resources.
 *
 * @param needed those that are read
 */
export function namingColumns(
  table: Table,
  params: NamingColumns,
  needed: readonly (keyof NamingColumns)[] = ALL,
): NamingColumns {
  return namingAmong((name) => table.getChild(name) !== null, params, needed);
}

/**
 * The same by the names alone.
 *
 * @param isColumn whether the table has a column of that name
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
