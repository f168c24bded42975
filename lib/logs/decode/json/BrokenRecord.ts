import { LF } from '../lineBreaks.js';
import { ARRAY } from './byteKinds.js';
import { LONGEST_RECORD } from './JsonRecord.js';
import { type Break, type NextStart, nextStart } from './nextStart.js';
import type { RecordUnits } from './RecordUnits.js';
import type { TextWindow } from './TextWindow.js';
import { trimmedEnd } from './trimmedEnd.js';

/** Everything that was read may be read again this many times, if it is broken. */
const MOST_REREAD = 4;

/** Finds where to continue reading after a broken unit or document. Offsets are bytes of the text. */
export class BrokenRecord {
  /** Whether something is broken, and the next start is being looked for. */
  isOpen = false;
  /** From where on to look for it. */
  searchFrom = 0;
  readonly #window: TextWindow;
  readonly #units: RecordUnits;
  /** The offset from which brackets and quotes can't be trusted. */
  #oddFrom = 0;
  #brokenAt = 0;
  /** The offset up to which lines are counted. */
  #anchor = 0;
  /** How many bytes were read again, in all. */
  #reread = 0;

  constructor(window: TextWindow, units: RecordUnits) {
    this.#window = window;
    this.#units = units;
  }

  /** @param offset where something is that can't be there @param string where the last string begins */
  begin(offset: number, string: number): void {
    const { unit, document, unclosed } = this.#units;
    const { start, line, isGone } = unclosed;
    if (document !== undefined) document.isClosed = false;
    this.isOpen = true;
    // The quote before may be the one without a partner.
    this.#oddFrom = string > start ? Math.min(string, offset) : offset;
    const isReread = !isGone && this.#reread <= MOST_REREAD * (offset + 1) + LONGEST_RECORD;
    // Elements that have ended have been read already.
    this.searchFrom = isReread ? Math.max(start + 1, unit >= 0 ? 0 : document!.lastEnd) : offset;
    this.#brokenAt = offset;
    this.#anchor = isReread ? start : offset;
    if (isReread) this.#window.line = line;
  }

  /** The position to continue at; undefined if more bytes are needed to find it. */
  resume(isLast: boolean): number | undefined {
    const { bytes, base } = this.#window;
    const next = this.#nextStart(Math.max(0, this.searchFrom - base), isLast);
    if (next.at < 0 && !isLast) {
      this.#countLines(next.resume);
      this.searchFrom = base + next.resume;
      return undefined;
    }
    const at = next.at < 0 ? bytes.length : next.at;
    this.#reread += Math.max(0, this.#brokenAt - base - at);
    this.#countLines(at);
    this.#end(trimmedEnd(bytes, 0, at), next.at >= 0 && !next.isDocument);
    this.isOpen = false;
    return at;
  }

  /** @param goesOn whether another unit of the same list follows */
  #end(end: number, goesOn: boolean): void {
    const units = this.#units;
    const isUnit = units.unit >= 0;
    if (isUnit) units.endUnit(end, false);
    if (isUnit && goesOn) units.open.length = units.depth;
    else if (units.document !== undefined) units.endDocument(end, isUnit);
    else units.closeAll();
  }

  #nextStart(from: number, isLast: boolean): NextStart {
    const { bytes, base } = this.#window;
    const { unit, open, lineStart, documentKey, unclosed } = this.#units;
    const { start, isGone, key } = unclosed;
    const broken: Break = {
      ...{ key, documentKey },
      odd: Math.max(from, this.#oddFrom - base),
      indent: this.#window.indentOf(lineStart, start),
      isList: !isGone && bytes[start - base] === ARRAY,
      isElement: unit >= 0 && open.length > 0,
    };
    // It is usually near.
    for (let reach = 2 ** 16; ; reach *= 16) {
      const isAll = from + reach >= bytes.length;
      const near = isAll ? bytes : bytes.subarray(0, from + reach);
      const next = nextStart(near, broken, from, isAll && isLast);
      if (next.at >= 0 || isAll) return next;
    }
  }

  /** Counts the line breaks up to a position, from where counting stopped last. */
  #countLines(to: number): void {
    const { bytes, base } = this.#window;
    let at = bytes.indexOf(LF, this.#anchor - base);
    for (; at >= 0 && at < to; at = bytes.indexOf(LF, at + 1)) {
      this.#window.line++;
      this.#window.lineStart = base + at + 1;
    }
    this.#anchor = Math.max(this.#anchor, base + to);
  }
}
