import { escapeLabel } from './escapeLabel.js';

/** As `escapeLabel`, for titles and legends, where Plotly would also typeset `$...$` as TeX. */
export function escapeTitle(text: string): string {
  return escapeLabel(text).replaceAll('$', '&#36;');
}
