import type { Table } from 'apache-arrow';
import { accessesOf } from '../../accesses/Accesses.js';
import { type Columns, type PairColumns, pairColumns } from '../../accesses/columns.js';
import { sumRows } from '../../accesses/sums.js';
import { expectText } from '../../base/checks/expect.js';
import { visibleText } from '../../base/text/visibleText.js';
import { checkTable } from '../../tables/isTable.js';
import { readFiniteNumbers } from '../../tables/readColumns.js';

/** Accesses of one user to one resource. */
export interface Access {
  /** Null if the accesses are not told apart by tenant. */
  tenant: string | null;
  user: string;
  res: string;
  /** How often; positive. */
  count: number;
}

/** Names of the columns that hold accesses. */
export interface AccessColumns extends PairColumns {
  /**
   * How often. Default: 'count' if the table has such a column, else 'likelihood'. If it has neither, or if
   * this is null, each row counts 1.
   */
  countCol?: string | null;
}

/**
 * The table's accesses, one for each pair of user and resource (within a tenant), in the order in which the
 * pairs first occur. The counts of repeated pairs are added up. Names that are numbers or booleans are taken
 * as their text. A table without columns and rows, such as `toTable([])`, has no accesses.
 *
 * @throws TypeError if it is not an Arrow table, or a column holds neither names nor, for the count, numbers
 * @throws RangeError if an option isn't known, or a column is missing; RangeError naming the row of a name
 *   that is missing or empty, or of a count that is not a positive finite number
 */
export function sankeyAccesses(table: Table, columns: AccessColumns = {}): Access[] {
  checkTable(table);
  if (table.schema.fields.length === 0 && table.numRows === 0) return [];
  const { countCol = countColOf(table), ...named } = columns;
  const accesses = accessesOf(table, pairColumns(table, named));
  const counts = sumRows(accesses, countCol === null ? null : positiveNumbers(table, countCol));
  const hasTenants = accesses.columns.tenantCol !== null;
  return accesses.names().map(({ tenant, user, res }, n) => ({
    tenant: hasTenants ? tenant : null,
    user,
    res,
    count: counts[n],
  }));
}

/**
 * The columns of accesses and of anomalies. The accesses tell whether there are tenants; if there are no
 * accesses, as in `toTable([])`, the anomalies do.
 *
 * @throws TypeError if one of the two is not an Arrow table, RangeError naming an option that isn't known
 */
export function columnsOfBoth(accesses: Table, anomalies: Table, columns: PairColumns): Columns {
  for (const table of [accesses, anomalies]) checkTable(table);
  return pairColumns(accesses.schema.fields.length > 0 ? accesses : anomalies, columns);
}

/** Anomalous accesses: each counts once, whatever its count, as in the original notebook. */
export function anomalousAccesses(anomalies: Table, columns: Columns): Access[] {
  return sankeyAccesses(anomalies, { ...columns, countCol: null }).map((access) => ({ ...access, count: 1 }));
}

function countColOf(table: Table): string | null {
  return ['count', 'likelihood'].find((name) => table.getChild(name) !== null) ?? null;
}

function positiveNumbers(table: Table, column: string): Float64Array {
  expectText('countCol', column, 'to name a column');
  const numbers = readFiniteNumbers(table, column);
  const row = numbers.findIndex((count) => !(count > 0));
  if (row < 0) return numbers;
  throw new RangeError(
    `Expected column ${visibleText(column)} to hold positive numbers, got ${numbers[row]} in row ${row}`,
  );
}
