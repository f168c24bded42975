import { isUtf8 } from 'node:buffer';
import { LONGEST_ROW } from '../decode/lineBreaks.js';
import { quotedCell } from '../decode/quotedCell.js';
import type { RowLine } from '../decode/rowLines.js';
import { scanRow } from '../decode/scanRow.js';
import { splitRow } from '../decode/splitRow.js';
import { type TextLayout, w3cNames } from './textLayout.js';

interface OpenLine {
  line: number;
  text: string;
  lineBreak: string;
}

/** Takes a row: the number of its first line, whether it is whole, and its text. */
type TakeRow = (line: number, isWhole: boolean, text: string) => void;

/** If a row has more lines, a quote was left open somewhere. */
const MOST_LINES = 1000;
/** In characters, each of up to three bytes. */
const MOST_LENGTH = LONGEST_ROW / 3;

/**
 * Makes rows of the lines of a text file. A line with an open quote is joined with those after it if that
 * makes a whole row of the layout; else it isn't whole, but no other line is lost. Repeated headers are left
 * out, and so are lines that begin with `#` in formats with such lines.
 *
 * @returns the layout with all columns that were found on the way
 */
export class CsvRows {
  #layout: TextLayout;
  readonly #take: TakeRow;
  /** In W3C logs, the current names if they differ from the first. */
  #names: readonly string[] | undefined;
  /** Lines from an open quote on that aren't decided yet. */
  #open: OpenLine[] = [];
  #openText = '';

  constructor(layout: TextLayout, take: TakeRow) {
    this.#layout = layout;
    this.#take = take;
  }

  get layout(): TextLayout {
    return this.#layout;
  }

  add({ text, number, lineBreak, length }: RowLine): void {
    if (length > LONGEST_ROW || !isUtf8(text)) {
      this.end();
      this.#take(number, false, shownLine(text, length));
      // A line before the header only counts as a row if it can't be read.
    } else if (number > this.#layout.skip) {
      this.#settle({ line: number, text: text.toString(), lineBreak });
    }
  }

  /** Call it after the last line. */
  end(): void {
    while (this.#open.length > 0) this.#giveUp();
  }

  #settle(next: OpenLine): void {
    if (this.#open.length > 0) this.#close(next);
    else if (this.#layout.kind !== 'csv' && next.text.startsWith('#')) this.#comment(next.text);
    else if (next.text.trim() !== '' && !this.#isHeader(next.text)) this.#begin(next);
  }

  #begin(next: OpenLine): void {
    const { line } = next;
    const text = this.#usual(next.text);
    const scan = this.#scan(text);
    if (scan === 'open') {
      this.#open = [next];
      this.#openText = text;
    } else this.#takeRow(line, text, scan);
  }

  #close(next: OpenLine): void {
    const { text } = next;
    this.#openText += this.#open.at(-1)!.lineBreak + text;
    this.#open.push(next);
    const isTooLong = this.#open.length > MOST_LINES || this.#openText.length > MOST_LENGTH;
    // Only a quote closes a quote.
    if (!isTooLong && !text.includes('"')) return;
    const whole = this.#openText;
    const scan = this.#scan(whole);
    if (this.#isWhole(whole, scan)) {
      const [first] = this.#open;
      this.#open = [];
      this.#takeRow(first.line, whole, scan);
    } else if (isTooLong || scan !== 'open') this.#giveUp();
  }

  /** Takes the first of the open lines as malformed, and reads the others again. */
  #giveUp(): void {
    const [first, ...rest] = this.#open;
    this.#open = [];
    this.#take(first.line, false, first.text);
    for (const next of rest) this.#settle(next);
  }

  #scan(text: string): ReturnType<typeof scanRow> {
    const { separator, isQuoted } = this.#layout;
    return isQuoted ? scanRow(text, separator) : text.split(separator).length;
  }

  /** Whether a row has as many cells as there are names; additional cells may be empty. */
  #isWhole(text: string, scan: ReturnType<typeof scanRow>): boolean {
    if (typeof scan !== 'number') return false;
    const { numExtra, numOptional, separator } = this.#layout;
    const names = this.#names ?? this.#layout.names;
    const most = names.length + numExtra;
    if (scan <= most) return scan >= names.length - numOptional;
    return splitRow(text, separator)
      .slice(most)
      .every((cell) => cell === '');
  }

  /** Rewrites the quoting of other programs (`\"`, blanks before a quote) if that makes the row whole. */
  #usual(text: string): string {
    if (!this.#layout.isQuoted || !text.includes('"') || this.#isWhole(text, this.#scan(text))) return text;
    const { separator } = this.#layout;
    const attempts = [
      text.replaceAll('\\"', '""'),
      text.split(`${separator} "`).join(`${separator}"`),
      text.replaceAll('\\"', '""').split(`${separator} "`).join(`${separator}"`),
    ];
    return attempts.find((other) => other !== text && this.#isWhole(other, this.#scan(other))) ?? text;
  }

  /** Whether a line is the header again, also in other quotes. */
  #isHeader(text: string): boolean {
    const { header } = this.#layout;
    if (header === null || text === header) return text === header;
    const bare = (line: string) => line.replaceAll('"', '');
    const numQuotes = 2 * this.#layout.names.length;
    return Math.abs(text.length - header.length) <= numQuotes && bare(text) === bare(header);
  }

  #takeRow(line: number, text: string, scan: ReturnType<typeof scanRow>): void {
    const isWhole = this.#isWhole(text, scan);
    this.#take(line, isWhole, isWhole && this.#names !== undefined ? this.#reordered(text) : text);
  }

  /** A W3C log may change its fields in the middle, for example after a restart with other settings. */
  #comment(text: string): void {
    if (this.#layout.kind !== 'w3c' || !/^#Fields: /i.test(text)) return;
    const { names } = w3cNames(text);
    const known = new Set(this.#layout.names);
    const added = names.filter((name) => !known.has(name));
    if (added.length > 0) {
      this.#layout = { ...this.#layout, names: [...this.#layout.names, ...added] };
    }
    const isSame = names.join('\n') === this.#layout.names.join('\n');
    this.#names = isSame ? undefined : names;
  }

  /** A row of other fields, with its cells in the layout's order. */
  #reordered(text: string): string {
    const { separator, names } = this.#layout;
    const isQuoted = text.includes('"');
    const cells = isQuoted ? splitRow(text, separator) : text.split(separator);
    const placed = names.map((name) => cells[this.#names!.indexOf(name)] ?? '-');
    return (isQuoted ? placed.map(quotedCell) : placed).join(separator);
  }
}

/** A line that is no row, for the report. */
export function shownLine(text: Buffer, length: number): string {
  return `${length > LONGEST_ROW ? `(a line of ${length} bytes) ` : ''}${text.toString()}`;
}
