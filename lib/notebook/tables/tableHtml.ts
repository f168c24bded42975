import type { Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { checkTable } from '../../tables/isTable.js';
import { columnWidths } from './columnWidths.js';
import { formatCell, formatHead, formatText, isNumeric, isTime } from './formatCell.js';
import { isIdentifier } from './isIdentifier.js';
import { liveData } from './liveData.js';
import { liveScript } from './liveScript.js';
import { isSentence, PROSE_WIDTH, SENTENCE_WORDS } from './prose.js';
import { readCell } from './readCell.js';
import { rowsNote, type TableOptions, tableOptions } from './tableOptions.js';

// Styles stand on the elements: a notebook that isn't trusted loses <style>. Greys are see-through, for dark pages.
const tableStyle = 'border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0';
const captionStyle = 'caption-side:top;text-align:left;padding:4px 12px;white-space:normal';
const headStyle = 'padding:4px 12px;border-bottom:1px solid #888;font-weight:600;overflow-wrap:anywhere';
const cellStyle = 'padding:3px 12px;border-bottom:1px solid rgba(128,128,128,.3)';
const cutStyle = 'display:inline-flex;white-space:pre;vertical-align:bottom';
/** What the page's own script needs to draw cells alike. */
const limits = { sentenceWords: SENTENCE_WORDS, proseWidth: PROSE_WIDTH };
/** Tables up to this many rows are read at a glance. */
const SHORT = 10;

/**
 * The first rows of a table as HTML, and where there are more than ten rows also what lets a page with scripts sort,
 * search, page and save them. Names are data: markup in them is shown, not obeyed.
 *
 * @throws TypeError if it is not an Arrow table; RangeError naming an option
 */
export function tableHtml(table: Table, options: TableOptions = {}): string {
  checkTable(table);
  const { limit, digits, caption } = tableOptions(options);
  const shown = Math.min(limit, table.numRows);
  const columns = table.schema.fields.map(({ name, type }, index) => {
    const vector = table.getChildAt(index)!;
    const identifier = isIdentifier(String(name));
    const values = Array.from({ length: shown }, (_, row) => readCell(vector, row));
    return {
      head: formatHead(String(name), type),
      align: `text-align:${isNumeric(type) ? 'right' : 'left'}`,
      // Half a time says nothing.
      rigid: isNumeric(type) || isTime(type),
      values,
      cells: values.map((value) => formatCell(value, type, { digits, identifier })),
    };
  });
  const widths = columnWidths(
    columns.map(({ cells, head }) => Math.max(Math.min(head.length, 12), ...cells.map(widthOf))),
    columns.map(({ rigid }) => !rigid),
  );
  const heads = columns.map(
    ({ head, align }) => `<th scope="col" style="${headStyle};${align}">${escapeHtml(head)}</th>`,
  );
  const rows = Array.from({ length: shown }, (_, row) => {
    const cells = columns.map(({ values, cells, align, rigid }, n) => {
      const style = `${cellStyle};${align}${rigid ? ';white-space:nowrap' : ''}`;
      const prose =
        cells[row].length > PROSE_WIDTH && cells[row].includes(' ') ? `;min-width:${PROSE_WIDTH}ch` : '';
      const missing = (values[row] ?? null) === null ? ';font-style:italic' : '';
      return `<td style="${style}${prose}${missing}">${cut(cells[row], widths[n])}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const size = `${counted(table.numRows, 'row')} × ${counted(columns.length, 'column')}`;
  const title = caption === '' ? `Table of ${size}` : `${formatText(caption)} (${size})`;
  const note = table.numRows === 0 ? 'no rows' : rowsNote(table.numRows, limit);
  const live = table.numRows > SHORT && columns.length > 0;
  return [
    `<div class="access-table" role="group" tabindex="0" aria-label="${escapeHtml(title)}" style="overflow-x:auto">`,
    `<table style="${tableStyle}"><caption style="${captionStyle}">${escapeHtml(title)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    note === null ? '' : `<div class="access-table-note" style="padding:4px 12px">${note}</div>`,
    live ? dataScript({ ...liveData(table, Math.max(limit, 1), digits), widths, ...limits }) : '',
    '</div>',
    live ? liveScript() : '',
  ].join('');
}

/** How many characters a cell needs on a line: words wrap. */
function widthOf(cell: string): number {
  if (isSentence(cell)) return PROSE_WIDTH;
  return Math.max(...cell.split(/\s+/).map((word) => [...word].length));
}

/** A name whose middle the screen leaves out where there is no room; it is whole when copied, printed or focused. */
function cut(text: string, width: number): string {
  // Words wrap by themselves.
  if (isSentence(text)) return `<span style="overflow-wrap:anywhere">${escapeHtml(text)}</span>`;
  const words = text.split(/\s+/);
  const widest = words.length > 1 ? Math.max(width, PROSE_WIDTH) : width;
  if (words.every((word) => [...word].length <= widest)) return escapeHtml(text);
  const characters = [...text];
  const tail = Math.floor(width / 3);
  const [start, end] = [characters.slice(0, -tail).join(''), characters.slice(-tail).join('')];
  return (
    `<span class="access-cut" tabindex="0" title="${escapeHtml(text)}" style="${cutStyle};max-width:${width + 1}ch">` +
    `<span style="overflow:hidden;text-overflow:ellipsis">${escapeHtml(start)}</span>` +
    `<span>${escapeHtml(end)}</span></span>`
  );
}

/** Escaped so that no name can end the script element, or open a comment in it. */
function dataScript(data: object): string {
  return `<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
