import type { Table } from 'apache-arrow';
import { counted } from '../../base/text/counted.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import { cellParts } from '../page/cellParts.js';
import { isSentence, PROSE_WIDTH, SENTENCE_WIDTH } from '../page/cutText.js';
import { VERBATIM } from '../page/verbatim.js';
import { breakableHtml, longestPiece } from './breakable.js';
import { columnWidths } from './columnWidths.js';
import { dataScript } from './dataScript.js';
import { formatText, isNumeric, isTime } from './formatCell.js';
import { liveData } from './liveData.js';
import { liveScript } from './liveScript.js';
import { type PaperLayout, paperLayout } from './paperLayout.js';
import { prefixNotes, type ShownTable, shortText, shownRows, shownTable } from './shownTable.js';
import { rowsNote, type TableOptions } from './tableOptions.js';

// Styles are attributes, since an untrusted notebook loses <style>. Greys are translucent, for dark pages.
const tableStyle = 'border-collapse:collapse;font-variant-numeric:tabular-nums;margin:0';
const captionStyle = 'caption-side:top;text-align:left;padding:4px 12px;white-space:normal';
const headStyle = 'padding:4px 12px;border-bottom:1px solid #888;font-weight:600';
/** Words of a head up to this length are not broken. */
const HEAD = 12;
const cellStyle = 'padding:3px 12px;border-bottom:1px solid rgba(128,128,128,.3)';
const cutStyle = 'display:inline-flex;white-space:pre;vertical-align:bottom';
const noteStyle = 'padding:4px 12px';
const namesStyle = `${noteStyle};font-size:13px;opacity:.8`;
/** Tables of up to this many rows are short enough to read without a script. */
const SHORT = 10;

/**
 * The first rows of a table as HTML. For more than ten rows it also has the data and the script with which a
 * page can sort, search, page and save them. Names are data: markup in them is shown, not obeyed. If all
 * names of a column begin alike, cells leave out the shared beginning, and a line below the table says so;
 * titles, copies and saved files have whole names. On paper, columns without room get a row of their own.
 *
 * @throws TypeError if it is not an Arrow table; RangeError naming an option
 */
export function tableHtml(table: Table, options: TableOptions = {}): string {
  return htmlOf(shownTable(table, options));
}

interface Column {
  head: string;
  align: string;
  /** Whether it has numbers or times. */
  isRigid: boolean;
  prefix: string;
  value(row: number): unknown;
  /** The cells in full, and as they are shown. */
  cells: string[];
  shown: string[];
}

export function htmlOf(table: ShownTable): string {
  const columns = table.columns.map((column): Column => {
    const { head, type, prefix, value, text } = column;
    return {
      head,
      align: `text-align:${isNumeric(type) ? 'right' : 'left'}`,
      isRigid: isNumeric(type) || isTime(type),
      prefix,
      value,
      cells: shownRows(table).map(text),
      shown: shownRows(table).map((row) => shortText(column, row)),
    };
  });
  const widths = columnWidths(
    columns.map(({ shown, head }) => Math.max(Math.min(head.length, HEAD), ...shown.map(widthOf))),
    columns.map(({ isRigid }) => !isRigid),
  );
  const paper = paperLayout(columns.map(onPaper));
  const heads = columns.map((column, n) => headHtml(column, paper.below.has(n)));
  const rows = shownRows(table).map((row) => {
    const cells = columns.map((column, n) => cellHtml(column, row, widths[n], n, paper));
    return `<tr>${cells.join('')}</tr>${belowHtml(columns, row, paper)}`;
  });
  const { numRows, caption } = table;
  const size = `${counted(numRows, 'row')} × ${counted(columns.length, 'column')}`;
  const title = caption === '' ? `Table of ${size}` : `${formatText(caption)} (${size})`;
  const note = numRows === 0 ? 'no rows' : rowsNote(table);
  const live = numRows > SHORT && columns.length > 0;
  return [
    `<div class="access-table ${VERBATIM}" role="group" tabindex="0" aria-label="${escapeHtml(title)}" style="overflow-x:auto">`,
    `<table class="access-paper-${paper.size}" style="${tableStyle}">`,
    `<caption style="${captionStyle}">${escapeHtml(title)}</caption>`,
    `<thead><tr>${heads.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`,
    note === null ? '' : `<div class="access-table-note" style="${noteStyle}">${note}</div>`,
    ...prefixNotes(table).map(
      (line) => `<div class="access-table-names" style="${namesStyle}">${escapeHtml(line)}</div>`,
    ),
    live ? dataScript(liveData(table, widths)) : '',
    '</div>',
    live ? liveScript() : '',
  ].join('');
}

/** How many characters a cell needs on a line. Lines may break between words. */
function widthOf(cell: string): number {
  if (isSentence(cell)) return PROSE_WIDTH;
  return Math.max(...cell.split(/\s+/).map((word) => [...word].length));
}

function onPaper({ head, isRigid, shown }: Column) {
  const most = (of: (text: string) => number, texts: string[]) =>
    texts.reduce((longest, text) => Math.max(longest, of(text)), 0);
  const words = most(longestPiece, [head]);
  // Several words may be on two lines.
  const needed = (cell: string) => Math.ceil([...cell].length / (/\s/.test(cell) ? 2 : 1));
  const longest = Math.max(words, most(isRigid ? (cell) => cell.length : needed, shown));
  return {
    least: isRigid ? longest : Math.max(words, most(longestPiece, shown)),
    longest,
    isProse: shown.some(isSentence),
    isText: !isRigid,
  };
}

function headHtml({ head, align }: Column, isAside: boolean): string {
  const isLong = head.split(/\s+/).some((word) => word.length > HEAD);
  const style = `${headStyle}${isLong ? ';overflow-wrap:anywhere' : ''};${align}`;
  return `<th scope="col"${isAside ? ' class="access-aside"' : ''} style="${style}">${escapeHtml(head)}</th>`;
}

function cellHtml(
  { cells, shown, value, align, isRigid, prefix }: Column,
  row: number,
  width: number,
  n: number,
  paper: PaperLayout,
): string {
  const style = [cellStyle, align];
  if (isRigid) style.push('white-space:nowrap');
  if (isSentence(shown[row])) style.push(`min-width:${SENTENCE_WIDTH}ch`);
  else if (shown[row].length > PROSE_WIDTH && shown[row].includes(' '))
    style.push(`min-width:${PROSE_WIDTH}ch`);
  if (value(row) === null) style.push('font-style:italic');
  // Numbers are never cut, since half a number says nothing.
  const content = isRigid ? escapeHtml(cells[row]) : contentOf(cells[row], prefix, width, paper.unbroken);
  const aside = paper.below.has(n) ? ' class="access-aside"' : '';
  return `<td${aside} style="${style.join(';')}">${content}</td>`;
}

/** The row for columns that have no room beside the others on paper; '' if all have. */
function belowHtml(columns: readonly Column[], row: number, { below }: PaperLayout): string {
  const lines = columns.flatMap(({ head, shown, value }, n) =>
    below.has(n) && value(row) !== null && shown[row] !== ''
      ? [`<div><b>${escapeHtml(head)}:</b> ${breakableHtml(shown[row], 'everywhere')}</div>`]
      : [],
  );
  if (lines.length === 0) return '';
  const cell = `<td colspan="${columns.length - below.size}" style="${cellStyle};text-align:left">${lines.join('')}</td>`;
  return `<tr class="access-below" style="display:none">${cell}</tr>`;
}

/** If there is no room, the screen leaves out a name's middle; a copied or printed name is whole. */
function contentOf(text: string, prefix: string, width: number, unbroken: number): string {
  const parts = cellParts(text, prefix, width);
  const start = breakableHtml(parts.start, parts.isSentence ? 'everywhere' : 'on paper');
  // Browsers wrap sentences by themselves.
  if (parts.isSentence) return `<span style="overflow-wrap:anywhere">${start}</span>`;
  const shared =
    parts.prefix === ''
      ? ''
      : `<span style="user-select:none">…</span><span style="font-size:0">${escapeHtml(parts.prefix)}</span>`;
  const title = `title="${escapeHtml(text)}"`;
  if (parts.end === null) {
    // The screen scrolls instead of breaking a name; on paper it depends on the room.
    const isWhole = shared === '' && !start.includes('<wbr');
    if (isWhole || text.includes(' '))
      return shared === '' ? start : `<span ${title}>${shared}${start}</span>`;
    const name = parts.start.length > unbroken ? ' class="access-name"' : '';
    return `<span${name} ${title} style="white-space:nowrap">${shared}${start}</span>`;
  }
  return (
    `<span class="access-cut${text.length - parts.prefix.length <= unbroken ? ' access-whole' : ''}" tabindex="0" ${title} style="${cutStyle};max-width:${width + 1}ch">` +
    `<span style="overflow:hidden;text-overflow:ellipsis">${shared}${start}</span><span>${breakableHtml(parts.end, 'on paper')}</span></span>`
  );
}
