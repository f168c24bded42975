import type { Table } from 'apache-arrow';
import { checkTable } from '../../tables/isTable.js';
import { formatCell, formatHead, isNumeric } from './formatCell.js';
import { isIdentifier } from './isIdentifier.js';
import { readCell } from './readCell.js';
import { rowsNote, type TableOptions, tableOptions } from './tableOptions.js';

/**
 * The first rows of a table as plain text, drawn as Spark's `show()` does.
 *
 * @throws TypeError if it is not an Arrow table; RangeError naming an option
 */
export function tableText(table: Table, options: TableOptions = {}): string {
  checkTable(table);
  const { limit, digits } = tableOptions(options);
  const columns = table.schema.fields.map((field, index) => {
    const vector = table.getChildAt(index)!;
    const identifier = isIdentifier(String(field.name));
    const cells = Array.from({ length: Math.min(limit, table.numRows) }, (_, row) =>
      formatCell(readCell(vector, row), field.type, { digits, identifier }),
    );
    const name = formatHead(String(field.name), field.type);
    const width = cells.reduce((widest, cell) => Math.max(widest, cell.length), name.length);
    const pad = (text: string) => (isNumeric(field.type) ? text.padStart(width) : text.padEnd(width));
    return { rule: '-'.repeat(width), name: pad(name), cells: cells.map(pad) };
  });
  const rule = `+${columns.map((column) => column.rule).join('+')}+`;
  const line = (cells: string[]) => `|${cells.join('|')}|`;
  const rows = Array.from({ length: Math.min(limit, table.numRows) }, (_, row) =>
    line(columns.map(({ cells }) => cells[row])),
  );
  const note = rowsNote(table.numRows, limit);
  return [
    rule,
    line(columns.map(({ name }) => name)),
    rule,
    ...rows,
    rule,
    ...(note === null ? [] : [note]),
  ].join('\n');
}
