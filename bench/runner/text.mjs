// @ts-check

/**
 * The middle value, or the mean of the two; NaN for no values.
 * @param {readonly number[]} values
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/**
 * Three significant digits, thousands with commas; a dash where there is none.
 * @param {number | null | undefined} value
 * @param {string} [unit]
 */
export function number(value, unit = '') {
  if (value === undefined || value === null || Number.isNaN(value)) return '-';
  const rounded = Number(value.toPrecision(3));
  return `${Math.abs(rounded) >= 100 ? count(rounded) : rounded}${unit}`;
}

/** @param {number} value */
export function count(value) {
  return Math.round(value).toLocaleString('en-US');
}

/**
 * A Markdown table.
 * @template Row
 * @param {readonly Row[]} rows
 * @param {Record<string, (row: Row) => string | number>} columns by their heads; numbers are rounded
 * @param {number} [left] so many columns are aligned left, the others right
 */
export function markdownTable(rows, columns, left = 1) {
  const heads = Object.keys(columns);
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const cellsOf = (/** @type {Row} */ row) =>
    Object.values(columns).map((column) => {
      const cell = column(row);
      return typeof cell === 'number' ? count(cell) : cell;
    });
  return [
    line(heads),
    `|${heads.map((_, n) => (n < left ? '---|' : '---:|')).join('')}`,
    ...rows.map((row) => line(cellsOf(row))),
  ].join('\n');
}

/**
 * Of each case what it is about, with its run of median seconds.
 *
 * @typedef {Record<string, any>} Row as it was read from JSON
 * @param {readonly Row[]} measured
 * @returns {Row[]}
 */
export function rowsOf(measured) {
  return measured.map((one) => {
    const { runs } = one;
    const bySeconds = runs.toSorted((/** @type {Row} */ a, /** @type {Row} */ b) => a.seconds - b.seconds);
    return { ...one, ...bySeconds[(runs.length - 1) >> 1] };
  });
}
