import { cutText, isSentence } from './cutText.js';

/** A cell as a page shows it. Its text is whole for who copies it or listens to it. */
export interface CellParts {
  /** Words, which wrap. */
  isSentence: boolean;
  /** What all names of the column begin with, for which '…' stands; '' where there is nothing. */
  prefix: string;
  start: string;
  /** After the middle, which has no room; null where all has room. */
  end: string | null;
}

/**
 * @param prefix what the column's names share
 * @param width characters that have room
 */
export function cellParts(text: string, prefix: string, width: number): CellParts {
  if (isSentence(text)) return { isSentence: true, prefix: '', start: text, end: null };
  const shared = prefix !== '' && text.startsWith(prefix) ? prefix : '';
  const own = text.slice(shared.length);
  const cut = cutText(own, shared === '' ? width : width - 1);
  if (cut === null) return { isSentence: false, prefix: shared, start: own, end: null };
  return { isSentence: false, prefix: shared, start: cut[0], end: cut[1] };
}
