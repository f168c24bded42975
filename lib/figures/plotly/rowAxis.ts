import { shortenLabel } from '../../base/text/shortenLabel.js';
import { escapeTitle } from './escapeTitle.js';

/**
 * Plotly's y axis of rows from the top down, at 0, 1, 2, ...: two rows may have the same name.
 *
 * @param labels plain text, one a row
 * @param maxLength longer ones lose their middle; in characters
 */
export function rowAxis(labels: readonly string[], maxLength: number) {
  return {
    autorange: 'reversed',
    tickmode: 'array',
    tickvals: labels.map((_, row) => row),
    ticktext: labels.map((label) => escapeTitle(shortenLabel(label, maxLength))),
  };
}
