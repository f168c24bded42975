import { escapeHtml } from '../../base/text/escapeHtml.js';
import { nameCell } from '../../base/text/nameCell.js';
import { visibleText } from '../../base/text/visibleText.js';
import { breakableHtml } from '../tables/breakable.js';

/**
 * A name, or a text with names, as HTML: odd characters are visible, long names may break after separators.
 */
export function nameHtml(name: string): string {
  return breakableHtml(visibleText(name), 'everywhere');
}

/**
 * A name that can be selected if the page runs scripts. An attribute can't hold every name, so the name is
 * written there as in a file (see `nameCell`).
 */
export function pickHtml(pick: 'account' | 'resource', name: string, html = nameHtml(name)): string {
  return `<span data-pick="${pick}" data-name="${escapeHtml(nameCell(name))}">${html}</span>`;
}

/** Names longer than this get room in a table, so that they don't break into many short lines. */
const SHORT = 20;

/** The style of a table's column of names. */
export function namesStyle(names: readonly string[]): string {
  return names.some((name) => name.length > SHORT) ? ';min-width:min(26em,56vw)' : '';
}
