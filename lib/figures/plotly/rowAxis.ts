import { shortenLabels } from '../../base/text/shortenLabels.js';
import { escapeTitle } from './escapeTitle.js';

/**
 * Plotly's y axis of rows from the top down, at 0, 1, 2, ...: two rows may have the same name.
 *
 * @param labels plain text, one a row
 * @param maxLength longer ones are cut where it tells them apart; in characters
 */
export function rowAxis(labels: readonly string[], maxLength: number) {
  return {
    autorange: 'reversed',
    tickmode: 'array',
    tickvals: labels.map((_, row) => row),
    ticktext: shortenLabels(labels, maxLength).map(escapeTitle),
  };
}
