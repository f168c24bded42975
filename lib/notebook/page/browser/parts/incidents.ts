// The list of alerts. Each alert can be selected and decided on, and the list shows the selected ones.

import { counted } from '../../../../base/text/counted.js';
import { nameOfCell } from '../../../../base/text/nameCell.js';
import { visibleText } from '../../../../base/text/visibleText.js';
import type { Pickable } from '../../../../figures/plotly/picks.js';
import { isOnSame } from '../../Decision.js';
import type { IncidentData, IncidentsData } from '../../IncidentsData.js';
import type { Page } from '../../Page.js';
import { asSelection, isSame, type Selected } from '../../Selected.js';
import { onSelection, select, selectionOf } from '../../selection.js';
import { decisionsOf, onDecisions, rememberDecisions } from '../decisions.js';
import { addStyle, button, dataIn, element, smallButton } from '../dom.js';
import type { Part } from '../Part.js';
import { type DecisionTarget, decisionForm, targetName } from './decisionForm.js';
import { decisionsBox } from './decisionsBox.js';

const STYLE = `
.access-box { margin: 10px 0; padding: 8px 12px; border: 1px solid rgba(128,128,128,.5); border-radius: 6px; max-width: 64em; }
.access-row[hidden] { display: none; }
.access-row:not([hidden]) { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; }
.access-form { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: end; margin: 8px 0; padding: 10px 12px; border: 1px solid #1f6feb; border-radius: 6px; }
.access-form label { display: flex; flex-direction: column; gap: 2px; font-size: 13px; max-width: 100%; }
.access-form .access-days { flex-direction: row; align-items: baseline; gap: 6px; flex-basis: 100%; }
.access-form :is(input, select) { max-width: 100%; padding: 3px 6px; font: inherit; }
.access-decided { font-weight: 600; }
.access-decided:not(:empty) { margin-right: 8px; }`;

/** The part's element has one article for each account, in the order of its data. */
const incidents: Part = {
  render({ model, el }) {
    const data = dataIn<IncidentsData>(el);
    if (data === null) return;
    addStyle('access-incidents-style', STYLE);
    el.classList.add('access-alive');
    rememberDecisions(model, data.id);
    const articles = [...el.querySelectorAll<HTMLElement>(':scope > article')];
    // Without the log only the telling accesses are known.
    const isKnown = data.accounts.every(({ uses }) => uses !== null);
    const shown = articles.map((article, n) => answer(model, article, data.accounts[n]));
    const note = element('div', { className: 'access-row access-screen' });
    const says = element('span');
    const all = smallButton('Show all', () => select(model, null));
    note.append(says, all);
    const box = decisionsBox(model, data.accounts.length);
    el.prepend(box.el, note);

    const drawDecisions = () => {
      box.draw();
      for (const each of shown) each.drawDecisions();
    };
    const drawSelection = () => {
      const selection = selectionOf(model);
      let count = 0;
      let severity = '';
      articles.forEach((article, n) => {
        const isShown = selection === null || isOf(data.accounts[n], selection);
        article.classList.toggle('access-hidden', !isShown);
        if (isShown) count++;
        if (isShown && selection?.kind === 'account') severity = data.accounts[n].severity;
        shown[n].drawSelection(selection);
      });
      note.hidden = selection === null;
      says.textContent =
        selection === null
          ? ''
          : `${count} of ${counted(articles.length, 'account')} ${count === 1 ? 'is' : 'are'} shown: ${aboutOf(selection)}.`;
      model.set('found', selection === null ? null : foundOf(selection, count, severity, isKnown));
    };
    const stops = [
      onDecisions(model, () => whileHere(drawDecisions)),
      onSelection(model, () => whileHere(drawSelection)),
    ];
    const whileHere = (draw: () => void) => {
      if (el.isConnected) draw();
      else for (const stop of stops) stop();
    };
    unfoldOnPaper(el);
    drawDecisions();
    drawSelection();
    if (selectionOf(model) !== null) el.scrollIntoView({ block: 'start' });
  },
};

export default incidents;

function isOf({ tenant, user, accesses, uses }: IncidentData, selection: Selected): boolean {
  if (selection.kind === 'account') return isSame({ kind: 'account', name: user, tenant }, selection);
  const resources = [...accesses.map(({ res }) => res), ...(uses ?? [])];
  return resources.some((name) => isSame({ kind: 'resource', name, tenant }, selection));
}

function aboutOf({ kind, name }: Selected): string {
  return kind === 'account' ? visibleText(name) : `those that use ${visibleText(name)}`;
}

function foundOf({ kind }: Selected, count: number, severity: string, isKnown: boolean): string {
  if (kind === 'resource') {
    return count === 0
      ? isKnown
        ? 'No listed account uses it.'
        : 'None of the telling accesses is to it.'
      : `${counted(count, 'listed account')} ${count === 1 ? 'uses' : 'use'} it.`;
  }
  return count === 0 ? 'It has no alert here.' : `Its alert is ${severity}.`;
}

/** Unfolds what is known of the accounts while the page is printed. */
function unfoldOnPaper(el: HTMLElement) {
  let folded: HTMLDetailsElement[] = [];
  window.addEventListener('beforeprint', () => {
    folded = [...el.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of folded) details.open = true;
  });
  window.addEventListener('afterprint', () => {
    for (const details of folded) details.open = false;
  });
}

/** Makes an account's article interactive. */
function answer(model: Page, article: HTMLElement, account: IncidentData) {
  const { tenant, user } = account;
  const picks = [...article.querySelectorAll<HTMLElement>('[data-pick]')].map((el) =>
    pickable(model, el, { ...pickOf(el), tenant }),
  );
  const details = article.querySelector('details');
  const ofAccount: DecisionTarget = { tenant, user, res: null, days: account.days };
  const foot = element('div', { className: 'access-row access-screen' });
  article.append(foot);
  const decisions = [decidable(model, ofAccount, foot, 'Decide on this account', foot)];
  const rows = article.querySelectorAll<HTMLTableRowElement>('tr[data-access]');
  rows.forEach((row, n) => {
    const { res, days } = account.accesses[n];
    const cell = row.insertCell();
    cell.className = 'access-screen';
    const table = row.closest('table')?.parentElement ?? article;
    decisions.push(decidable(model, { tenant, user, res, days }, cell, 'Decide', table));
  });
  const head = article.querySelector('thead tr');
  if (head !== null && rows.length > 0) {
    const cell = element('th', { className: 'access-screen', scope: 'col' }, 'verdict');
    cell.style.cssText = head.querySelector('th')?.style.cssText ?? '';
    head.append(cell);
  }
  return {
    drawDecisions() {
      for (const decision of decisions) decision();
    },
    drawSelection(selection: Selected | null) {
      for (const pick of picks) pick(selection);
      const isThis = isSame({ kind: 'account', name: user, tenant }, selection);
      if (details !== null && isThis) details.open = true;
    },
  };
}

function pickOf({ dataset }: HTMLElement): { user: string } | { res: string } {
  const name = nameOfCell(dataset.name ?? '') ?? '';
  return dataset.pick === 'account' ? { user: name } : { res: name };
}

/** Makes a name a button that selects it, or clears the selection if the name is selected. */
function pickable(model: Page, el: HTMLElement, pick: Pickable) {
  const selection = asSelection(pick);
  const made = button('', () => {
    select(model, isSame(selection, selectionOf(model)) ? null : selection);
  });
  made.className = 'access-pickable';
  made.title = `Select this ${selection.kind} in all figures`;
  made.append(...el.childNodes);
  el.append(made);
  return (now: Selected | null) => made.setAttribute('aria-pressed', String(isSame(selection, now)));
}

/** Adds a button that opens the form, and a text that says what was decided. */
function decidable(model: Page, target: DecisionTarget, place: HTMLElement, text: string, host: HTMLElement) {
  let form: HTMLFormElement | null = null;
  const close = () => {
    form?.remove();
    form = null;
    open.setAttribute('aria-expanded', 'false');
    open.focus();
  };
  const open = smallButton(text, () => {
    if (form !== null) return close();
    form = decisionForm(model, target, close);
    open.setAttribute('aria-expanded', 'true');
    host.after(form);
  });
  open.setAttribute('aria-expanded', 'false');
  const says = element('span', { className: 'access-decided' });
  place.append(says, open);
  return () => {
    const decision = decisionsOf(model).find((each) => isOnSame(each, target));
    says.hidden = decision === undefined;
    says.textContent = decision === undefined ? '' : inWords(decision);
    open.textContent = decision === undefined ? text : 'Change';
    open.setAttribute('aria-label', `${open.textContent}: ${targetName(target)}`);
  };
}

function inWords({ verdict, expires, reason }: { verdict: string; expires: string; reason: string }): string {
  const until = expires === '' ? '' : ` until ${expires}`;
  return `Decided: ${verdict}${until}${reason === '' ? '' : `, ${visibleText(reason)}`}`;
}
