// @ts-check

/**
 * The middle value, or the mean of the two; NaN of nothing.
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
  return `${Math.abs(rounded) >= 100 ? count(Math.round(rounded)) : rounded}${unit}`;
}

/** @param {number} value */
export function count(value) {
  return value.toLocaleString('en-US');
}

/**
 * A Markdown table; columns but the first `left` are aligned right.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 * @param {number} [left]
 */
export function markdownTable(head, rows, left = 1) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head),
    `|${head.map((_, n) => (n < left ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n');
}
