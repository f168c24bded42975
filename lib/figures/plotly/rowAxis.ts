import { shortenLabels } from '../../base/text/shortenLabels.js';
import { escapeTitle } from './escapeTitle.js';

/**
 * Plotly's y axis of rows from the top down. Rows are at 0, 1, 2, ..., since two may have the same name.
 *
 * @param labels plain text, one for each row
 * @param maxLength in characters; longer labels are cut so that they still differ
 */
export function rowAxis(labels: readonly string[], maxLength: number) {
  return {
    autorange: 'reversed',
    tickmode: 'array',
    tickvals: labels.map((_, row) => row),
    ticktext: shortenLabels(labels, maxLength).map(escapeTitle),
  };
}
