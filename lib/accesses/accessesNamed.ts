import type { Table } from 'apache-arrow';
import { type Accesses, accessesOf } from './Accesses.js';
import { type NamingColumns, namingColumns } from './columns.js';

/**
 * The accesses of a table with the model's column names, or else `tenant`, `user` and `res`; see
 * `namingColumns`.
 *
 * @throws the same as `accessesOf`
 */
export function accessesNamed(table: Table, params: NamingColumns): Accesses {
  return accessesOf(table, namingColumns(table, params));
}
