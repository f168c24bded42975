import { EncodingGuess } from './EncodingGuess.js';
import type { Encoding } from './encodings.js';
import { isWrapperAt, jsonFormat } from './jsonFormat.js';
import { breakFrom, LONGEST_LINE, lastBreak } from './lineBreaks.js';
import { LOOK, refusedFormat } from './refusedFormat.js';
import { SampledLines } from './SampledLines.js';
import type { Survey } from './Survey.js';
import { Utf8Converter } from './Utf8Converter.js';
import { toUtf8 } from './utf8Of.js';
import { wideEncoding } from './wideEncoding.js';

const HEAD = 2 ** 18;
const QUOTE = 34;
/** This many bytes show how a text begins. */
const PEEK = 2 ** 10;

type TextFacts = Omit<Survey, 'file' | 'size' | 'compression' | 'isWhole' | 'contents'>;

/** Learns about a text from its unpacked bytes, chunk by chunk. */
export class TextSurvey {
  /** Why it isn't a log, once enough is read to tell. */
  fault?: string;
  unpackedBytes = 0;
  readonly #sample: SampledLines;
  readonly #guess = new EncodingGuess();
  /** For UTF-16: everything else sees the same text in UTF-8. */
  #converter?: Utf8Converter;
  #wide?: Encoding;
  /** The first bytes of the text: as many as a line may have. */
  #start: Buffer[] = [];
  #startBytes = 0;
  /** Chunks that are too few yet to tell what they are. */
  #waiting: Buffer[] = [];
  #hasBegun = false;
  #isBlank = true;
  #hasQuotes = false;
  #hasLongLine = false;
  /** The length so far of the line that goes on after the last chunk. */
  #openLine = 0;

  constructor(sampleSize: number) {
    this.#sample = new SampledLines(sampleSize);
  }

  add(chunk: Buffer): void {
    this.unpackedBytes += chunk.length;
    if (this.#hasBegun) this.#look(this.#narrow(chunk), false);
    else {
      this.#waiting.push(chunk);
      if (this.unpackedBytes >= LOOK) this.#begin(false);
    }
  }

  /** @param isWhole whether all of the text was seen */
  end(isWhole: boolean): TextFacts {
    if (!this.#hasBegun) this.#begin(isWhole);
    const rest = this.#converter?.end();
    if (rest?.length) this.#look(rest, false);
    const encoding = this.#wide ?? this.#guess.end();
    const decode = (bytes: Buffer) => toUtf8(bytes, this.#wide ? 'utf-8' : encoding).toString();
    const start = Buffer.concat(this.#start);
    const head = start.subarray(0, HEAD);
    const isAll = isWhole && this.#startBytes <= LONGEST_LINE;
    // A first line that is longer than the head is rare.
    const first = isAll || breakFrom(head, 0) < 0 ? start : head;
    const isOneLine = breakFrom(start, 0) < 0;
    // A document on one line needn't be decoded as a whole.
    const isWrapper = isOneLine && isAll && isWrapperAt(decode(start.subarray(0, PEEK)));
    const format = isWrapper ? 'json' : (jsonFormat(decode(first), isAll) ?? 'text');
    return {
      encoding,
      fault: this.fault ?? (this.#isBlank && isWhole ? 'empty' : undefined),
      format,
      head: decode(head.subarray(0, isAll && start.length <= HEAD ? start.length : wholeCharacters(head))),
      sample: format === 'json' ? [] : this.#sample.lines().map(decode),
      unpackedBytes: this.unpackedBytes,
      hasLongLine: this.#hasLongLine,
      hasBadBytes: this.#guess.hasBadBytes,
      hasQuotes: this.#hasQuotes,
    };
  }

  #begin(isAll: boolean): void {
    this.#hasBegun = true;
    const first = this.#waiting.length === 1 ? this.#waiting[0] : Buffer.concat(this.#waiting);
    this.#waiting = [];
    this.#wide = wideEncoding(first);
    if (this.#wide !== undefined) this.#converter = new Utf8Converter(this.#wide);
    const text = this.#narrow(first);
    this.fault = refusedFormat(text.subarray(0, LOOK));
    this.#look(text, isAll);
  }

  #narrow(chunk: Buffer): Buffer {
    if (this.#converter !== undefined) return this.#converter.add(chunk);
    this.#guess.add(chunk);
    return chunk;
  }

  #look(chunk: Buffer, isAll: boolean): void {
    if (this.#startBytes <= LONGEST_LINE) this.#start.push(chunk);
    this.#startBytes += chunk.length;
    this.#isBlank &&= isBlank(chunk);
    this.#hasQuotes ||= chunk.includes(QUOTE);
    this.#measure(chunk);
    this.#sample.add(chunk, isAll);
  }

  #measure(chunk: Buffer): void {
    const first = breakFrom(chunk, 0);
    this.#openLine += first < 0 ? chunk.length : first;
    this.#hasLongLine ||= this.#openLine > LONGEST_LINE;
    if (first < 0) return;
    // Chunks are no longer than such a line, so none lies within one.
    this.#openLine = chunk.length - 1 - lastBreak(chunk);
  }
}

/** Nearly all chunks show at their start that they aren't blank, so the rest needn't be decoded. */
function isBlank(chunk: Buffer): boolean {
  // The last character may be incomplete.
  const start = chunk
    .subarray(0, PEEK)
    .toString()
    .replace(/\ufffd+$/, '');
  return start.trim() === '' && chunk.toString().trim() === '';
}

/** The end of the last character that is complete. */
function wholeCharacters(bytes: Buffer): number {
  let end = bytes.length;
  while (end > bytes.length - 3 && (bytes[end - 1] & 0xc0) === 0x80) end--;
  return bytes[end - 1] >= 0xc0 ? end - 1 : bytes.length;
}
