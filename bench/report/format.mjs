// @ts-check

/**
 * Three significant digits, thousands with commas.
 * @param {number} value
 */
export function number(value) {
  const rounded = Number(value.toPrecision(3));
  return Math.abs(rounded) >= 100 ? Math.round(rounded).toLocaleString('en-US') : String(rounded);
}

/**
 * Rows a second, in the unit that fits.
 * @param {number} perSecond
 */
export function rate(perSecond) {
  return perSecond >= 1e6 ? `${number(perSecond / 1e6)}M rows/s` : `${number(perSecond)} rows/s`;
}

/**
 * A Markdown table; columns but the first are aligned right.
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function markdownTable(head, rows) {
  const line = (/** @type {readonly string[]} */ cells) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [
    line(head),
    `|${head.map((_, n) => (n === 0 ? '---|' : '---:|')).join('')}`,
    ...rows.map(line),
  ].join('\n');
}
