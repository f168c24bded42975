import type { Table } from 'apache-arrow';
import { findColumn } from '../../tables/findColumn.js';

/**
 * A column of labels: 1 (or true) = anomalous, 0 (or false) = normal.
 *
 * @throws RangeError naming a missing column, or the row of another value
 */
export function readLabels(table: Table, labelCol: string): Uint8Array {
  const column = findColumn(table, labelCol);
  return Uint8Array.from({ length: table.numRows }, (_, row) => {
    const value = Number(column.get(row) ?? Number.NaN);
    if (value === 0 || value === 1) return value;
    throw new RangeError(`Expected column ${labelCol} to hold 0 or 1, got ${column.get(row)} in row ${row}`);
  });
}
