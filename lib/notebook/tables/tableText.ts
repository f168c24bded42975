import type { Table } from 'apache-arrow';
import { isNumeric } from './formatCell.js';
import { prefixNotes, type ShownTable, shortText, shownRows, shownTable } from './shownTable.js';
import { rowsNote, type TableOptions } from './tableOptions.js';

/**
 * The first rows of a table as plain text, drawn like those of Spark's `show()`.
 *
 * @throws TypeError if it is not an Arrow table; RangeError naming an option
 */
export function tableText(table: Table, options: TableOptions = {}): string {
  return textOf(shownTable(table, options));
}

export function textOf(table: ShownTable): string {
  const columns = table.columns.map((column) => {
    const { head, type } = column;
    const cells = shownRows(table).map((row) => shortText(column, row));
    const width = cells.reduce((widest, cell) => Math.max(widest, cell.length), head.length);
    const pad = (cell: string) => (isNumeric(type) ? cell.padStart(width) : cell.padEnd(width));
    return { rule: '-'.repeat(width), head: pad(head), cells: cells.map(pad) };
  });
  const rule = `+${columns.map((column) => column.rule).join('+')}+`;
  const line = (cells: string[]) => `|${cells.join('|')}|`;
  const rows = shownRows(table).map((row) => line(columns.map(({ cells }) => cells[row])));
  const lines = [rule, line(columns.map(({ head }) => head)), rule, ...rows, rule];
  const note = rowsNote(table);
  return [...lines, ...(note === null ? [] : [note]), ...prefixNotes(table)].join('\n');
}
