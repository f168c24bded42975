import { isAscii } from 'node:buffer';
import { CR, LF } from '../lineBreaks.js';
import type { JsonRecord } from './JsonRecord.js';
import { firstKey } from './nextStart.js';
import { firstText, type KnownBytes, recordOf } from './recordText.js';

const BACKSLASH = 92;

/** How many bytes are kept before those that are needed: their line's indentation. */
const BEFORE = 128;

/** The bytes in memory. Offsets count bytes from the text's start, positions from the window's. */
export class TextWindow {
  bytes: Buffer = Buffer.alloc(0);
  /** The offset of its first byte. */
  base = 0;
  /** The current line, from 1, and its offset. */
  line = 1;
  lineStart = 0;
  #known: KnownBytes = { bytes: this.bytes, isAscii: true, hasBreaks: false, hasBackslashes: false };

  /**
   * Adds a chunk, and drops bytes before the offset that is still needed. @returns how many bytes it drops
   */
  append(chunk: Buffer, needed: number): number {
    const from = Math.max(0, needed - this.base - BEFORE);
    const kept = this.bytes.subarray(from);
    const bytes = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    this.bytes = bytes;
    this.#known = {
      bytes,
      isAscii: isAscii(chunk) && (this.#known.isAscii || isAscii(kept)),
      hasBreaks: bytes.includes(LF) || bytes.includes(CR),
      hasBackslashes: bytes.includes(BACKSLASH),
    };
    this.base += from;
    return from;
  }

  /** The record between two offsets. */
  record(start: number, end: number, line: number, isClosed: boolean): JsonRecord {
    return recordOf(this.#known, start - this.base, end - this.base, line, isClosed);
  }

  /** The key between two offsets. */
  readonly keyBetween = (start: number, end: number): string => {
    const text = this.bytes.toString('utf8', start - this.base, end - this.base).trim();
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  };

  /** The first key of the object at an offset, with its quotes. */
  firstKeyAt(offset: number): Buffer | undefined {
    return firstKey(this.bytes, offset - this.base);
  }

  firstTextAt(offset: number): string {
    return firstText(this.bytes, offset - this.base);
  }

  /** How far a line is indented up to an offset; 0 if something else comes before. */
  indentOf(lineStart: number, offset: number): number {
    if (lineStart < this.base || lineStart >= offset) return 0;
    const before = this.bytes.subarray(lineStart - this.base, offset - this.base);
    return before.every((byte) => byte === 32 || byte === 9) ? before.length : 0;
  }
}
