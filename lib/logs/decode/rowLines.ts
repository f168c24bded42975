import { CR, LF } from './lineBreaks.js';
import { transformed } from './transformed.js';

/** One line of a text. */
export interface RowLine {
  /** Its bytes without the break at its end; beyond the limit, only the first 1000. */
  text: Buffer;
  /** From 1. */
  number: number;
  /** Empty at the end of the text. It is put back when lines within quotes are joined. */
  lineBreak: LineBreak;
  /** Its length in bytes, which beyond the limit is more than that of `text`. */
  length: number;
}

type LineBreak = '\n' | '\r\n' | '\r' | '';

/** How much is kept of a line beyond the limit. */
const KEPT = 1000;

/**
 * The lines of a text: each ends in LF, CR LF or, as in DuckDB, CR alone. A break at the very end doesn't
 * begin another line. Lines beyond `limit` bytes are cut.
 */
export function rowLines(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  limit = Number.POSITIVE_INFINITY,
): AsyncGenerator<RowLine[]> {
  return transformed(chunks, new LineSplitter(limit));
}

/** Splits a text into its lines: see `rowLines`. */
export class LineSplitter {
  readonly #limit: number;
  #number = 0;
  #parts: Buffer[] = [];
  #length = 0;
  /** Whether the last chunk ended in CR, which may be half of a break. */
  #isAtReturn = false;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that end in a chunk; those that lie within it are views of it. */
  add(chunk: Buffer): RowLine[] {
    if (chunk.length === 0) return [];
    const lines: RowLine[] = [];
    let start = 0;
    if (this.#isAtReturn) {
      this.#isAtReturn = false;
      if (chunk[0] === LF) start = 1;
      lines.push(this.#line(start === 1 ? '\r\n' : '\r'));
    }
    let cr = chunk.indexOf(CR, start);
    for (let lf = chunk.indexOf(LF, start); ; lf = chunk.indexOf(LF, start)) {
      // Most texts have no CR, or only before LF.
      while (cr >= 0 && (lf < 0 || cr < lf - 1) && cr < chunk.length - 1) {
        this.#take(chunk.subarray(start, cr));
        lines.push(this.#line('\r'));
        start = cr + 1;
        cr = chunk.indexOf(CR, start);
      }
      if (lf < 0) break;
      const isPair = cr === lf - 1 && cr >= start;
      this.#take(chunk.subarray(start, isPair ? cr : lf));
      lines.push(this.#line(isPair ? '\r\n' : '\n'));
      start = lf + 1;
      if (isPair) cr = chunk.indexOf(CR, start);
    }
    this.#isAtReturn = cr >= 0;
    this.#take(chunk.subarray(start, cr >= 0 ? cr : chunk.length));
    return lines;
  }

  /** The last line, if it has no break. */
  end(): RowLine[] {
    if (this.#isAtReturn) {
      this.#isAtReturn = false;
      return [this.#line('\r')];
    }
    return this.#length > 0 ? [this.#line('')] : [];
  }

  #take(part: Buffer): void {
    if (part.length === 0) return;
    this.#length += part.length;
    if (this.#length <= this.#limit) this.#parts.push(part);
    // This copies, so that the start of a line doesn't keep a whole chunk in memory.
    else this.#parts = [Buffer.from(Buffer.concat([...this.#parts, part]).subarray(0, KEPT))];
  }

  #line(lineBreak: LineBreak): RowLine {
    const text = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const line = { text, number: ++this.#number, lineBreak, length: this.#length };
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
