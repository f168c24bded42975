import { open, stat } from 'node:fs/promises';
import { SPILL_MODE, spillFile } from '../../sql/spillFolder.js';
import { isGzip, textOf } from './textOf.js';

/** DuckDB refuses lines that are longer, and loses those beyond some 30 MB without a word. In bytes. */
export const LONGEST_LINE = 2_000_000;

/** So much of a longer line is kept for the report. */
const SHOWN = 1000;

const LF = 10;
const CR = 13;

/**
 * The path of a text file with the same lines, but for those beyond `LONGEST_LINE`, which say how long they were, are cut,
 * and are no UTF-8, so that they count as malformed: the file itself where it has none, else a copy in the folder for what DuckDB
 * spills.
 */
export async function cutLongLines(file: string): Promise<string> {
  return (await hasLongLine(file)) ? copy(file) : file;
}

async function hasLongLine(file: string): Promise<boolean> {
  if (!isGzip(file) && (await stat(file)).size <= LONGEST_LINE) return false;
  let length = 0;
  for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
    const first = breakIn(chunk);
    if (first < 0) length += chunk.length;
    // Chunks are shorter than such a line: none is within one.
    else if (length + first <= LONGEST_LINE) length = chunk.length - 1 - lastBreakIn(chunk);
    else return true;
    if (length > LONGEST_LINE) return true;
  }
  return false;
}

async function copy(file: string): Promise<string> {
  const path = spillFile('lines');
  const target = await open(path, 'wx', SPILL_MODE);
  let held: Buffer[] = [];
  let length = 0;
  let start = Buffer.alloc(0);
  const hold = (bytes: Buffer) => {
    if (start.length < SHOWN) start = Buffer.concat([start, bytes.subarray(0, SHOWN - start.length)]);
    length += bytes.length;
    if (length <= LONGEST_LINE) held.push(bytes);
    else held = [];
  };
  /** Writes the line that ends here, and what is given of the chunk after it. */
  const write = async (after: Buffer) => {
    const line = length <= LONGEST_LINE ? held : [noUtf8(`(a line of ${length} bytes) `), start];
    held = [];
    length = 0;
    start = Buffer.alloc(0);
    await target.appendFile(Buffer.concat([...line, after]));
  };
  try {
    for await (const chunk of textOf(file) as AsyncIterable<Buffer>) {
      const first = breakIn(chunk);
      if (first < 0) {
        hold(chunk);
        continue;
      }
      hold(chunk.subarray(0, first));
      const last = lastBreakIn(chunk);
      await write(chunk.subarray(first, last + 1));
      hold(chunk.subarray(last + 1));
    }
    if (length > 0) await write(Buffer.alloc(0));
  } finally {
    await target.close();
  }
  return path;
}

function noUtf8(text: string): Buffer {
  return Buffer.concat([Buffer.of(0xff), Buffer.from(text)]);
}

/** Where the first line break is; -1: none. A line may end in CR alone, as DuckDB has it. */
function breakIn(chunk: Buffer): number {
  const lf = chunk.indexOf(LF);
  const cr = (lf < 0 ? chunk : chunk.subarray(0, lf)).indexOf(CR);
  return cr < 0 ? lf : cr;
}

function lastBreakIn(chunk: Buffer): number {
  return Math.max(chunk.lastIndexOf(LF), chunk.lastIndexOf(CR));
}
