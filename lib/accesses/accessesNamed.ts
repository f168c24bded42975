import type { Table } from 'apache-arrow';
import { type Accesses, accessesOf } from './Accesses.js';
import { type NamingColumns, namingColumns } from './columns.js';

/**
 * The accesses of a table as a model names them, or else as `tenant`, `user` and `res`; see `namingColumns`.
 *
 * @throws RangeError or TypeError as `accessesOf`
 */
export function accessesNamed(table: Table, params: NamingColumns): Accesses {
  return accessesOf(table, namingColumns(table, params));
}
