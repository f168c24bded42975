import type { Table } from 'apache-arrow';
import type { Named } from '../ids/named.js';
import type { NamingColumns } from '../ids/readAccessTable.js';
import { readNames } from '../tables/readColumns.js';

/** Of a table of `triage`. */
export const ALERT_COLUMNS: NamingColumns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };

/**
 * The names of each row.
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function namesInRows(table: Table, { tenantCol, userCol, resCol }: NamingColumns): Named[] {
  const [tenant, user, res] = [tenantCol, userCol, resCol].map((name) => textsOf(table, name));
  return tenant.map((name, row) => ({ tenant: name, user: user[row], res: res[row] }));
}

/** A column of names as text. */
export function textsOf(table: Table, name: string): string[] {
  const { codes, values } = readNames(table, name);
  return Array.from(codes, (code) => values[code]);
}
