import type { ColumnData } from './TableData.js';

/**
 * Rows of a table's columns as CSV (RFC 4180). A name that a spreadsheet would run as a formula gets an
 * apostrophe in front; numbers stay numbers.
 */
export function toCsv(columns: readonly ColumnData[], rows: readonly number[]): string {
  const lines = rows.map((row) =>
    columns.map(({ text, raw, numeric }) => {
      const value = raw ? (raw[row] ?? '') : text[row];
      return csvField(numeric ? value : neutral(value));
    }),
  );
  return [columns.map(({ name }) => csvField(neutral(name))), ...lines]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');
}

function neutral(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A cell of CSV: in quotes where it needs them (RFC 4180). */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
