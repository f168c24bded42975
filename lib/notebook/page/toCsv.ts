import { csvField } from '../../base/text/csvField.js';
import { nameCell } from '../../base/text/nameCell.js';
import type { ColumnData } from './TableData.js';

/**
 * Rows of a table's columns as CSV (RFC 4180). `nameCell` writes the texts, so that no spreadsheet runs a
 * name as a formula, and `readVerdicts` gets the original names back. Numbers stay numbers.
 */
export function toCsv(columns: readonly ColumnData[], rows: readonly number[]): string {
  const lines = rows.map((row) =>
    columns.map(({ text, raw, numeric }) => {
      const value = raw ? (raw[row] ?? '') : text[row];
      return csvField(numeric ? value : nameCell(value));
    }),
  );
  return [columns.map(({ name }) => csvField(nameCell(name))), ...lines]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');
}
