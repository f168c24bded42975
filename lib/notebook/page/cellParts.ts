import { cutText, isSentence } from './cutText.js';

/** The parts of a cell on a page. A copy of the cell, and a screen reader, have the whole text. */
export interface CellParts {
  /** Whether it is a sentence, which wraps. */
  isSentence: boolean;
  /** The beginning that all names of the column share, which is shown as '…'; '' if there is none. */
  prefix: string;
  start: string;
  /** The part after the middle, if the middle has no room; null if all has room. */
  end: string | null;
}

/**
 * @param prefix the beginning that the column's names share
 * @param width how many characters have room
 */
export function cellParts(text: string, prefix: string, width: number): CellParts {
  if (isSentence(text)) return { isSentence: true, prefix: '', start: text, end: null };
  const shared = prefix !== '' && text.startsWith(prefix) ? prefix : '';
  const own = text.slice(shared.length);
  const cut = cutText(own, shared === '' ? width : width - 1);
  if (cut === null) return { isSentence: false, prefix: shared, start: own, end: null };
  return { isSentence: false, prefix: shared, start: cut[0], end: cut[1] };
}
