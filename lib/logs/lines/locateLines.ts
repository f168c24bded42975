import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { bytesOf } from './bytesOf.js';
import { rowLines } from './rowLines.js';

/** Longer lines are not looked at, in bytes. */
const LONGEST = 2_000_000;

/**
 * The numbers of lines, from 1, in a text file: of each text the first line that is it and isn't taken by an
 * equal text before. Null where there is none, as for rows that are no lines, and lines that are too long to
 * be read.
 */
export async function locateLines(file: string, texts: readonly string[]): Promise<(number | null)[]> {
  const found: (number | null)[] = texts.map(() => null);
  if (texts.length === 0 || !isText(file)) return found;
  const wanted = new Map<string, number[]>();
  texts.forEach((text, n) => {
    const places = wanted.get(text);
    if (places) places.push(n);
    else wanted.set(text, [n]);
  });
  for await (const lines of rowLines(bytesOf(file), LONGEST)) {
    for (const { text: bytes, number, length } of lines) {
      const text = length > LONGEST ? undefined : bytes.toString();
      const places = text === undefined ? undefined : wanted.get(text);
      if (text === undefined || places === undefined) continue;
      found[places.shift()!] = number;
      if (places.length === 0) wanted.delete(text);
    }
    if (wanted.size === 0) break;
  }
  return found;
}

/** Fills in the lines of rows that are not at hand. */
export async function placeLines(
  rows: readonly { file: string; line: number | null; text: string }[],
): Promise<void> {
  const unplaced = rows.filter(({ line }) => line === null);
  for (const file of new Set(unplaced.map((row) => row.file))) {
    const here = unplaced.filter((row) => row.file === file);
    const lines = await locateLines(
      file,
      here.map(({ text }) => text),
    );
    here.forEach((row, n) => {
      row.line = lines[n];
    });
  }
}

/** Whether a source is a file of text: a query isn't, nor are Parquet and the table of a database. */
function isText(file: string): boolean {
  if (!existsSync(file)) return false;
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(4);
    readSync(handle, head, 0, 4, 0);
    return head.toString('latin1') !== 'PAR1';
  } finally {
    closeSync(handle);
  }
}
