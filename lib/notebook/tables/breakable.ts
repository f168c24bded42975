import { escapeHtml } from '../../base/text/escapeHtml.js';
import { pieces } from '../page/pieces.js';

/** A place where a name may be broken on paper: a page's style makes it active. */
const FOLDED_BREAK = '<wbr style="display:none">';

/**
 * A text as HTML. Its longer names may be broken after a separator, without a hyphen, and nowhere else.
 *
 * @param where 'everywhere', or only 'on paper'
 */
export function breakableHtml(text: string, where: 'everywhere' | 'on paper'): string {
  return pieces(text)
    .map(escapeHtml)
    .join(where === 'everywhere' ? '<wbr>' : FOLDED_BREAK);
}

/** The longest part of a text that stays on one line, in characters. */
export function longestPiece(text: string): number {
  const parts = pieces(text).flatMap((piece) => piece.split(/\s+/));
  return parts.reduce((longest, part) => Math.max(longest, [...part].length), 0);
}
