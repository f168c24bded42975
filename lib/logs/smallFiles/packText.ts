import { LONGEST_LINE } from '../decode/lineBreaks.js';
import { rowLines } from '../decode/rowLines.js';
import type { Survey } from '../decode/Survey.js';
import type { Asked } from './Asked.js';
import { CsvRows } from './CsvRows.js';
import { chunksOf } from './chunksOf.js';
import type { Pack } from './Pack.js';
import type { Sample } from './Sample.js';
import type { TextLayout } from './textLayout.js';
import { withStructsAsJson } from './withStructsAsJson.js';

/** Packs the rows of a text of columns. @returns the layout with all columns that were found on the way */
export async function packText(
  survey: Survey,
  layout: TextLayout,
  number: number,
  { pack, sample }: { pack: Pack; sample: Sample },
  mayHold?: Asked['mayHold'],
): Promise<TextLayout> {
  const rows = new CsvRows(layout, (line, isWhole, text) => {
    const row = isWhole ? withStructsAsJson(layout, text) : text;
    if (isWhole) sample.add(row);
    if (mayHold === undefined || (isWhole && mayHold(text))) pack.add(number, line, isWhole, row);
  });
  for await (const lines of rowLines(chunksOf(survey), LONGEST_LINE)) {
    for (const line of lines) rows.add(line);
    if (pack.isFull) await pack.flush();
  }
  rows.end();
  return rows.layout;
}
