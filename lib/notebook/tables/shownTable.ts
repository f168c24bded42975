import type { DataType, Table, Vector } from 'apache-arrow';
import { checkTable } from '../../tables/isTable.js';
import { formatCell, formatHead } from './formatCell.js';
import { isIdentifier } from './isIdentifier.js';
import { type TableOptions, tableOptions } from './tableOptions.js';

/** A table as it is shown, in whatever form. */
export interface ShownTable extends Required<TableOptions> {
  numRows: number;
  /** How many rows are shown without a script. */
  shown: number;
  columns: ShownColumn[];
}

interface ShownColumn {
  head: string;
  type: DataType;
  /** A cell's value; null where it has none. */
  value(row: number): unknown;
  /** A cell's text, which is formatted once. */
  text(row: number): string;
}

/** @throws TypeError if it is not an Arrow table; RangeError naming an option */
export function shownTable(table: Table, options: TableOptions): ShownTable {
  checkTable(table);
  const checked = tableOptions(options);
  const { numRows } = table;
  const columns = table.schema.fields.map(({ name, type }, index): ShownColumn => {
    const vector = table.getChildAt(index)!;
    const format = { digits: checked.digits, identifier: isIdentifier(String(name)) };
    const texts: string[] = [];
    const value = (row: number) => readCell(vector, row) ?? null;
    return {
      head: formatHead(String(name), type),
      type,
      value,
      text: (row) => (texts[row] ??= formatCell(value(row), type, format)),
    };
  });
  return { ...checked, numRows, shown: Math.min(checked.limit, numRows), columns };
}

/** The numbers of the rows that are shown. */
export function shownRows({ shown }: ShownTable): number[] {
  return Array.from({ length: shown }, (_, row) => row);
}

/** A column's value in a row. A timestamp that is too large for Arrow is the stored 64-bit integer. */
function readCell(column: Vector, row: number): unknown {
  try {
    return column.get(row);
  } catch {
    return column.slice(row, row + 1).toArray()[0];
  }
}
