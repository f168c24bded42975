// A list of accounts to pick from, as an ES module in anywidget's form. A reader picks with the mouse or the
// keyboard: the arrows, Home and End move through the list, Enter picks, and Escape undoes the pick.
import type { Model } from '../Model.js';
import type { Page } from '../Page.js';
import { isSame, type Selected } from '../Selected.js';
import type { SelectionRow, SelectionState } from '../SelectionState.js';
import { onSelection, select, selectionOf } from '../selection.js';
import { element } from './dom.js';

const STYLE = `
.access-selection { max-width: 62em; font-size: 13px; line-height: 1.4; }
.access-selection [role=listbox] { max-height: 22em; overflow-y: auto; margin: 4px 0; border: 1px solid #818181; border-radius: 4px; }
.access-selection [role=listbox]:focus-visible { outline: 2px solid #1f6feb; outline-offset: 1px; }
.access-selection [role=option] { display: flex; gap: 16px; padding: 3px 12px; border-left: 4px solid transparent; cursor: pointer; }
.access-selection [role=option]:hover, .access-selection .access-at { background: rgba(128, 128, 128, .2); }
.access-selection [role=option][aria-selected=true] { border-left-color: #1f6feb; font-weight: 600; }
.access-selection .access-pick-name { flex: 1 1 auto; min-width: 0; overflow-wrap: anywhere; }
.access-selection .access-pick-note { flex: 0 0 auto; font-variant-numeric: tabular-nums; }`;

/** The number of lists on the page, so that each option has its own id. */
let lists = 0;

export default {
  render({ model, el }: { model: Model<SelectionState>; el: HTMLElement }): () => void {
    const rows = model.get('rows');
    const label = model.get('label');
    const prefix = `access-selection-${++lists}-${Math.random().toString(36).slice(2)}-`;
    const heads = model.get('heads');
    const options = rows.map((row, n) => optionOf(row, heads, prefix + n));
    /** The row that keys act on. */
    let at = model.get('picked') ?? 0;

    const list = element('div');
    list.tabIndex = 0;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', label);
    list.append(...options);
    const status = element('div');
    status.setAttribute('role', 'status');
    status.setAttribute('aria-live', 'polite');

    const box = element('div', { className: 'access-selection' });
    // Otherwise JupyterLab would use the keys to move between cells.
    box.dataset.lmSuppressShortcuts = 'true';
    box.append(
      element('style', {}, STYLE),
      element('div', {}, titleOf(label, rows.length, model.get('left'))),
    );
    box.append(list, status);
    el.append(box);

    const draw = () => {
      const picked = model.get('picked');
      options.forEach((option, n) => {
        option.setAttribute('aria-selected', String(n === picked));
        option.classList.toggle('access-at', n === at);
      });
      if (options[at]) list.setAttribute('aria-activedescendant', options[at].id);
      status.textContent = picked === null ? 'Nobody is picked.' : `Picked: ${fullName(rows[picked])}`;
    };
    const pick = (row: number | null) => {
      if (row !== null) at = row;
      model.set('picked', row);
      model.save_changes();
      draw();
    };
    const go = (row: number) => {
      at = Math.max(0, Math.min(row, rows.length - 1));
      draw();
      options[at]?.scrollIntoView({ block: 'nearest' });
    };

    list.addEventListener('click', ({ target }) => {
      const option = (target as Element).closest<HTMLElement>('[role=option]');
      if (option) pick(options.indexOf(option));
    });
    list.addEventListener('keydown', (event) => {
      const act = actions(event.key, at, rows.length, { pick, go });
      if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
      act();
      event.preventDefault();
      event.stopPropagation();
    });
    model.on('change:picked', draw);
    draw();
    const unlink = whenPageAnswers((pageOf) => linkPage(pageOf(box), model, pick));
    return () => {
      model.off('change:picked', draw);
      unlink();
    };
  },
};

/**
 * Links the list with the notebook's figures and alerts: a pick is selected there, and a selection picked.
 */
function linkPage(page: Page, model: Model<SelectionState>, pick: (row: number | null) => void): () => void {
  const rows = model.get('rows');
  const asSelected = (row: number): Selected => {
    const { user, tenant } = rows[row].account;
    return { kind: 'account', name: user, tenant };
  };
  const rowOf = (selected: Selected | null) => rows.findIndex((_, n) => isSame(asSelected(n), selected));
  const told = () => {
    const picked = model.get('picked');
    if (picked !== null) select(page, asSelected(picked));
    // A resource, or an account that isn't in this list, stays selected.
    else if (rowOf(selectionOf(page)) >= 0) select(page, null);
  };
  const hear = () => {
    const row = rowOf(selectionOf(page));
    const picked = row < 0 ? null : row;
    if (picked !== model.get('picked')) pick(picked);
  };
  model.on('change:picked', told);
  const stop = onSelection(page, hear);
  if (selectionOf(page) === null) told();
  else hear();
  return () => {
    stop();
    model.off('change:picked', told);
  };
}

/** Links once the page's script runs, which may be after this one, or never. */
function whenPageAnswers(link: (pageOf: (el: Element) => Page) => () => void): () => void {
  let unlink: (() => void) | undefined;
  const tryNow = () => {
    if (unlink === undefined && window.accessPageOf !== undefined) unlink = link(window.accessPageOf);
  };
  tryNow();
  document.addEventListener('access-page', tryNow);
  return () => {
    document.removeEventListener('access-page', tryNow);
    unlink?.();
  };
}

interface Acts {
  pick(row: number | null): void;
  go(row: number): void;
}

/** What a key does; undefined for a key that does nothing in this list. */
function actions(key: string, at: number, count: number, { pick, go }: Acts): (() => void) | undefined {
  switch (key) {
    case 'ArrowDown':
      return () => go(at + 1);
    case 'ArrowUp':
      return () => go(at - 1);
    case 'Home':
      return () => go(0);
    case 'End':
      return () => go(count - 1);
    case 'Enter':
    case ' ':
      return count > 0 ? () => pick(at) : undefined;
    case 'Escape':
      return () => pick(null);
    default:
      return undefined;
  }
}

function optionOf(row: SelectionRow, heads: readonly string[], id: string): HTMLElement {
  const option = element('div');
  option.id = id;
  option.setAttribute('role', 'option');
  option.append(element('span', { className: 'access-pick-name' }, fullName(row)));
  row.notes.forEach((note, n) => {
    option.append(element('span', { className: 'access-pick-note' }, `${heads[n]} ${note}`));
  });
  return option;
}

function titleOf(label: string, shown: number, left: number): string {
  return left > 0 ? `${label} (the first ${shown} of ${shown + left})` : label;
}

function fullName({ name, tenant }: SelectionRow): string {
  return tenant === null ? name : `${name} (${tenant})`;
}
