import type { Table } from 'apache-arrow';
import { describe } from '../../base/text/describe.js';
import { findColumn } from '../../tables/findColumn.js';
import { labelOf } from './labelOf.js';

/**
 * A column of labels: 1 (or true) = anomalous, 0 (or false) = normal.
 *
 * @throws RangeError naming a missing column, or the row of another value
 */
export function readLabels(table: Table, labelCol: string): Uint8Array {
  const column = findColumn(table, labelCol);
  return Uint8Array.from({ length: table.numRows }, (_, row) => {
    const value: unknown = column.get(row);
    const label = labelOf(value);
    if (label !== null) return label;
    throw new RangeError(`Expected column ${labelCol} to hold 0 or 1, got ${describe(value)} in row ${row}`);
  });
}
