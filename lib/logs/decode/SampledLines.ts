import { behindBreak, breakFrom } from './lineBreaks.js';

/** How many lines are taken from the start. */
const FIRST = 50;

/** Longer lines, in bytes, are left out. */
const LONGEST = 2 ** 17;

/** The most bytes of all of them together. */
const MOST_BYTES = 2 ** 23;

/**
 * Some whole lines of a text, spread over all of it: the first 50, then as many from every chunk, fewer the
 * more chunks there are. The choice depends only on the text. Blank lines are left out.
 */
export class SampledLines {
  readonly #first: Buffer[] = [];
  #others: Buffer[] = [];
  readonly #mostOthers: number;
  /** How many lines are taken from a chunk; below 1, one from several chunks. */
  #rate: number;
  #due = 0;
  #isAtStart = true;
  #numBytes = 0;

  /** @param size how many lines to take at most */
  constructor(size: number) {
    this.#mostOthers = Math.max(0, size - FIRST);
    this.#rate = this.#mostOthers;
  }

  /** @param isAll whether the chunk is the whole text, so that its last line needs no break after it */
  add(chunk: Buffer, isAll = false): void {
    let at = 0;
    while (this.#isAtStart && at >= 0 && this.#first.length < FIRST) {
      at = this.#take(this.#first, chunk, at, isAll);
    }
    this.#isAtStart = false;
    this.#due += this.#rate;
    const wanted = Math.floor(this.#due);
    this.#due -= wanted;
    const step = (chunk.length - at) / wanted;
    const start = at;
    for (let n = 0; n < wanted && at >= 0; n++) {
      // Only a text's first chunk begins with a line.
      const from = Math.floor(start + n * step);
      if (from > at || start === 0) at = nextLine(chunk, Math.max(from - 1, at));
      if (at >= 0) at = this.#take(this.#others, chunk, at, isAll);
    }
    while (this.#others.length > this.#mostOthers) {
      this.#others = this.#others.filter((_, n) => n % 2 === 0);
      this.#rate /= 2;
    }
  }

  lines(): Buffer[] {
    return [...this.#first, ...this.#others];
  }

  /** @returns where the next line begins; -1 if the chunk ends before */
  #take(lines: Buffer[], chunk: Buffer, at: number, isAll: boolean): number {
    const end = breakFrom(chunk, at);
    if (end < 0 && !isAll) return -1;
    const line = chunk.subarray(at, end < 0 ? chunk.length : end);
    const isFit = line.length <= LONGEST && this.#numBytes + line.length <= MOST_BYTES;
    if (isFit && line.some((byte) => byte > 32)) {
      lines.push(Buffer.from(line));
      this.#numBytes += line.length;
    }
    return end < 0 ? -1 : nextLine(chunk, end);
  }
}

/** Where the line after the next break begins; -1 if the chunk ends before. */
function nextLine(chunk: Buffer, from: number): number {
  const end = breakFrom(chunk, from);
  if (end < 0) return -1;
  const next = behindBreak(chunk, end);
  return next < chunk.length ? next : -1;
}
