import { CR, LF } from '../lineBreaks.js';
import { BrokenRecord } from './BrokenRecord.js';
import {
  ARRAY,
  ARRAY_END,
  BLANK,
  BYTE_KINDS,
  CLOSE,
  COLON,
  COMMA,
  LINE_BREAK,
  OBJECT,
  OPEN,
  QUOTE,
  SCALAR,
} from './byteKinds.js';
import { type JsonRecord, LONGEST_RECORD } from './JsonRecord.js';
import { RecordUnits } from './RecordUnits.js';
import { TextWindow } from './TextWindow.js';
import { trimmedEnd } from './trimmedEnd.js';
import type { ChooseList } from './wrappedList.js';

const SPACE = 32;
const BACKSLASH = 92;

/** What comes before the current position, other than a comma. */
const VALUE = -1;
const NEITHER = -2;

/**
 * Splits a JSON text into its records, chunk by chunk: see `jsonRecords`. It only looks at brackets, quotes
 * and what is between them. `RecordUnits` makes records of them, and `BrokenRecord` finds where to continue.
 */
export class JsonSplitter {
  readonly #window = new TextWindow();
  readonly #units: RecordUnits;
  readonly #broken: BrokenRecord;
  /** The position that is read next. */
  #at = 0;
  /**
   * A value or a key, after which no other may come; a comma, after which an object has a key; or neither.
   */
  #before: typeof VALUE | typeof COMMA | typeof NEITHER = NEITHER;
  #isInString = false;
  /** The offset of the last string. */
  #string = 0;

  constructor(choose: ChooseList) {
    this.#units = new RecordUnits(this.#window, choose);
    this.#broken = new BrokenRecord(this.#window, this.#units);
  }

  /** The records that end in a chunk. */
  add(chunk: Buffer): JsonRecord[] {
    if (chunk.length === 0) return [];
    this.#at -= this.#window.append(chunk, this.#needed);
    this.#readAll(false);
    this.#units.shed(this.#window.base + this.#at);
    return this.#units.take();
  }

  /** What is left after the last chunk. */
  end(): JsonRecord[] {
    this.#readAll(true);
    return this.#units.take();
  }

  /** The offset of the first byte that is still needed. */
  get #needed(): number {
    const here = this.#window.base + this.#at;
    // The string may be a key.
    const isKey = this.#units.open.length === 1 && (this.#isInString || this.#before === VALUE);
    return Math.min(
      here,
      this.#units.needed ?? here,
      this.#broken.isOpen ? this.#broken.searchFrom : here,
      isKey ? this.#string : here,
    );
  }

  #readAll(isLast: boolean): void {
    const units = this.#units;
    for (;;) {
      if (this.#broken.isOpen) {
        const at = this.#broken.resume(isLast);
        this.#at = at ?? this.#window.bytes.length;
        if (at === undefined) return;
      }
      this.#read(isLast);
      if (this.#broken.isOpen) continue;
      if (!isLast) return;
      // An unclosed record may hide others.
      if (units.unit < 0 && units.document === undefined) {
        if (units.open.length > 0) units.addCut();
        return;
      }
      this.#break(this.#isInString ? this.#string : this.#window.base + this.#at);
    }
  }

  /** Reads up to the window's end, or to where the text is broken, or where more bytes are needed. */
  #read(isLast: boolean): void {
    const window = this.#window;
    const buffer = window.bytes;
    const { length } = buffer;
    const units = this.#units;
    const { open } = units;
    let at = this.#at;
    let before = this.#before;
    if (this.#isInString) {
      at = this.#readString(at);
      if (at < 0) return;
      before = VALUE;
      if (open.length === units.depth) units.endUnit(at);
    }
    while (at < length) {
      const byte = buffer[at];
      const kind = BYTE_KINDS[byte];
      if (kind === COMMA) {
        before = COMMA;
        at++;
      } else if (kind === QUOTE) {
        if (open.length === units.depth) {
          if (open.length === 0) {
            at = this.#readLine(at, isLast);
            if (at < 0) return;
            continue;
          }
          units.begin(at);
        } else if (before === VALUE) return void this.#breakAt(at);
        this.#string = window.base + at;
        at = this.#readString(at + 1);
        if (at < 0) return;
        before = VALUE;
        if (open.length === units.depth) units.endUnit(at);
      } else if (kind === COLON) {
        before = NEITHER;
        if (open.length === 1 && units.document !== undefined) units.addKey(this.#string, window.base + at);
        at++;
      } else if (kind === SCALAR) {
        if (open.length === units.depth) {
          at = open.length === 0 ? this.#readLine(at, isLast) : this.#readScalar(at, isLast);
          if (at < 0) return;
          continue;
        }
        if (before === VALUE) return void this.#breakAt(at);
        do at++;
        while (at < length && BYTE_KINDS[buffer[at]] === SCALAR);
        // It may continue in the next chunk.
        before = at < length ? VALUE : NEITHER;
      } else if (kind === OPEN) {
        if (open.length === units.depth) units.begin(at);
        else if (before === VALUE || (before === COMMA && open.at(-1) === OBJECT))
          return void this.#breakAt(at);
        open.push(byte);
        before = NEITHER;
        if (open.length === 2 && byte === ARRAY && units.document !== undefined) units.openList();
        at++;
      } else if (kind === CLOSE) {
        const opened = open.at(-1);
        if (open.length === units.depth && opened !== byte - 2) {
          const isStray = open.length < 2 || this.#isStray(at, isLast);
          if (isStray === undefined) return void this.#wait(at);
          if (!isStray) return void this.#breakAt(at);
          at = open.length === 0 ? this.#readLine(at, isLast) : this.#readScalar(at, isLast);
          if (at < 0) return;
          continue;
        }
        if (opened !== byte - 2) return void this.#breakAt(at);
        at++;
        before = VALUE;
        units.close(at);
      } else if (kind === LINE_BREAK) {
        window.line++;
        at++;
        window.lineStart = window.base + at;
      } else {
        do at++;
        while (buffer[at] === SPACE);
      }
    }
    this.#at = at;
    this.#before = before;
  }

  /** @returns the position after a string's end; -1 if the buffer ends before, or the string is broken */
  #readString(from: number): number {
    const buffer = this.#window.bytes;
    const { length } = buffer;
    let at = from;
    for (; at < length; at++) {
      const byte = buffer[at];
      if (byte > BACKSLASH || (byte > 34 && byte < BACKSLASH)) continue;
      if (byte === 34) {
        this.#isInString = false;
        return at + 1;
      }
      if (byte === BACKSLASH) at++;
      else if (byte === LF || byte === CR) return this.#breakAt(at);
    }
    this.#isInString = true;
    this.#at = at;
    return -1;
  }

  /**
   * Reads a line at the top level that doesn't begin with a bracket. @returns the position after it; -1 if
   * more is needed
   */
  #readLine(at: number, isLast: boolean): number {
    const { bytes: buffer, base } = this.#window;
    // If texts were put together, each may have a byte order mark.
    if (buffer[at] === 0xef && buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf) return at + 3;
    const lf = buffer.indexOf(LF, at);
    if (lf < 0 && !isLast) return this.#wait(at);
    const end = lf < 0 ? buffer.length : lf;
    const textEnd = trimmedEnd(buffer, at, end);
    const isWhole = isJson(buffer.subarray(at, textEnd));
    this.#units.add(this.#window.record(base + at, base + textEnd, this.#window.line, isWhole));
    return end;
  }

  /**
   * Reads an element of a list that isn't a list, object or text. @returns the position after it; -1 if more
   * is needed
   */
  #readScalar(at: number, isLast: boolean): number {
    const buffer = this.#window.bytes;
    let end = at + 1;
    while (end < buffer.length && (BYTE_KINDS[buffer[end]] === SCALAR || BYTE_KINDS[buffer[end]] === COLON))
      end++;
    if (end === buffer.length && !isLast) return this.#wait(at);
    this.#units.begin(at);
    this.#units.endUnit(end, isJson(buffer.subarray(at, end)));
    return end;
  }

  /**
   * Whether a closing brace is one too many, and doesn't end the document. @returns undefined if more is
   * needed
   */
  #isStray(at: number, isLast: boolean): boolean | undefined {
    const { bytes } = this.#window;
    let next = at + 1;
    while (BYTE_KINDS[bytes[next]] === BLANK || BYTE_KINDS[bytes[next]] === LINE_BREAK) next++;
    if (next >= bytes.length && !isLast) return undefined;
    return BYTE_KINDS[bytes[next]] === COMMA || bytes[next] === ARRAY_END;
  }

  #wait(at: number): -1 {
    this.#at = at;
    // No number or word is that long.
    if (this.#window.bytes.length - at > LONGEST_RECORD) {
      this.#units.beginUnit(at);
      this.#breakAt(at);
    }
    return -1;
  }

  #breakAt(at: number): -1 {
    this.#at = at;
    this.#break(this.#window.base + at);
    return -1;
  }

  /** @param offset where something is that can't be there */
  #break(offset: number): void {
    this.#isInString = false;
    this.#before = NEITHER;
    this.#broken.begin(offset, this.#string);
  }
}

/** Whether bytes are JSON by themselves. */
function isJson(bytes: Buffer): boolean {
  try {
    JSON.parse(bytes.toString());
    return true;
  } catch {
    return false;
  }
}
