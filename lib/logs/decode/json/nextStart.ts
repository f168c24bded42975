import { LF } from '../lineBreaks.js';
import { ARRAY, OBJECT, OBJECT_END } from './byteKinds.js';

const QUOTE = 34;
const COMMA = 44;

/** Keys longer than this, in bytes, aren't compared, and no line that is indented further begins a record. */
const REACH = 256;

/** What is broken, and where. Positions count from the start of the bytes. */
export interface Break {
  /** The position from which brackets and quotes can't be trusted. */
  odd: number;
  /** How far its first line is indented. */
  indent: number;
  /** Its first key, with its quotes. */
  key?: Buffer;
  /** The first key of the document that it is in, if that is another object, with its quotes. */
  documentKey?: Buffer;
  /** Whether the broken record is itself a list, in a list of lists. */
  isList: boolean;
  /** Whether it is in a list. */
  isElement: boolean;
}

export interface NextStart {
  /** Where the next record begins; -1 if the bytes don't show one. */
  at: number;
  /** Whether that is a new document, and the one before has no end. */
  isDocument: boolean;
  /** Where to continue looking when there are more bytes. */
  resume: number;
}

/**
 * Where to continue after a broken record: at the next line that begins with a bracket and is indented no
 * further than the record; or, on the same line, at the next object with the same first key, after a comma or
 * a bracket. No line before `from` counts.
 */
export function nextStart(bytes: Buffer, broken: Break, from: number, isLast: boolean): NextStart {
  const line = nextLine(bytes, broken, from, isLast);
  const limit = line.at < 0 ? bytes.length : line.at;
  const object = nextObject(
    bytes.subarray(0, limit),
    broken,
    Math.max(from, broken.odd),
    isLast || line.at >= 0,
  );
  if (object.at >= 0) return object;
  return line.at >= 0 ? line : { ...line, resume: Math.min(line.resume, object.resume) };
}

function nextLine(bytes: Buffer, broken: Break, from: number, isLast: boolean): NextStart {
  for (let lf = bytes.indexOf(LF, from); lf >= 0; lf = bytes.indexOf(LF, lf + 1)) {
    const at = skipBlanks(bytes, lf + 1);
    // A key may have to be compared, so it must be in the bytes.
    if (!isLast && at + REACH > bytes.length) return { at: -1, isDocument: false, resume: lf };
    const isIndented = at - lf - 1 > broken.indent;
    if (isIndented || (bytes[at] !== OBJECT && bytes[at] !== ARRAY)) continue;
    return { at, isDocument: isDocument(bytes, at, broken), resume: at };
  }
  return { at: -1, isDocument: false, resume: bytes.length };
}

function isDocument(bytes: Buffer, at: number, { isElement, isList, key, documentKey }: Break): boolean {
  if (!isElement) return true;
  if (bytes[at] === ARRAY) return !isList;
  return (
    documentKey !== undefined && !documentKey.equals(key ?? Buffer.alloc(0)) && hasKey(bytes, at, documentKey)
  );
}

function nextObject(bytes: Buffer, { key, isElement }: Break, from: number, isLast: boolean): NextStart {
  let resume = bytes.length;
  if (key !== undefined) {
    for (let at = bytes.indexOf(OBJECT, from); at >= 0; at = bytes.indexOf(OBJECT, at + 1)) {
      if (!isLast && at + REACH > bytes.length) {
        resume = at;
        break;
      }
      const before = bytes[skipBlanksBack(bytes, at - 1)];
      const isBehind = before === COMMA || before === OBJECT_END;
      if (isBehind && hasKey(bytes, at, key)) return { at, isDocument: !isElement, resume: at };
    }
  }
  return { at: -1, isDocument: false, resume };
}

function hasKey(bytes: Buffer, at: number, key: Buffer): boolean {
  const quote = skipBlanks(bytes, at + 1);
  return bytes.subarray(quote, quote + key.length).equals(key);
}

/** The first key of an object, with its quotes; undefined if there is none, or it is too long. */
export function firstKey(bytes: Buffer, at: number): Buffer | undefined {
  const quote = skipBlanks(bytes, at + 1);
  if (bytes[at] !== OBJECT || bytes[quote] !== QUOTE) return undefined;
  const end = bytes.indexOf(QUOTE, quote + 1);
  return end < 0 || end - quote >= REACH / 2 ? undefined : Buffer.from(bytes.subarray(quote, end + 1));
}

/** The position after blanks and line breaks; no more than a line's indentation is skipped. */
function skipBlanks(bytes: Buffer, from: number): number {
  let at = from;
  while (at < from + REACH / 2 && (bytes[at] === 32 || (bytes[at] >= 9 && bytes[at] <= 13))) at++;
  return at;
}

function skipBlanksBack(bytes: Buffer, from: number): number {
  let at = from;
  while (at > from - REACH / 2 && (bytes[at] === 32 || (bytes[at] >= 9 && bytes[at] <= 13))) at--;
  return at;
}
