import type { Table } from 'apache-arrow';
import type { Named } from '../accesses/named.js';
import type { NamingColumns } from '../accesses/readAccessTable.js';
import { readTexts } from '../tables/readColumns.js';

/**
 * The names of each row.
 *
 * @throws RangeError or TypeError naming a missing column, or the row of a null or empty name
 */
export function namesInRows(table: Table, { tenantCol, userCol, resCol }: NamingColumns): Named[] {
  const [tenant, user, res] = [tenantCol, userCol, resCol].map((name) => readTexts(table, name));
  return tenant.map((name, row) => ({ tenant: name, user: user[row], res: res[row] }));
}
