import { isAscii } from 'node:buffer';
import type { Encoding } from './encodings.js';
import { textOfWindows1252 } from './windows1252.js';

const NONE = Buffer.alloc(0);

const MARK = Buffer.of(0xef, 0xbb, 0xbf);

/** Converts a text to UTF-8, chunk by chunk: see `utf8Of`. */
export class Utf8Converter {
  readonly #encoding: Encoding;
  /** What can't be converted yet of the last chunk: the first bytes of the text, or a part of a character. */
  #rest: Buffer = NONE;
  #isAtStart = true;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  add(chunk: Buffer): Buffer {
    if (this.#encoding === 'windows-1252')
      return isAscii(chunk) ? chunk : Buffer.from(textOfWindows1252(chunk));
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = NONE;
    if (this.#encoding === 'utf-8') return this.#isAtStart ? this.#withoutMark(bytes) : bytes;
    const end = this.#wideEnd(bytes);
    this.#rest = Buffer.from(bytes.subarray(end));
    bytes = bytes.subarray(0, end);
    if (this.#encoding === 'utf-16be') bytes = Buffer.from(bytes).swap16();
    let text = bytes.toString('utf16le');
    if (this.#isAtStart && text.startsWith('\ufeff')) text = text.slice(1);
    if (end > 0) this.#isAtStart = false;
    return Buffer.from(text.replace(/\p{Surrogate}/gu, markHalf));
  }

  /** What is left after the last chunk. */
  end(): Buffer {
    const rest = this.#rest;
    this.#rest = NONE;
    if (rest.length === 0 || this.#encoding === 'utf-8') return rest;
    // Half of a pair has two bytes, half of a character has one.
    const isOdd = rest.length % 2 === 1;
    const half = rest.length < 2 ? '' : markHalf(String.fromCharCode(this.#unitAt(rest, 0)));
    return Buffer.concat([Buffer.from(half), isOdd ? Buffer.of(0xff) : NONE]);
  }

  #withoutMark(bytes: Buffer): Buffer {
    if (bytes.length < 3 && MARK.subarray(0, bytes.length).equals(bytes)) {
      this.#rest = bytes;
      return NONE;
    }
    this.#isAtStart = false;
    return bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes;
  }

  /** The end of the last whole character. */
  #wideEnd(bytes: Buffer): number {
    const end = bytes.length & ~1;
    const isCut = end >= 2 && (this.#unitAt(bytes, end - 2) & 0xfc00) === 0xd800;
    return isCut ? end - 2 : end;
  }

  #unitAt(bytes: Buffer, at: number): number {
    return this.#encoding === 'utf-16be' ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
  }
}

/** Writes half of a surrogate pair as `recordText` does. */
function markHalf(half: string): string {
  return `\ufdd0${half.charCodeAt(0).toString(16)}`;
}
