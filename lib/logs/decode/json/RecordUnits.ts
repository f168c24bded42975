import { ARRAY, OBJECT } from './byteKinds.js';
import { type JsonRecord, LONGEST_HELD, LONGEST_RECORD } from './JsonRecord.js';
import { OpenDocument, type OpenList } from './OpenDocument.js';
import { longRecord } from './recordText.js';
import type { TextWindow } from './TextWindow.js';
import type { ChooseList } from './wrappedList.js';

/** The depth in documents outside of lists, where no record can begin. */
const NOWHERE = -1;

/** What isn't closed yet. */
interface Unclosed {
  /** Its start, in bytes of the text. */
  start: number;
  line: number;
  /** Whether its start has been dropped. */
  isGone: boolean;
  /** Its first key, with its quotes. */
  key?: Buffer;
}

/**
 * Makes records from opening and closing brackets. A unit is what may be a record: an element of a list at
 * the top level, or of a list in a document at the top level.
 */
export class RecordUnits {
  /** The open brackets. */
  readonly open: number[] = [];
  /** How many brackets are open where units begin. */
  depth = 0;
  document?: OpenDocument;
  /** The offset of the open unit; -1 if none is open. */
  unit = -1;
  /** The offset of the line in which the unit or the document begins. */
  lineStart = 0;
  readonly #window: TextWindow;
  readonly #choose: ChooseList;
  #records: JsonRecord[] = [];
  #unitLine = 0;
  /** Whether the unit is so long that its start was dropped, and what is kept of it. */
  #isUnitCut = false;
  #unitShown = '';
  #unitKey?: Buffer;

  constructor(window: TextWindow, choose: ChooseList) {
    this.#window = window;
    this.#choose = choose;
  }

  /** The records that have ended since the last call. */
  take(): JsonRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  add(record: JsonRecord): void {
    this.#records.push(record);
  }

  /** The unit, or else the document, that isn't closed. */
  get unclosed(): Unclosed {
    const [unit, document] = [this.unit, this.document!];
    const isGone = unit >= 0 ? this.#isUnitCut : document.state !== 'held';
    const kept = unit >= 0 ? this.#unitKey : document.firstKey;
    const start = unit >= 0 ? unit : document.start;
    const line = unit >= 0 ? this.#unitLine : document.line;
    return { start, line, isGone, key: isGone ? kept : this.#window.firstKeyAt(start) };
  }

  /** The first key of the document, with its quotes. */
  get documentKey(): Buffer | undefined {
    const { document } = this;
    return document?.state === 'held' ? this.#window.firstKeyAt(document.start) : document?.firstKey;
  }

  /** The offset of the first byte that is still needed; undefined if none is. */
  get needed(): number | undefined {
    const isHeld = this.document?.state === 'held';
    if (isHeld) return this.document!.start;
    return this.unit >= 0 && !this.#isUnitCut ? this.unit : undefined;
  }

  /** @param at the position of a unit or document, whose bracket is opened afterwards */
  begin(at: number): void {
    const { bytes, base, line, lineStart } = this.#window;
    if (this.open.length > 0) {
      this.beginUnit(at);
      if (this.document?.list !== undefined) this.#beginElement(this.document, bytes[at] === OBJECT);
    } else if (bytes[at] === ARRAY) this.depth = 1;
    else {
      this.document = new OpenDocument(base + at, line);
      this.lineStart = lineStart;
      this.depth = NOWHERE;
    }
  }

  beginUnit(at: number): void {
    this.unit = this.#window.base + at;
    this.#unitLine = this.#window.line;
    this.lineStart = this.#window.lineStart;
    this.#isUnitCut = false;
  }

  #beginElement(document: OpenDocument, isObject: boolean): void {
    const list = document.list!;
    list.isEmpty = false;
    if (!isObject || list.hasObjects) return;
    list.hasObjects = true;
    if (document.state === 'lost' && this.#listOf(document) === list) document.state = 'streaming';
  }

  #listOf(document: OpenDocument): OpenList | undefined {
    return document.chooseList(this.#choose, this.#window.keyBetween);
  }

  /** @param at the position after it */
  endUnit(at: number, isClosed = true): void {
    const [start, end] = [this.unit, this.#window.base + at];
    const { document } = this;
    this.unit = -1;
    if (document !== undefined) document.lastEnd = end;
    if (document?.state === 'held') {
      document.list!.elements.push(start, end, this.#unitLine, isClosed ? 1 : 0);
    } else if (document?.state === 'lost') return;
    else if (this.#isUnitCut) this.add(longRecord(this.#unitShown, end - start, this.#unitLine));
    else this.add(this.#window.record(start, end, this.#unitLine, isClosed));
  }

  /** @param start the offset of a key in the document @param end the offset after it */
  addKey(start: number, end: number): void {
    const document = this.document!;
    if (document.state === 'streaming' || document.state === 'skipped') return;
    document.addKey(start, end);
    if (document.state === 'lost') document.keepKeys(this.#window.keyBetween);
  }

  openList(): void {
    const document = this.document!;
    if (document.state === 'skipped' || document.state === 'streaming') return;
    document.openList();
    this.depth = 2;
  }

  /** Closes a bracket that matches the open one. @param at the position after it */
  close(at: number): void {
    const isOfUnits = this.open.length === this.depth;
    this.open.pop();
    const { document } = this;
    if (isOfUnits) {
      this.depth = document === undefined ? 0 : NOWHERE;
      if (document === undefined) return;
      document.list = undefined;
      if (document.state === 'streaming') document.state = 'skipped';
    } else if (this.open.length === this.depth) this.endUnit(at);
    else if (this.open.length === 0) this.endDocument(at);
  }

  /** @param wasUnitBroken whether the unit before has reported that the document is broken */
  endDocument(at: number, wasUnitBroken = false): void {
    const document = this.document!;
    const { start, line, state, isClosed } = document;
    const end = this.#window.base + at;
    if (state === 'held') {
      const list = this.#listOf(document);
      if (list === undefined) this.add(this.#window.record(start, end, line, isClosed));
      else this.#addAll(list);
      if (list !== undefined && list === document.list && list.elements.at(-1) !== 0) this.addCut();
    } else if (state === 'lost') this.add(longRecord(document.shown, end - start, line));
    else if (state === 'streaming' && document.list !== undefined && !wasUnitBroken) this.addCut();
    this.document = undefined;
    this.closeAll();
  }

  closeAll(): void {
    this.depth = 0;
    this.open.length = 0;
  }

  #addAll({ elements }: OpenList): void {
    for (let n = 0; n < elements.length; n += 4) {
      const [start, end, line, isClosed] = elements.slice(n, n + 4);
      this.add(this.#window.record(start, end, line, isClosed === 1));
    }
  }

  /** Reports a list without an end, even if all of its elements so far are whole. */
  addCut(): void {
    this.add({ text: '(the end of a list is missing)', line: this.#window.line, isWhole: false });
    this.closeAll();
  }

  /** Drops bytes that won't be needed, or would be too many. @param here the offset that is read next */
  shed(here: number): void {
    const { document } = this;
    if (document?.state === 'held' && here - document.start > LONGEST_HELD) this.#release(document);
    const isHeld = document?.state === 'held';
    if (this.unit < 0 || this.#isUnitCut || isHeld || here - this.unit <= LONGEST_RECORD) return;
    this.#unitShown = this.#window.firstTextAt(this.unit);
    this.#unitKey = this.#window.firstKeyAt(this.unit);
    this.#isUnitCut = true;
  }

  /** Decides what a long document is before its end. */
  #release(document: OpenDocument): void {
    document.firstKey = this.#window.firstKeyAt(document.start);
    const list = this.#listOf(document);
    if (list === undefined) {
      document.keepKeys(this.#window.keyBetween);
      document.shown = this.#window.firstTextAt(document.start);
      for (const { elements } of document.lists) elements.length = 0;
      document.state = 'lost';
      return;
    }
    this.#addAll(list);
    list.elements = [];
    if (list === document.list) document.state = 'streaming';
    else {
      document.state = 'skipped';
      this.depth = NOWHERE;
      this.unit = -1;
    }
  }
}
