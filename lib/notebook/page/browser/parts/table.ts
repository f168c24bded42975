// Tables that can be sorted, searched, paged, copied and saved. TanStack Table sorts and filters, and this
// file draws. The static rows are kept for printing.
import {
  createTable,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
  type Row,
  type TableState,
} from '@tanstack/table-core';
import { cellParts } from '../../cellParts.js';
import { pieces } from '../../pieces.js';
import type { TableData } from '../../TableData.js';
import { toCsv } from '../../toCsv.js';
import { addStyle, button, copyText, dataIn, element, saveText } from '../dom.js';
import type { Part } from '../Part.js';

const STYLE = `
.access-tools { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 4px 12px; font-size: 13px; text-align: left; }
.access-tools :is(button, input) { margin: 0; padding: 3px 8px; border: 1px solid #818181; border-radius: 4px; background: transparent; color: inherit; font: inherit; }
.access-tools button { cursor: pointer; }
.access-tools button[aria-disabled=true] { cursor: default; opacity: 0.75; border-style: dashed; }
.access-sort { margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: inherit; cursor: pointer; overflow-wrap: inherit; }
.access-cut:focus { display: inline !important; max-width: none !important; white-space: normal !important; overflow-wrap: anywhere; }
@media screen { .access-answers :is(.access-static, .access-table-note) { display: none; } }
@media print {
  .access-tools, .access-page, .access-sort { display: none !important; }
  .access-answers th[data-name]::after { content: attr(data-name); }
}`;

const ARROWS = { asc: ' ▲', desc: ' ▼' };
const SORTED = { asc: 'ascending', desc: 'descending' };

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const grouped = (count: number) => count.toLocaleString('en-US');

/** The part's element is a table's region, with its data as JSON. */
const table: Part = {
  render({ el }) {
    const data = dataIn<TableData>(el);
    if (data === null) return;
    addStyle('access-style', STYLE);
    answer(el, data);
  },
};

export default table;

function answer(region: Element, { numRows, limit, columns, widths }: TableData) {
  const held = columns[0].text.length;
  let state: TableState;
  const table = createTable({
    data: Array.from({ length: held }, (_, row) => row),
    columns: columns.map(({ text, rank, raw }, n) => ({
      id: String(n),
      accessorFn: rank
        ? (row: number) => (rank[row] < 0 ? undefined : rank[row])
        : (row: number) => (raw?.[row] === null ? undefined : text[row]),
      sortingFn: rank
        ? 'basic'
        : (a: Row<number>, b: Row<number>, id: string) => collator.compare(a.getValue(id), b.getValue(id)),
      sortUndefined: 'last',
      sortDescFirst: false,
    })),
    getCoreRowModel: getCoreRowModel(),
    getFilteredRowModel: getFilteredRowModel(),
    getSortedRowModel: getSortedRowModel(),
    getPaginationRowModel: getPaginationRowModel(),
    autoResetPageIndex: false,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: ({ original }, id, words) => {
      const { text, raw } = columns[Number(id)];
      return [text[original], raw?.[original] ?? ''].some((cell) => cell.toLowerCase().includes(words));
    },
    renderFallbackValue: null,
    state: {},
    onStateChange: (update) => {
      state = typeof update === 'function' ? update(state) : update;
      table.setOptions((options) => ({ ...options, state }));
      draw();
    },
  });
  state = { ...table.initialState, pagination: { pageIndex: 0, pageSize: limit } };
  table.setOptions((options) => ({ ...options, state }));

  const rows = element('tbody', { className: 'access-page' });
  const still = region.querySelector('tbody')!;
  const styles = Array.from(still.rows[0]?.cells ?? [], (cell) => cell.style);
  const heads = Array.from(region.querySelectorAll<HTMLElement>('thead th'));

  const search = element('input', { type: 'search', placeholder: 'Search' });
  search.setAttribute('aria-label', `Search: ${region.getAttribute('aria-label')}`);
  search.addEventListener('input', () => {
    table.setGlobalFilter(search.value.trim().toLowerCase() || undefined);
    table.setPageIndex(0);
  });
  const previous = button('Previous', () => table.getCanPreviousPage() && table.previousPage());
  const next = button('Next', () => table.getCanNextPage() && table.nextPage());
  const where = element('span');
  where.setAttribute('role', 'status');
  const copy = button('Copy CSV', async () => {
    await copyText(csv());
    copy.textContent = 'Copied';
  });
  const save = button('Save CSV', () => saveText(csv(), 'table.csv'));
  const csv = () =>
    toCsv(
      columns,
      table.getSortedRowModel().rows.map(({ original }) => original),
    );

  const sorts = heads.map((head, n) => {
    const sort = button(head.textContent ?? '', () => {
      table.getColumn(String(n))?.toggleSorting();
      table.setPageIndex(0);
    });
    sort.className = 'access-sort';
    sort.title = 'Sort';
    head.replaceChildren(sort);
    // On paper a head is repeated on each sheet, but its buttons are hidden, so it needs the name.
    head.dataset.name = columns[n].name;
    return sort;
  });

  function draw() {
    const page = table.getRowModel().rows;
    where.textContent = rangeInWords(page.length);
    // It isn't `disabled`, since that would take the focus from a reader who uses the keyboard.
    previous.setAttribute('aria-disabled', String(!table.getCanPreviousPage()));
    next.setAttribute('aria-disabled', String(!table.getCanNextPage()));
    copy.textContent = 'Copy CSV';
    heads.forEach((head, n) => {
      const sorted = table.getColumn(String(n))?.getIsSorted();
      head.setAttribute('aria-sort', sorted ? SORTED[sorted] : 'none');
      head.dataset.sorted = sorted || '';
      sorts[n].textContent = columns[n].name + (sorted ? ARROWS[sorted] : '');
    });
    rows.replaceChildren(...page.map(({ original }) => line(original)));
  }

  /** '21–40 of 45 rows' */
  function rangeInWords(shown: number) {
    const matching = table.getFilteredRowModel().rows.length;
    const start = state.pagination.pageIndex * state.pagination.pageSize;
    const range = `${grouped(start + 1)}–${grouped(start + shown)} of ${grouped(matching)}`;
    const found = state.globalFilter ? ` found in ${grouped(held)} rows` : ' rows';
    const rest = held < numRows ? ` (this page has the first ${grouped(held)} of ${grouped(numRows)})` : '';
    return (matching === 0 ? 'no rows' : range + found) + rest;
  }

  function line(row: number) {
    const tr = element('tr');
    columns.forEach(({ text, raw, prefix }, n) => {
      const cell = element('td');
      cell.style.cssText = styles[n]?.cssText ?? '';
      cell.style.fontStyle = raw?.[row] === null ? 'italic' : '';
      cell.append(...contentOf(text[row], prefix ?? '', widths[n]));
      tr.append(cell);
    });
    return tr;
  }

  const tools = element('div', { className: 'access-tools' });
  tools.append(search, ...(held > limit ? [previous, next] : []), where, copy, save);
  still.classList.add('access-static');
  still.after(rows);
  region.prepend(tools);
  region.classList.add('access-answers');
  draw();
}

/**
 * A cell's content, as tableHtml writes it: the screen leaves out the middle of a long name, and the
 * beginning that all names share, but a copied name is whole.
 */
function contentOf(text: string, prefix: string, width: number): Node[] {
  const parts = cellParts(text, prefix, width);
  if (parts.isSentence) {
    const sentence = styled('overflow-wrap:anywhere', '');
    pieces(text).forEach((piece, n) => {
      sentence.append(...(n > 0 ? [element('wbr')] : []), piece);
    });
    return [sentence];
  }
  const shared =
    parts.prefix === '' ? [] : [styled('user-select:none', '…'), styled('font-size:0', parts.prefix)];
  if (parts.end === null && shared.length === 0) return [document.createTextNode(text)];
  const whole = element('span', { title: text });
  if (parts.end === null) {
    whole.append(...shared, parts.start);
    return [whole];
  }
  whole.className = 'access-cut';
  whole.tabIndex = 0;
  whole.style.cssText = `display:inline-flex;white-space:pre;vertical-align:bottom;max-width:${width + 1}ch`;
  const start = styled('overflow:hidden;text-overflow:ellipsis', '');
  start.append(...shared, parts.start);
  whole.append(start, element('span', {}, parts.end));
  return [whole];
}

function styled(style: string, text: string): HTMLElement {
  const made = element('span', {}, text);
  made.style.cssText = style;
  return made;
}
