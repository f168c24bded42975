import { LONGEST_LINE } from './lines/cutLongLines.js';
import { linesOf } from './lines/textOf.js';
import { fileKind } from './open/fileKind.js';

/**
 * The numbers of lines, from 1, in a text file: of each text the first line that is it and isn't taken by an equal text
 * before. Null where there is none, as for rows that are no lines, and lines that are too long to be read.
 */
export async function locateLines(file: string, texts: readonly string[]): Promise<(number | null)[]> {
  const found: (number | null)[] = texts.map(() => null);
  const kind = fileKind(file);
  if (texts.length === 0 || (kind !== 'csv' && kind !== 'json')) return found;
  const wanted = new Map<string, number[]>();
  texts.forEach((text, n) => {
    const places = wanted.get(text);
    if (places) places.push(n);
    else wanted.set(text, [n]);
  });
  let line = 0;
  for await (const bytes of linesOf(file, LONGEST_LINE)) {
    line++;
    const text = bytes?.toString().replace(/\r$/, '');
    const places = text === undefined ? undefined : wanted.get(text);
    if (text === undefined || places === undefined) continue;
    found[places.shift()!] = line;
    if (places.length === 0) wanted.delete(text);
    if (wanted.size === 0) break;
  }
  return found;
}
