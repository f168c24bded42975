import { isAscii } from 'node:buffer';
import { BLANK, BYTE_KINDS, CLOSE, COLON, COMMA, LINE_BREAK, OPEN, QUOTE, SCALAR } from './byteKinds.js';
import { type JsonRecord, LONGEST_HELD, LONGEST_RECORD } from './JsonRecord.js';
import { type Break, firstKey, type NextStart, nextStart } from './nextStart.js';
import { OpenDocument, type OpenList } from './OpenDocument.js';
import { firstText, type KnownBytes, longRecord, recordOf } from './recordText.js';
import type { ChooseList } from './wrappedList.js';

const LF = 10;
const SPACE = 32;
const CR = 13;
const BACKSLASH = 92;
const ARRAY = 91;
const ARRAY_END = 93;
const OBJECT = 123;

/** What stands before what is read, beside a comma. */
const VALUE = -1;
const NEITHER = -2;

/** In documents, outside of lists: nothing begins there that may be a record. */
const NOWHERE = -1;

/** So many times all that is read may be read again, where it is broken. */
const MOST_REREAD = 4;

/** So many bytes before what is being read are kept: its line's indentation. */
const BEFORE = 128;

/**
 * Splits a JSON text into its records, chunk by chunk: see `jsonRecords`. Only brackets, quotes and what may
 * stand between them are looked at.
 *
 * A unit is what may be a record: an element of a list at the top, or of one that a document at the top
 * holds. Offsets are bytes from the start of the text, positions those in the buffer.
 */
export class JsonSplitter {
  readonly #choose: ChooseList;
  #records: JsonRecord[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #known: KnownBytes = { bytes: this.#buffer, isAscii: true, hasBreaks: false, hasBackslashes: false };
  /** The offset of the buffer's first byte. */
  #base = 0;
  /** The position that is read next. */
  #at = 0;
  #line = 1;
  /** The offset of the line. */
  #lineStart = 0;
  /** The brackets that are open. */
  readonly #open: number[] = [];
  /** How many are open where units begin. */
  #unitDepth = 0;
  /** The offset of the open unit, -1: none is open; and where its line begins. */
  #unit = -1;
  #unitLine = 0;
  #unitLineStart = 0;
  /** Whether the unit's start is gone, since it is too long; and what is kept of it. */
  #isUnitCut = false;
  #unitShown = '';
  #unitKey?: Buffer;
  #document?: OpenDocument;
  /**
   * What stands before: a value or a key, behind which none can follow; a comma, behind which an object has a
   * key; or neither.
   */
  #before: typeof VALUE | typeof COMMA | typeof NEITHER = NEITHER;
  #isInString = false;
  /** The offset of the last string. */
  #string = 0;
  /**
   * Whether the open unit, or the document, is broken, and the next start is looked for; the offsets from
   * where.
   */
  #isBroken = false;
  #oddFrom = 0;
  #searchFrom = 0;
  #brokenAt = 0;
  /** Up to which offset lines are counted while the next start is looked for. */
  #anchor = 0;
  /** How many bytes were read again, in all. */
  #reread = 0;
  /** Whether the unit ended that a broken document ends with. */
  #wasUnitBroken = false;

  constructor(choose: ChooseList) {
    this.#choose = choose;
  }

  /** The records that end in a chunk. */
  add(chunk: Buffer): JsonRecord[] {
    if (chunk.length === 0) return [];
    this.#append(chunk);
    this.#readAll(false);
    this.#shed();
    return this.#taken();
  }

  /** What is left after the last chunk. */
  end(): JsonRecord[] {
    this.#readAll(true);
    return this.#taken();
  }

  #taken(): JsonRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  /** Adds a chunk to what of the buffer is still needed. */
  #append(chunk: Buffer): void {
    const needed = [this.#base + this.#at];
    if (this.#unit >= 0 && !this.#isUnitCut) needed.push(this.#unit);
    if (this.#isBroken) needed.push(this.#searchFrom);
    if (this.#document?.state === 'held') needed.push(this.#document.start);
    // It may be a key.
    if (this.#open.length === 1 && (this.#isInString || this.#before === VALUE)) needed.push(this.#string);
    const from = Math.max(0, Math.min(...needed) - this.#base - BEFORE);
    const kept = this.#buffer.subarray(from);
    const buffer = kept.length === 0 ? chunk : Buffer.concat([kept, chunk]);
    this.#buffer = buffer;
    this.#known = {
      bytes: buffer,
      isAscii: isAscii(chunk) && (this.#known.isAscii || isAscii(kept)),
      hasBreaks: buffer.includes(LF) || buffer.includes(CR),
      hasBackslashes: buffer.includes(BACKSLASH),
    };
    this.#base += from;
    this.#at -= from;
  }

  #readAll(isLast: boolean): void {
    for (;;) {
      if (this.#isBroken && !this.#resume(isLast)) return;
      this.#read(isLast);
      if (this.#isBroken) continue;
      if (!isLast) return;
      // What isn't closed may hide others.
      if (this.#unit < 0 && this.#document === undefined) {
        if (this.#open.length > 0) this.#emitCut();
        return;
      }
      this.#break(this.#isInString ? this.#string : this.#base + this.#at);
    }
  }

  /**
   * Reads the buffer. @returns its end; -1 where it is broken before, or more is needed to tell what stands
   * there
   */
  #read(isLast: boolean): number {
    const buffer = this.#buffer;
    const { length } = buffer;
    const open = this.#open;
    let at = this.#at;
    let before = this.#before;
    if (this.#isInString) {
      at = this.#readString(at);
      if (at < 0) return -1;
      before = VALUE;
      if (open.length === this.#unitDepth) this.#endUnit(at);
    }
    while (at < length) {
      const byte = buffer[at];
      const kind = BYTE_KINDS[byte];
      if (kind === COMMA) {
        before = COMMA;
        at++;
      } else if (kind === QUOTE) {
        if (open.length === this.#unitDepth) {
          if (open.length === 0) {
            at = this.#readLine(at, isLast);
            if (at < 0) return -1;
            continue;
          }
          this.#beginUnit(at);
        } else if (before === VALUE) return this.#breakAt(at);
        this.#string = this.#base + at;
        at = this.#readString(at + 1);
        if (at < 0) return -1;
        before = VALUE;
        if (open.length === this.#unitDepth) this.#endUnit(at);
      } else if (kind === COLON) {
        before = NEITHER;
        if (open.length === 1 && this.#document !== undefined) this.#addKey(at);
        at++;
      } else if (kind === SCALAR) {
        if (open.length === this.#unitDepth) {
          at = open.length === 0 ? this.#readLine(at, isLast) : this.#readScalar(at, isLast);
          if (at < 0) return -1;
          continue;
        }
        if (before === VALUE) return this.#breakAt(at);
        do at++;
        while (at < length && BYTE_KINDS[buffer[at]] === SCALAR);
        // It may go on in the next chunk.
        before = at < length ? VALUE : NEITHER;
      } else if (kind === OPEN) {
        if (open.length === this.#unitDepth) this.#beginUnit(at);
        else if (before === VALUE || (before === COMMA && open.at(-1) === OBJECT)) return this.#breakAt(at);
        open.push(byte);
        before = NEITHER;
        if (open.length === 2 && byte === ARRAY && this.#document !== undefined) this.#openList();
        at++;
      } else if (kind === CLOSE) {
        const opened = open.at(-1);
        if (open.length === this.#unitDepth && opened !== byte - 2) {
          const isStray = open.length < 2 || this.#isStray(at, isLast);
          if (isStray === undefined) return this.#wait(at);
          if (!isStray) return this.#breakAt(at);
          at = open.length === 0 ? this.#readLine(at, isLast) : this.#readScalar(at, isLast);
          if (at < 0) return -1;
          continue;
        }
        if (opened !== byte - 2) return this.#breakAt(at);
        at++;
        before = VALUE;
        this.#close(at);
      } else if (kind === LINE_BREAK) {
        this.#line++;
        at++;
        this.#lineStart = this.#base + at;
      } else {
        do at++;
        while (buffer[at] === SPACE);
      }
    }
    this.#at = at;
    this.#before = before;
    return at;
  }

  /** @returns the position behind a string's end; -1 where the buffer ends before, or it is broken */
  #readString(from: number): number {
    const buffer = this.#buffer;
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
      else if (byte === LF || byte === CR) {
        return this.#breakAt(at);
      }
    }
    this.#isInString = true;
    this.#at = at;
    return -1;
  }

  /**
   * Reads a line at the top that no bracket begins: a number or a word, or it is broken. @returns behind it;
   * -1: more is needed
   */
  #readLine(at: number, isLast: boolean): number {
    const buffer = this.#buffer;
    // Where texts were put together, each may have a byte order mark.
    if (buffer[at] === 0xef && buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf) return at + 3;
    const lf = buffer.indexOf(LF, at);
    if (lf < 0 && !isLast) return this.#wait(at);
    const end = lf < 0 ? buffer.length : lf;
    const textEnd = trimmedEnd(buffer, at, end);
    this.#records.push(recordOf(this.#known, at, textEnd, this.#line, isJson(buffer.subarray(at, textEnd))));
    return end;
  }

  /** Reads an element of a list that is no list, object or text. @returns behind it; -1: more is needed */
  #readScalar(at: number, isLast: boolean): number {
    const buffer = this.#buffer;
    let end = at + 1;
    while (end < buffer.length && (BYTE_KINDS[buffer[end]] === SCALAR || BYTE_KINDS[buffer[end]] === COLON))
      end++;
    if (end === buffer.length && !isLast) return this.#wait(at);
    this.#beginUnit(at);
    this.#endUnit(end, isJson(buffer.subarray(at, end)));
    return end;
  }

  /**
   * Whether a brace in a document's list, where an element may begin, is just one too many, and doesn't close
   * the document.
   *
   * @returns undefined if more is needed to tell
   */
  #isStray(at: number, isLast: boolean): boolean | undefined {
    let next = at + 1;
    while (BYTE_KINDS[this.#buffer[next]] === BLANK || BYTE_KINDS[this.#buffer[next]] === LINE_BREAK) next++;
    if (next >= this.#buffer.length && !isLast) return undefined;
    return BYTE_KINDS[this.#buffer[next]] === COMMA || this.#buffer[next] === ARRAY_END;
  }

  #wait(at: number): -1 {
    this.#at = at;
    // It is no number or word, whatever comes.
    if (this.#buffer.length - at > LONGEST_RECORD) {
      this.#setUnit(at);
      this.#breakAt(at);
    }
    return -1;
  }

  #beginUnit(at: number): void {
    const byte = this.#buffer[at];
    if (this.#open.length > 0) {
      this.#setUnit(at);
      if (this.#document?.list !== undefined) this.#beginElement(this.#document, byte === OBJECT);
    } else if (byte === ARRAY) this.#unitDepth = 1;
    else {
      this.#document = new OpenDocument(this.#base + at, this.#line);
      this.#unitLineStart = this.#lineStart;
      this.#unitDepth = NOWHERE;
    }
  }

  #setUnit(at: number): void {
    this.#unit = this.#base + at;
    this.#unitLine = this.#line;
    this.#unitLineStart = this.#lineStart;
    this.#isUnitCut = false;
  }

  #beginElement(document: OpenDocument, isObject: boolean): void {
    const list = document.list!;
    list.isEmpty = false;
    if (!isObject || list.hasObjects) return;
    list.hasObjects = true;
    if (document.state !== 'lost') return;
    if (document.chooseList(this.#choose, this.#decodeKey) === list) document.state = 'streaming';
  }

  #endUnit(at: number, isClosed = true): void {
    const { start, end } = { start: this.#unit, end: this.#base + at };
    this.#unit = -1;
    const document = this.#document;
    if (document !== undefined) document.lastEnd = end;
    if (document?.state === 'held')
      document.list!.elements.push(start, end, this.#unitLine, isClosed ? 1 : 0);
    else if (document?.state === 'lost') return;
    else if (this.#isUnitCut) this.#records.push(longRecord(this.#unitShown, end - start, this.#unitLine));
    else this.#emit(start, end, this.#unitLine, isClosed);
  }

  #addKey(at: number): void {
    const document = this.#document!;
    if (document.state === 'streaming' || document.state === 'skipped') return;
    document.addKey(this.#string, this.#base + at);
    if (document.state === 'lost') document.keepKeys(this.#decodeKey);
  }

  readonly #decodeKey = (start: number, end: number): string => {
    const text = this.#buffer.toString('utf8', start - this.#base, end - this.#base).trim();
    try {
      return String(JSON.parse(text));
    } catch {
      return text.slice(1, -1);
    }
  };

  #openList(): void {
    const document = this.#document!;
    if (document.state === 'skipped' || document.state === 'streaming') return;
    document.openList();
    this.#unitDepth = 2;
  }

  /** Closes a bracket, to which the one that is open fits. @param at behind it */
  #close(at: number): void {
    const isOfUnits = this.#open.length === this.#unitDepth;
    this.#open.pop();
    const document = this.#document;
    if (isOfUnits) {
      this.#unitDepth = document === undefined ? 0 : NOWHERE;
      if (document === undefined) return;
      document.list = undefined;
      if (document.state === 'streaming') document.state = 'skipped';
    } else if (this.#open.length === this.#unitDepth) this.#endUnit(at);
    else if (this.#open.length === 0) this.#endDocument(at);
  }

  #endDocument(at: number): void {
    const document = this.#document!;
    const { start, line, state, isClosed } = document;
    const end = this.#base + at;
    if (state === 'held') {
      const list = document.chooseList(this.#choose, this.#decodeKey);
      if (list === undefined) this.#emit(start, end, line, isClosed);
      else this.#emitAll(list);
      if (list !== undefined && list === document.list && list.elements.at(-1) !== 0) this.#emitCut();
    } else if (state === 'lost') this.#records.push(longRecord(document.shown, end - start, line));
    else if (state === 'streaming' && document.list !== undefined && !this.#wasUnitBroken) this.#emitCut();
    this.#document = undefined;
    this.#unitDepth = 0;
    this.#open.length = 0;
  }

  #emitAll({ elements }: OpenList): void {
    for (let n = 0; n < elements.length; n += 4) {
      this.#emit(elements[n], elements[n + 1], elements[n + 2], elements[n + 3] === 1);
    }
  }

  #emit(start: number, end: number, line: number, isClosed: boolean): void {
    this.#records.push(recordOf(this.#known, start - this.#base, end - this.#base, line, isClosed));
  }

  /** Tells of a list that has no end, though all that is known of its elements is whole. */
  #emitCut(): void {
    this.#records.push({ text: '(the end of a list is missing)', line: this.#line, isWhole: false });
    this.#open.length = 0;
    this.#unitDepth = 0;
  }

  /** Lets go of bytes that won't be needed, or would be too many. */
  #shed(): void {
    const here = this.#base + this.#at;
    const document = this.#document;
    if (document?.state === 'held' && here - document.start > LONGEST_HELD) this.#release(document);
    const isHeld = document?.state === 'held';
    if (this.#unit < 0 || this.#isUnitCut || isHeld || here - this.#unit <= LONGEST_RECORD) return;
    const at = this.#unit - this.#base;
    this.#unitShown = firstText(this.#buffer, at);
    this.#unitKey = firstKey(this.#buffer, at);
    this.#isUnitCut = true;
  }

  /** Decides what a document is, whose end is far. */
  #release(document: OpenDocument): void {
    const at = document.start - this.#base;
    document.firstKey = firstKey(this.#buffer, at);
    const list = document.chooseList(this.#choose, this.#decodeKey);
    if (list === undefined) {
      document.keepKeys(this.#decodeKey);
      document.shown = firstText(this.#buffer, at);
      for (const { elements } of document.lists) elements.length = 0;
      document.state = 'lost';
      return;
    }
    this.#emitAll(list);
    list.elements = [];
    if (list === document.list) document.state = 'streaming';
    else {
      document.state = 'skipped';
      this.#unitDepth = NOWHERE;
      this.#unit = -1;
    }
  }

  #breakAt(at: number): -1 {
    this.#at = at;
    this.#break(this.#base + at);
    return -1;
  }

  /** @param offset where something stands that can't */
  #break(offset: number): void {
    const isOfUnit = this.#unit >= 0;
    const start = isOfUnit ? this.#unit : this.#document!.start;
    const isGone = isOfUnit ? this.#isUnitCut : this.#document!.state !== 'held';
    if (this.#document !== undefined) this.#document.isClosed = false;
    this.#isBroken = true;
    this.#isInString = false;
    this.#before = NEITHER;
    // The quote before may be the one that is missing another.
    this.#oddFrom = this.#string > start ? Math.min(this.#string, offset) : offset;
    const isReread = !isGone && this.#reread <= MOST_REREAD * (offset + 1) + LONGEST_RECORD;
    // Elements that have ended were read already.
    this.#searchFrom = isReread ? Math.max(start + 1, isOfUnit ? 0 : this.#document!.lastEnd) : offset;
    this.#brokenAt = offset;
    this.#anchor = isReread ? start : offset;
    if (isReread) this.#line = isOfUnit ? this.#unitLine : this.#document!.line;
  }

  /** Looks for where to read on. @returns whether that is found, or nothing follows */
  #resume(isLast: boolean): boolean {
    const from = Math.max(0, this.#searchFrom - this.#base);
    const next = this.#nextStart(from, isLast);
    if (next.at < 0 && !isLast) {
      this.#countLines(next.resume);
      this.#searchFrom = this.#base + next.resume;
      this.#at = this.#buffer.length;
      return false;
    }
    const isEnd = next.at < 0;
    const at = isEnd ? this.#buffer.length : next.at;
    this.#reread += Math.max(0, this.#brokenAt - this.#base - at);
    const end = trimmedEnd(this.#buffer, 0, at);
    const isOfUnit = this.#unit >= 0;
    this.#countLines(at);
    if (isOfUnit) this.#endUnit(end, false);
    this.#wasUnitBroken = isOfUnit;
    const goesOn = isOfUnit && !next.isDocument && !isEnd;
    if (goesOn) this.#open.length = this.#unitDepth;
    else if (this.#document !== undefined) this.#endDocument(end);
    else {
      this.#open.length = 0;
      this.#unitDepth = 0;
    }
    this.#wasUnitBroken = false;
    this.#at = at;
    this.#isBroken = false;
    return true;
  }

  #nextStart(from: number, isLast: boolean): NextStart {
    const isElement = this.#unit >= 0;
    const document = this.#document;
    const start = (isElement ? this.#unit : document!.start) - this.#base;
    const isGone = isElement ? this.#isUnitCut : document!.state !== 'held';
    const broken: Break = {
      odd: Math.max(from, this.#oddFrom - this.#base),
      indent: this.#indentOf(start),
      key: isGone ? (isElement ? this.#unitKey : document!.firstKey) : firstKey(this.#buffer, start),
      documentKey: this.#documentKey(),
      isList: !isGone && this.#buffer[start] === ARRAY,
      isElement: isElement && this.#open.length > 0,
    };
    // Mostly it is near.
    for (let reach = 2 ** 16; ; reach *= 16) {
      const isAll = from + reach >= this.#buffer.length;
      const bytes = isAll ? this.#buffer : this.#buffer.subarray(0, from + reach);
      const next = nextStart(bytes, broken, from, isAll && isLast);
      if (next.at >= 0 || isAll) return next;
    }
  }

  /** How far the line is indented that begins at a position with a unit; 0 where something stands before. */
  #indentOf(at: number): number {
    const lineStart = this.#unitLineStart - this.#base;
    if (lineStart < 0 || lineStart >= at) return 0;
    return this.#buffer.subarray(lineStart, at).every((byte) => byte === 32 || byte === 9)
      ? at - lineStart
      : 0;
  }

  #documentKey(): Buffer | undefined {
    if (this.#document?.state !== 'held') return this.#document?.firstKey;
    return firstKey(this.#buffer, this.#document.start - this.#base);
  }

  /** Counts the line breaks up to a position, from where that was done last. */
  #countLines(to: number): void {
    let at = this.#buffer.indexOf(LF, this.#anchor - this.#base);
    for (; at >= 0 && at < to; at = this.#buffer.indexOf(LF, at + 1)) {
      this.#line++;
      this.#lineStart = this.#base + at + 1;
    }
    this.#anchor = Math.max(this.#anchor, this.#base + to);
  }
}

/** Where bytes end without blanks and commas. */
function trimmedEnd(bytes: Buffer, from: number, to: number): number {
  let end = to;
  while (end > from && (bytes[end - 1] <= 32 || bytes[end - 1] === 44)) end--;
  return end;
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
