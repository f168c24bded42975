import { existsSync } from 'node:fs';
import { bytesAt } from './bytesAt.js';
import { bytesOf } from './bytesOf.js';
import { LONGEST_LINE } from './lineBreaks.js';
import { rowLines } from './rowLines.js';

/**
 * The numbers of lines, from 1: for each text, the first equal line that no equal text before has taken. Null
 * if there is none, as for rows that aren't lines, or are too long.
 */
export async function locateLines(file: string, texts: readonly string[]): Promise<(number | null)[]> {
  const found: (number | null)[] = texts.map(() => null);
  if (texts.length === 0 || !isText(file)) return found;
  const wanted = new Map<string, number[]>();
  for (const [n, text] of texts.entries()) wanted.set(text, [...(wanted.get(text) ?? []), n]);
  for await (const lines of rowLines(bytesOf(file), LONGEST_LINE)) {
    for (const { text: bytes, number, length } of lines) {
      if (length > LONGEST_LINE) continue;
      const text = bytes.toString();
      const places = wanted.get(text);
      if (places === undefined) continue;
      found[places.shift()!] = number;
      if (places.length === 0) wanted.delete(text);
    }
    if (wanted.size === 0) break;
  }
  return found;
}

/** Fills in the missing line numbers of rows. */
export async function placeLines(
  rows: readonly { file: string; line: number | null; text: string }[],
): Promise<void> {
  const unplaced = rows.filter(({ line }) => line === null);
  for (const file of new Set(unplaced.map((row) => row.file))) {
    const here = unplaced.filter((row) => row.file === file);
    const texts = here.map(({ text }) => text);
    for (const [n, line] of (await locateLines(file, texts)).entries()) here[n].line = line;
  }
}

/** Whether a source is a text file, not a query, Parquet, or the table of a database. */
function isText(file: string): boolean {
  return existsSync(file) && bytesAt(file, 0, 4).toString('latin1') !== 'PAR1';
}
