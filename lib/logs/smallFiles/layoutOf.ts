import { rowLines } from '../decode/rowLines.js';
import type { Survey } from '../decode/Survey.js';
import type { Asked } from './Asked.js';
import { chunksOf } from './chunksOf.js';
import { type TextLayout, textLayout } from './textLayout.js';

/** How a text file's lines are rows. */
export async function layoutOf(survey: Survey, { isHeader }: Asked): Promise<TextLayout> {
  return textLayout(await firstLines(survey), isHeader);
}

/** This many lines show the layout. */
const MOST_LINES = 400;

/** A file's first lines; only the beginning of long ones. */
async function firstLines(survey: Survey): Promise<string[]> {
  const lines = survey.head.split(/\r\n|\n|\r/);
  // There may still be a header after a very long line.
  if (lines.length > 1 || survey.unpackedBytes < survey.head.length + 2) return lines.slice(0, MOST_LINES);
  const found: string[] = [];
  for await (const some of rowLines(chunksOf(survey), LONGEST_SHOWN)) {
    found.push(...some.map(({ text }) => text.toString()));
    if (found.length >= MOST_LINES) break;
  }
  return found.slice(0, MOST_LINES);
}

const LONGEST_SHOWN = 100_000;
