// The script of a page, in the report and in JupyterLab. It makes each part of the page interactive, with one
// model that all parts share.

import type { Page } from '../Page.js';
import { PageModel } from '../PageModel.js';
import { fromHash, toHash } from '../Selected.js';
import { onSelection, select, selectionOf } from '../selection.js';
import { addStyle } from './dom.js';
import type { Part } from './Part.js';
import figure, { hasPicks, tidyFigures } from './parts/figure.js';
import incidents from './parts/incidents.js';
import selectionBar from './parts/selectionBar.js';
import table from './parts/table.js';

declare global {
  interface Window {
    /** Makes every part of the page interactive that isn't yet. */
    answerPage(): void;
    /** The model that all parts of an element's notebook share. Widgets use it, too. */
    accessPageOf?: (el: Element) => Page;
  }
}

const PARTS: Record<string, Part> = { incidents };

const STYLE = `
.access-pickable { margin: 0 !important; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: inherit; cursor: pointer; text-decoration: underline dotted; text-underline-offset: 3px; overflow-wrap: anywhere; white-space: normal; }
.access-pickable[aria-pressed=true] { text-decoration: underline solid 2px; background: rgba(255, 196, 0, .28); }
.access-small { margin: 0 !important; padding: 2px 8px; border: 1px solid #818181; border-radius: 4px; background: transparent; color: inherit; font: inherit; font-size: 13px; cursor: pointer; }
:is(.access-pickable, .access-small):focus-visible { outline: 2px solid #1f6feb; outline-offset: 1px; }
@media print { .access-screen { display: none !important; } .access-pickable { text-decoration: none; background: none !important; } }
@media screen { .access-hidden, .access-alive .access-paper { display: none !important; } }`;

const models = new WeakMap<Element, PageModel>();
const answered = new WeakSet<Element>();

/** The model of the notebook that has the element: JupyterLab may show several notebooks. */
function modelOf(el: Element): Page {
  const root = el.closest('.jp-NotebookPanel') ?? document.body;
  const known = models.get(root);
  if (known !== undefined) return known;
  const model = new PageModel();
  models.set(root, model);
  selectionBar.render({ model, el: root as HTMLElement });
  // In JupyterLab the address is already used: it says which notebook is open.
  if (root === document.body) followAddress(model);
  return model;
}

/**
 * Writes the selection into the page's address, so that a link to it can be shared, and reads it from there.
 */
function followAddress(model: Page) {
  const read = () => {
    const asked = fromHash(location.hash);
    if (asked !== null) select(model, asked);
  };
  onSelection(model, () => {
    const selection = selectionOf(model);
    const isOurs = fromHash(location.hash) !== null;
    if (selection === null && !isOurs) return;
    const hash = selection === null ? '' : `#${toHash(selection)}`;
    try {
      history.replaceState(history.state, '', hash || location.pathname + location.search);
    } catch {
      // A page in a frame or a viewer may have no address of its own.
    }
  });
  window.addEventListener('hashchange', read);
  read();
}

function answerOnce(el: HTMLElement, part: Part) {
  if (answered.has(el)) return;
  answered.add(el);
  part.render({ model: modelOf(el), el });
}

window.answerPage = () => {
  addStyle('access-page-style', STYLE);
  tidyFigures();
  for (const el of document.querySelectorAll<HTMLElement>('.access-table')) answerOnce(el, table);
  for (const el of document.querySelectorAll<HTMLElement>('[data-access-part]')) {
    const part = PARTS[el.dataset.accessPart ?? ''];
    if (part !== undefined) answerOnce(el, part);
  }
  for (const el of document.querySelectorAll<HTMLElement>('.js-plotly-plot')) {
    if (hasPicks(el)) answerOnce(el, figure);
  }
};

window.accessPageOf = modelOf;
document.dispatchEvent(new Event('access-page'));

// Figures and outputs of a notebook may be added at any time.
let isAsked = false;
new MutationObserver(() => {
  if (isAsked) return;
  isAsked = true;
  requestAnimationFrame(() => {
    isAsked = false;
    window.answerPage();
  });
}).observe(document.body, { childList: true, subtree: true });
