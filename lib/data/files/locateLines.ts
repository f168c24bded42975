import { fileKind } from './open/fileKind.js';
import { linesOf } from './open/textOf.js';

/**
 * The numbers of lines, from 1, in a text file: of each text the first line that is it and isn't taken by an equal text
 * before. Null where there is none, as for rows that are no lines.
 */
export async function locateLines(file: string, texts: readonly string[]): Promise<(number | null)[]> {
  const found: (number | null)[] = texts.map(() => null);
  const kind = fileKind(file);
  if (kind !== 'csv' && kind !== 'json') return found;
  let missing = texts.length;
  let line = 0;
  for await (const bytes of linesOf(file)) {
    line++;
    const text = bytes?.toString().replace(/\r$/, '');
    const at = texts.findIndex((wanted, n) => found[n] === null && wanted === text);
    if (at < 0) continue;
    found[at] = line;
    if (--missing === 0) break;
  }
  return found;
}
