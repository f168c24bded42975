import { escapeHtml } from '../../base/text/escapeHtml.js';
import { visibleText } from '../../base/text/visibleText.js';
import { breakableHtml } from '../tables/breakable.js';

/** A name, or a text with names, as HTML: odd characters visible, long names broken behind separators. */
export function nameHtml(name: string): string {
  return breakableHtml(visibleText(name), 'everywhere');
}

/** A name that the page's script lets one select; without scripts it is a name. */
export function pickHtml(pick: 'account' | 'resource', name: string, html = nameHtml(name)): string {
  return `<span data-pick="${pick}" data-name="${escapeHtml(name)}">${html}</span>`;
}
