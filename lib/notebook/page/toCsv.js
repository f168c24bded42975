/**
 * Rows of a table's columns as CSV (RFC 4180). A name that a spreadsheet would run as a formula gets an apostrophe in
 * front; numbers stay numbers.
 *
 * @param {import('./types.js').Column[]} columns
 * @param {number[]} rows
 */
export function toCsv(columns, rows) {
  const lines = rows.map((row) =>
    columns.map(({ text, raw, numeric }) => {
      const value = raw ? (raw[row] ?? '') : text[row];
      return field(numeric ? value : neutral(value));
    }),
  );
  return [columns.map(({ name }) => field(neutral(name))), ...lines]
    .map((line) => `${line.join(',')}\r\n`)
    .join('');
}

/** @param {string} text */
function neutral(text) {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** @param {string} text */
function field(text) {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
