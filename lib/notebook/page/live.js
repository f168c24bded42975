// Tables that answer: sorted, searched, paged, copied and saved, in the report and in JupyterLab. Bundled with TanStack
// Table, which has no page of its own: what stands here is the page. The static rows stay for print.
import {
  createTable,
  getCoreRowModel,
  getFilteredRowModel,
  getPaginationRowModel,
  getSortedRowModel,
} from '@tanstack/table-core';
import { toCsv } from './toCsv.js';

/** @typedef {import('@tanstack/table-core').Row<number>} Row */

const STYLE = `
.access-tools { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; padding: 4px 12px; font-size: 13px; text-align: left; }
.access-tools :is(button, input) { margin: 0; padding: 3px 8px; border: 1px solid #818181; border-radius: 4px; background: transparent; color: inherit; font: inherit; }
.access-tools button { cursor: pointer; }
.access-tools button[aria-disabled=true] { cursor: default; opacity: 0.75; border-style: dashed; }
.access-sort { margin: 0; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: inherit; cursor: pointer; overflow-wrap: anywhere; }
.access-cut:focus { display: inline !important; max-width: none !important; white-space: normal !important; overflow-wrap: anywhere; }
@media screen { .access-answers :is(.access-static, .access-table-note) { display: none; } }
@media print { .access-tools, .access-page { display: none !important; } }`;

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const grouped = (/** @type {number} */ count) => count.toLocaleString('en-US');

/** Every table of the page that doesn't answer yet. */
window.answerTables = () => {
  if (!document.getElementById('access-style')) {
    document.head.append(element('style', { id: 'access-style' }, STYLE));
  }
  for (const region of document.querySelectorAll('.access-table:not(.access-answers)')) {
    const data = region.querySelector('script[type="application/json"]');
    if (data) answer(region, JSON.parse(data.textContent ?? ''));
  }
};

/**
 * @param {Element} region
 * @param {import('./types.js').TableData} data
 */
function answer(region, { numRows, limit, columns, widths, sentenceWords, proseWidth }) {
  const held = columns[0].text.length;
  /** @type {import('@tanstack/table-core').TableState} */
  let state;
  const table = createTable({
    data: Array.from({ length: held }, (_, row) => row),
    columns: columns.map(({ text, rank, raw }, n) => ({
      id: String(n),
      accessorFn: rank
        ? (/** @type {number} */ row) => (rank[row] < 0 ? undefined : rank[row])
        : (/** @type {number} */ row) => (raw?.[row] === null ? undefined : text[row]),
      sortingFn: rank
        ? 'basic'
        : (/** @type {Row} */ a, /** @type {Row} */ b, /** @type {string} */ id) =>
            collator.compare(a.getValue(id), b.getValue(id)),
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
  const still = /** @type {HTMLTableSectionElement} */ (region.querySelector('tbody'));
  const styles = Array.from(still.rows[0]?.cells ?? [], (cell) => cell.style);
  const heads = Array.from(region.querySelectorAll('thead th'), (head) => /** @type {HTMLElement} */ (head));
  const label = region.getAttribute('aria-label');

  const search = element('input', { type: 'search', placeholder: 'Search' });
  search.setAttribute('aria-label', `Search: ${label}`);
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
  const save = button('Save CSV', () => {
    const address = URL.createObjectURL(new Blob(['\ufeff', csv()], { type: 'text/csv;charset=utf-8' }));
    element('a', { href: address, download: 'table.csv' }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  });
  const csv = () =>
    toCsv(
      columns,
      table.getSortedRowModel().rows.map(({ original }) => original),
    );

  heads.forEach((head, n) => {
    const column = table.getColumn(String(n));
    const sort = button(head.textContent ?? '', () => {
      column?.toggleSorting();
      table.setPageIndex(0);
    });
    sort.className = 'access-sort';
    head.replaceChildren(sort);
  });

  function draw() {
    const matching = table.getFilteredRowModel().rows.length;
    const page = table.getRowModel().rows;
    const start = state.pagination.pageIndex * state.pagination.pageSize;
    const range =
      matching === 0
        ? 'no rows'
        : `${grouped(start + 1)}–${grouped(start + page.length)} of ${grouped(matching)}`;
    const found = state.globalFilter ? ` found in ${grouped(held)} rows` : ' rows';
    where.textContent =
      (matching === 0 ? range : range + found) +
      (held < numRows ? ` (the first ${grouped(held)} of ${grouped(numRows)} are held here)` : '');
    // Not `disabled`, which would take the focus from who pages by keyboard.
    previous.setAttribute('aria-disabled', String(!table.getCanPreviousPage()));
    next.setAttribute('aria-disabled', String(!table.getCanNextPage()));
    copy.textContent = 'Copy CSV';
    heads.forEach((head, n) => {
      const sorted = table.getColumn(String(n))?.getIsSorted();
      head.setAttribute(
        'aria-sort',
        sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : 'none',
      );
      head.dataset.sorted = sorted || '';
      const sort = /** @type {HTMLElement} */ (head.firstElementChild);
      sort.title = 'Sort';
      const arrow = sorted === 'asc' ? ' ▲' : sorted === 'desc' ? ' ▼' : '';
      sort.textContent = columns[n].name + arrow;
    });
    rows.replaceChildren(
      ...page.map(({ original }) => {
        const line = element('tr');
        columns.forEach(({ text, raw }, n) => {
          const cell = element('td');
          cell.style.cssText = styles[n]?.cssText ?? '';
          cell.style.fontStyle = raw?.[original] === null ? 'italic' : '';
          cell.append(cut(text[original], { width: widths[n], sentenceWords, proseWidth }));
          line.append(cell);
        });
        return line;
      }),
    );
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
 * As tableHtml writes it: the middle of a long name gives way on the screen, and is there when copied.
 *
 * @param {string} text
 * @param {{ width: number, sentenceWords: number, proseWidth: number }} limits
 */
function cut(text, { width, sentenceWords, proseWidth }) {
  const characters = [...text];
  const words = text.split(/\s+/);
  if (words.length >= sentenceWords) {
    const sentence = element('span', {}, text);
    sentence.style.overflowWrap = 'anywhere';
    return sentence;
  }
  const widest = words.length > 1 ? Math.max(width, proseWidth) : width;
  if (words.every((word) => [...word].length <= widest)) return document.createTextNode(text);
  const tail = Math.floor(width / 3);
  const whole = element('span', { className: 'access-cut', tabIndex: 0, title: text });
  whole.style.cssText = `display:inline-flex;white-space:pre;vertical-align:bottom;max-width:${width + 1}ch`;
  const start = element('span', {}, characters.slice(0, -tail).join(''));
  start.style.cssText = 'overflow:hidden;text-overflow:ellipsis';
  whole.append(start, element('span', {}, characters.slice(-tail).join('')));
  return whole;
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} properties
 * @returns {HTMLElementTagNameMap[K]}
 */
function element(name, properties = {}, text = '') {
  const made = Object.assign(document.createElement(name), properties);
  if (text) made.textContent = text;
  return made;
}

/**
 * @param {string} text
 * @param {() => unknown} act
 */
function button(text, act) {
  const made = element('button', { type: 'button' }, text);
  made.addEventListener('click', act);
  return made;
}

/**
 * A file opened from disk may have no clipboard of the new kind.
 *
 * @param {string} text
 */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element('textarea', { value: text });
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
