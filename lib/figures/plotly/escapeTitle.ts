import { escapeLabel } from './escapeMarkup.js';

/**
 * Does the same as `escapeLabel` for titles, legends and ticks, where Plotly also typesets `$...$` as TeX.
 */
export function escapeTitle(text: string): string {
  return escapeLabel(text).replaceAll('$', '&#36;');
}

const CHARACTERS: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&#36;': '$' };

/** The plain text that `escapeTitle` was given. */
export function unescapeTitle(title: string): string {
  return title.replace(/&(?:amp|lt|gt|#36);/g, (entity) => CHARACTERS[entity]);
}
