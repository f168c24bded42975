import type { Table } from 'apache-arrow';
import { adoptTable } from './adoptTable.js';
import { takeRows } from './takeRows.js';

/**
 * Splits the rows of a table in two, in their order.
 *
 * @param isTest called once for each row, counted from 0
 * @throws TypeError naming a column that holds lists, structs or similar values
 */
export function splitRows(table: Table, isTest: (row: number) => boolean): { train: Table; test: Table } {
  const adopted = adoptTable(table);
  const sides = Uint8Array.from({ length: table.numRows }, (_, row) => (isTest(row) ? 1 : 0));
  const rows = Int32Array.from(sides.keys());
  const take = (side: number) =>
    takeRows(
      adopted,
      rows.filter((row) => sides[row] === side),
    );
  return { train: take(0), test: take(1) };
}
