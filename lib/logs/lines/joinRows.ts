import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { SPILL_MODE, spillFile } from '../../sql/spillFolder.js';
import { scanRow } from './scanRow.js';
import { linesOf } from './textOf.js';

/** Stands between a row's parts. */
const PART = '\x1f';
const ESCAPE = '\x1c';

/** A row's text on one line, whatever is in it. */
function escapeBreaks(text: string): string {
  return text.replaceAll(ESCAPE, `${ESCAPE}0`).replaceAll('\n', `${ESCAPE}1`).replaceAll('\r', `${ESCAPE}2`);
}

/** The text that `escapeBreaks` made another of, as SQL. */
export function unescapeBreaks(sql: string): string {
  const replace = (text: string, code: string, character: number) =>
    `replace(${text}, chr(28) || '${code}', chr(${character}))`;
  return replace(replace(replace(sql, '2', 13), '1', 10), '0', 28);
}

/** A row over more lines, or of more bytes, is none: somewhere a quote was left open. DuckDB reads lines of up to 2 MB. */
const MOST_LINES = 1000;
const MOST_ROW_BYTES = 1_900_000;
/** In characters, each of up to three bytes. */
const MOST_LENGTH = MOST_ROW_BYTES / 3;

/**
 * Writes a CSV file anew with each row on one line, line breaks inside of quotes replaced: number of its first line, `1` if
 * it is a row by itself and `0` if it is malformed, and its text. A line with an open quote is joined with those after it
 * where that makes a whole row of the wanted fields; else it is malformed, and costs no other line.
 *
 * @param skip lines to leave out at the start
 * @returns the new file's path, in the folder for what DuckDB spills
 */
export async function joinRows(
  file: string,
  separator: string,
  numFields: number,
  skip: number,
): Promise<string> {
  const path = spillFile('rows');
  const target = createWriteStream(path, { mode: SPILL_MODE });
  // A line break of two characters is one inside of quotes, and none of the row at its end.
  const trimmed = (text: string) => (text.endsWith('\r') ? text.slice(0, -1) : text);
  let buffered: string[] = [];
  const write = (line: number, isWhole: boolean, text: string) => {
    const kept = escapeBreaks(isWhole ? text : text.slice(0, 1000));
    buffered.push(`${line}${PART}${isWhole ? 1 : 0}${PART}${kept}\n`);
  };
  const flush = async () => {
    const text = buffered.join('');
    buffered = [];
    if (text !== '' && !target.write(text)) await once(target, 'drain');
  };

  /** Lines from an open quote on, of which nothing is known yet. */
  let open: { line: number; text: string }[] = [];
  let openText = '';
  const settle = (line: number, text: string) => {
    if (open.length === 0) {
      if (text.trim() === '') return;
      const scan = scanRow(trimmed(text), separator);
      if (scan === 'open') {
        open = [{ line, text }];
        openText = text;
      } else write(line, scan === numFields, trimmed(text));
      return;
    }
    open.push({ line, text });
    openText += `\n${text}`;
    const isTooLong = open.length > MOST_LINES || openText.length > MOST_LENGTH;
    // Nothing closes a quote but a quote.
    if (!isTooLong && !text.includes('"')) return;
    const scan = scanRow(trimmed(openText), separator);
    if (scan === numFields) {
      write(open[0].line, true, trimmed(openText));
      open = [];
    } else if (isTooLong || scan !== 'open') giveUp();
  };
  /** The first of the open lines is malformed; the others are read again. */
  const giveUp = () => {
    const [first, ...rest] = open;
    open = [];
    write(first.line, false, trimmed(first.text));
    for (const { line, text } of rest) settle(line, text);
  };

  let line = 0;
  for await (const bytes of linesOf(file, MOST_ROW_BYTES)) {
    if (++line <= skip) continue;
    if (bytes === null || !isUtf8(bytes)) {
      while (open.length > 0) giveUp();
      write(line, false, bytes === null ? '(a line of more than 1.9 MB)' : bytes.toString('latin1'));
    } else settle(line, bytes.toString());
    if (buffered.length >= 1000) await flush();
  }
  while (open.length > 0) giveUp();
  await flush();
  target.end();
  await once(target, 'close');
  return path;
}
