import type { Table } from 'apache-arrow';
import { type PairColumns, pairColumns, type ResolvedPairColumns } from '../../ids/pairColumns.js';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';

/** Accesses of one user to one resource. */
export interface Access {
  /** null when the accesses are not told apart by tenant */
  tenant: string | null;
  user: string;
  res: string;
  /** how often; positive */
  count: number;
}

/** Names of the columns that hold accesses. */
export interface AccessColumns extends PairColumns {
  /** How often; default: every row counts 1. */
  countCol?: string;
}

/**
 * The table's accesses, one for each pair of user and resource (within a tenant), in the order in which the pairs first
 * occur. The counts of repeated pairs are added up. Names that are not strings are taken as their text. A table
 * without columns and rows, such as `toTable([])`, has no accesses.
 *
 * @throws TypeError if it is not an Arrow table
 * @throws RangeError if a column is missing, a name is null, or a count is not a positive finite number
 */
export function sankeyAccesses(table: Table, columns: AccessColumns = {}): Access[] {
  checkTable(table);
  if (table.schema.fields.length === 0 && table.numRows === 0) return [];
  const { countCol, ...named } = columns;
  const { tenantCol, userCol, resCol } = pairColumns(table, named);
  const users = names(table, userCol);
  const resources = names(table, resCol);
  const tenants = tenantCol === null ? null : names(table, tenantCol);
  const counts = countCol === undefined ? null : positiveNumbers(table, countCol);

  const accesses = new Map<string, Access>();
  for (let row = 0; row < table.numRows; row++) {
    const access: Access = {
      tenant: tenants === null ? null : tenants[row],
      user: users[row],
      res: resources[row],
      count: counts === null ? 1 : counts[row],
    };
    const key = pairKey(access);
    const earlier = accesses.get(key);
    if (earlier === undefined) accesses.set(key, access);
    else earlier.count += access.count;
  }
  return [...accesses.values()];
}

/**
 * The columns of accesses and of those among them that are anomalous. The accesses say whether there are tenants; where there
 * are none, as in `toTable([])`, the anomalies do.
 *
 * @throws TypeError if one of the two is not an Arrow table, RangeError naming an option that isn't known
 */
export function columnsOfBoth(accesses: Table, anomalies: Table, columns: PairColumns): ResolvedPairColumns {
  for (const table of [accesses, anomalies]) checkTable(table);
  return pairColumns(accesses.schema.fields.length > 0 ? accesses : anomalies, columns);
}

/** A text that two accesses share exactly when they are of the same user to the same resource in the same tenant. */
export function pairKey({ tenant, user, res }: Pick<Access, 'tenant' | 'user' | 'res'>): string {
  return JSON.stringify([tenant, user, res]);
}

function names(table: Table, columnName: string): string[] {
  return [...findColumn(table, columnName)].map((value, row) => {
    if (value === null)
      throw new RangeError(`Expected a name in column '${columnName}', row ${row}, got null`);
    return String(value);
  });
}

function positiveNumbers(table: Table, columnName: string): number[] {
  return [...findColumn(table, columnName)].map((value, row) => {
    const count = typeof value === 'bigint' ? Number(value) : value;
    if (typeof count !== 'number' || !(count > 0) || count === Number.POSITIVE_INFINITY) {
      throw new RangeError(`Expected a positive number in column '${columnName}', row ${row}, got ${value}`);
    }
    return count;
  });
}
