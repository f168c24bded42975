import { isUtf8 } from 'node:buffer';
import { LONGEST_LINE } from './cutLongLines.js';
import { linesOf } from './textOf.js';

/** So many lines are looked at. */
const MOST_LINES = 100;

export interface FirstLine {
  /** An empty text if there is none. */
  line: string;
  /** How many lines come before it. */
  skipped: number;
  /** Those of them that can't be read. */
  unreadable: string[];
}

/** The first line of a text file that can be read and is not empty. */
export async function firstLine(file: string): Promise<FirstLine> {
  const unreadable: string[] = [];
  let skipped = 0;
  for await (const bytes of linesOf(file, LONGEST_LINE)) {
    if (bytes === null) {
      unreadable.push(`(a line of more than ${LONGEST_LINE} bytes)`);
      skipped++;
    } else {
      // As DuckDB has it, a line may end in CR alone; the one before LF is part of that break.
      for (const text of splitAtReturns(skipped === 0 ? withoutMark(bytes) : bytes)) {
        if (!isUtf8(text)) unreadable.push(text.toString('latin1', 0, 1000));
        else if (text.toString().trim() !== '') return { line: text.toString(), skipped, unreadable };
        skipped++;
      }
    }
    if (skipped >= MOST_LINES) break;
  }
  return { line: '', skipped: 0, unreadable: [] };
}

function* splitAtReturns(bytes: Buffer): Generator<Buffer> {
  let start = 0;
  for (let end = bytes.indexOf(13); end >= 0 && end < bytes.length - 1; end = bytes.indexOf(13, start)) {
    yield bytes.subarray(start, end);
    start = end + 1;
  }
  const end = bytes.at(-1) === 13 ? bytes.length - 1 : bytes.length;
  yield bytes.subarray(start, end);
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? bytes.subarray(3) : bytes;
}
