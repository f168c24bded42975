import type { Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { cutText, isSentence, PROSE_WIDTH } from '../page/cutText.js';
import type { TableData } from '../page/TableData.js';
import { columnWidths } from './columnWidths.js';
import { formatText, isNumeric, isTime } from './formatCell.js';
import { liveData } from './liveData.js';
import { liveScript } from './liveScript.js';
import { type ShownTable, shownRows, shownTable } from './shownTable.js';
import { rowsNote, type TableOptions } from './tableOptions.js';

// Styles stand on the elements: an untrusted notebook loses <style>. Greys are see-through, for dark pages.
const tableStyle = 'border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0';
const captionStyle = 'caption-side:top;text-align:left;padding:4px 12px;white-space:normal';
const headStyle = 'padding:4px 12px;border-bottom:1px solid #888;font-weight:600;overflow-wrap:anywhere';
const cellStyle = 'padding:3px 12px;border-bottom:1px solid rgba(128,128,128,.3)';
const cutStyle = 'display:inline-flex;white-space:pre;vertical-align:bottom';
/** Tables up to this many rows are read at a glance. */
const SHORT = 10;

/**
 * The first rows of a table as HTML, and where there are more than ten rows also what lets a page with
 * scripts sort, search, page and save them. Names are data: markup in them is shown, not obeyed.
 *
 * @throws TypeError if it is not an Arrow table; RangeError naming an option
 */
export function tableHtml(table: Table, options: TableOptions = {}): string {
  return htmlOf(shownTable(table, options));
}

export function htmlOf(table: ShownTable): string {
  const columns = table.columns.map(({ head, type, value, text }) => ({
    head,
    align: `text-align:${isNumeric(type) ? 'right' : 'left'}`,
    // Half a time says nothing.
    rigid: isNumeric(type) || isTime(type),
    value,
    cells: shownRows(table).map(text),
  }));
  const widths = columnWidths(
    columns.map(({ cells, head }) => Math.max(Math.min(head.length, 12), ...cells.map(widthOf))),
    columns.map(({ rigid }) => !rigid),
  );
  const heads = columns.map(
    ({ head, align }) => `<th scope="col" style="${headStyle};${align}">${escapeHtml(head)}</th>`,
  );
  const rows = shownRows(table).map((row) => {
    const cells = columns.map(({ value, cells, align, rigid }, n) => {
      const style = `${cellStyle};${align}${rigid ? ';white-space:nowrap' : ''}`;
      const prose =
        cells[row].length > PROSE_WIDTH && cells[row].includes(' ') ? `;min-width:${PROSE_WIDTH}ch` : '';
      const missing = value(row) === null ? ';font-style:italic' : '';
      return `<td style="${style}${prose}${missing}">${contentOf(cells[row], widths[n])}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const { numRows, caption } = table;
  const size = `${counted(numRows, 'row')} × ${counted(columns.length, 'column')}`;
  const title = caption === '' ? `Table of ${size}` : `${formatText(caption)} (${size})`;
  const note = numRows === 0 ? 'no rows' : rowsNote(table);
  const live = numRows > SHORT && columns.length > 0;
  return [
    `<div class="access-table" role="group" tabindex="0" aria-label="${escapeHtml(title)}" style="overflow-x:auto">`,
    `<table style="${tableStyle}"><caption style="${captionStyle}">${escapeHtml(title)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    note === null ? '' : `<div class="access-table-note" style="padding:4px 12px">${note}</div>`,
    live ? dataScript(liveData(table, widths)) : '',
    '</div>',
    live ? liveScript() : '',
  ].join('');
}

/** How many characters a cell needs on a line: words wrap. */
function widthOf(cell: string): number {
  if (isSentence(cell)) return PROSE_WIDTH;
  return Math.max(...cell.split(/\s+/).map((word) => [...word].length));
}

/** Where there is no room, the screen leaves out a name's middle; copied or printed, it is whole. */
function contentOf(text: string, width: number): string {
  // Words wrap by themselves.
  if (isSentence(text)) return `<span style="overflow-wrap:anywhere">${escapeHtml(text)}</span>`;
  const parts = cutText(text, width);
  if (parts === null) return escapeHtml(text);
  const [start, end] = parts.map(escapeHtml);
  return (
    `<span class="access-cut" tabindex="0" title="${escapeHtml(text)}" style="${cutStyle};max-width:${width + 1}ch">` +
    `<span style="overflow:hidden;text-overflow:ellipsis">${start}</span><span>${end}</span></span>`
  );
}

/** Escaped so that no name can end the script element, or open a comment in it. */
function dataScript(data: TableData): string {
  return `<script type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}
