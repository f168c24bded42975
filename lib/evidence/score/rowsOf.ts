import type { Table } from 'apache-arrow';
import type { NamingColumns } from '../../accesses/readAccessTable.js';
import { resolveIds } from '../../accesses/resolveIds.js';
import { sortedOrder } from '../../base/numbers/sortedOrder.js';
import { checkTable } from '../../tables/isTable.js';
import { readNames } from '../../tables/readColumns.js';
import type { Counts } from '../counts/counts.js';
import { type Cells, cellsOf } from './cells.js';
import { namingColumns } from './namingColumns.js';

/** The distinct accesses of a table, and which of them each row is. */
export interface Rows {
  cells: Cells;
  cellOf: Int32Array;
  /** The columns that name them. */
  columns: NamingColumns;
}

/**
 * Looks up a table's rows.
 *
 * @param params what the model calls its columns; see `namingColumns`
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function rowsOf(table: Table, counts: Counts, params: NamingColumns): Rows {
  checkTable(table);
  const columns = namingColumns(table, params);
  const { tenantCol, userCol, resCol } = columns;
  const tenants = readNames(table, tenantCol);
  const user = resolveIds(tenants, readNames(table, userCol), counts.users);
  const res = resolveIds(tenants, readNames(table, resCol), counts.resources);
  const positions = new Map(counts.users.tenants.map((tenant, t) => [tenant, t]));
  const tenantOf = Int32Array.from(tenants.values, (tenant) => positions.get(tenant) ?? -1);
  const tenant = tenants.codes.map((code) => tenantOf[code]);

  let order: Int32Array = Int32Array.from(user.keys());
  for (const [ids, size] of [
    [tenant, positions.size],
    [res, counts.resources.size],
    [user, counts.users.size],
  ] as const) {
    // What isn't known, -1, comes first.
    const keys = ids.map((id) => id + 1);
    order = sortedOrder(order, keys, size + 1);
  }
  const cellOf = new Int32Array(order.length);
  const first: number[] = [];
  let last = -1;
  for (const row of order) {
    if (last < 0 || user[row] !== user[last] || res[row] !== res[last] || tenant[row] !== tenant[last]) {
      first.push(row);
      last = row;
    }
    cellOf[row] = first.length - 1;
  }
  const take = (values: Int32Array) => Int32Array.from(first, (row) => values[row]);
  return { cells: cellsOf(counts, take(tenant), take(user), take(res)), cellOf, columns };
}
