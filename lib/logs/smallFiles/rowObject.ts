import { splitRow } from '../decode/splitRow.js';
import { columnsOf, type TextLayout } from './textLayout.js';

/** A row as an object: its cells by the names of the columns. */
export function rowObject(layout: TextLayout, text: string): Record<string, string> {
  const { separator, isQuoted } = layout;
  const cells = isQuoted ? splitRow(text, separator) : text.split(separator);
  // The first of several columns of one name.
  const entries = columnsOf(layout)
    .map((name, n) => [name, cells[n] ?? ''] as const)
    .reverse();
  return Object.fromEntries(entries);
}
