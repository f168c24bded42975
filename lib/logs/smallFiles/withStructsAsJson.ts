import { quotedCell } from '../decode/quotedCell.js';
import { splitRow } from '../decode/splitRow.js';
import { structToJson } from './structToJson.js';
import type { TextLayout } from './textLayout.js';

/** A row with the structs in its cells, as Trino and Athena write them (`{a=1, b={c=2}}`), as JSON. */
export function withStructsAsJson(layout: TextLayout, text: string): string {
  if (!layout.isQuoted || !/\{[^{}="]+=/.test(text)) return text;
  return splitRow(text, layout.separator)
    .map((cell) => quotedCell(structToJson(cell) ?? cell))
    .join(layout.separator);
}
