import { isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { visibleText } from '../../base/text/visibleText.js';
import { systemWords } from '../../saving/systemWords.js';

const LINE_FEED = 0x0a;

/**
 * The text of a file that people write, in UTF-8, without its byte order mark, and its name in errors.
 *
 * @param what what it is, such as `a watchlist`
 * @throws Error if there is no file, or naming the line that has another encoding
 */
export async function readNamedText(path: string, what: string): Promise<{ text: string; name: string }> {
  const name = visibleText(path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR') throw new Error(`Expected ${what} at ${name}, got a folder`);
    if (error.code === 'ENOENT') throw new Error(`Expected ${what} at ${name}, got none there`);
    throw new Error(`Expected ${what} at ${name}, got ${systemWords(error)}`);
  });
  const remedy = 'save it as UTF-8';
  // UTF-16 with ASCII letters is valid UTF-8 with zeros.
  if (bytes.includes(0)) {
    throw new Error(
      `Expected ${what} in UTF-8 in ${name}, got a zero in line ${lineOf(bytes, bytes.indexOf(0))}, as in UTF-16; ${remedy}`,
    );
  }
  if (!isUtf8(bytes)) {
    throw new Error(
      `Expected ${what} in UTF-8 in ${name}, got another encoding in line ${firstForeignLine(bytes)}; ${remedy}`,
    );
  }
  return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), name };
}

/** The line of a byte, counted from 1. */
function lineOf(bytes: Buffer, place: number): number {
  let line = 1;
  for (const byte of bytes.subarray(0, place)) if (byte === LINE_FEED) line++;
  return line;
}

/** In UTF-8 a line feed is never part of another character, so lines can be told apart. */
function firstForeignLine(bytes: Buffer): number {
  let begin = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, begin);
    if (end < 0 || !isUtf8(bytes.subarray(begin, end))) return lineOf(bytes, begin);
    begin = end + 1;
  }
}
