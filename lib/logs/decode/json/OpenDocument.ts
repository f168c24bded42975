import type { ChooseList } from './wrappedList.js';

/** Further keys are forgotten: such an object isn't a wrapper, and may be endless. */
const MOST_KEYS = 10_000;

/** A list that a document holds under one of its keys. */
export interface OpenList {
  /** The number of its key in the document. */
  keyNumber: number;
  /** Whether it has an object in it. */
  hasObjects: boolean;
  isEmpty: boolean;
  /** For each element: where it begins and ends, in bytes of the text, its line, and 1 if it is closed. */
  elements: number[];
}

/**
 * A document (an object at the top level of a text) whose end hasn't been read yet. It is `held` until its
 * end shows what it is. If it is too long, it is `lost` until a list of records appears in it; then that is
 * `streaming`, and the rest is `skipped`.
 */
export class OpenDocument {
  readonly start: number;
  readonly line: number;
  state: 'held' | 'lost' | 'streaming' | 'skipped' = 'held';
  isClosed = true;
  /** The list in it that is being read. */
  list?: OpenList;
  lists: OpenList[] = [];
  /** The end of the last element of its lists, in bytes from the start of the text. */
  lastEnd = 0;
  /** Its first key, with its quotes, and its first bytes as text, once they are lost. */
  firstKey?: Buffer;
  shown = '';
  #numKeys = 0;
  #keys: string[] = [];
  /** The positions of the keys that aren't decoded yet; few documents need them. */
  #spans: number[] = [];

  constructor(start: number, line: number) {
    this.start = start;
    this.line = line;
  }

  /** @param start the position of its first quote, in bytes from the start of the text */
  addKey(start: number, end: number): void {
    if (++this.#numKeys <= MOST_KEYS) this.#spans.push(start, end);
  }

  openList(): void {
    this.list = { keyNumber: this.#numKeys - 1, hasObjects: false, isEmpty: true, elements: [] };
    this.lists.push(this.list);
  }

  /** Decodes its keys, before their bytes are gone. */
  keepKeys(decode: (start: number, end: number) => string): void {
    for (let n = 0; n < this.#spans.length; n += 2)
      this.#keys.push(decode(this.#spans[n], this.#spans[n + 1]));
    this.#spans = [];
  }

  /** The list whose elements are the records; undefined if the document seems to be one itself. */
  chooseList(choose: ChooseList, decode: (start: number, end: number) => string): OpenList | undefined {
    const filled = this.lists.filter(({ hasObjects }) => hasObjects);
    const empty = this.lists.filter(({ isEmpty }) => isEmpty);
    if (filled.length === 0 && empty.length === 0) return undefined;
    this.keepKeys(decode);
    const keysOf = (lists: readonly OpenList[]) => [
      ...new Set(lists.map(({ keyNumber }) => this.#keys[keyNumber])),
    ];
    const key = choose({ keys: [...new Set(this.#keys)], lists: keysOf(filled), emptyLists: keysOf(empty) });
    // Of two with the same key, the last counts, as for JSON.parse.
    return key === null ? undefined : this.lists.findLast(({ keyNumber }) => this.#keys[keyNumber] === key);
  }
}
