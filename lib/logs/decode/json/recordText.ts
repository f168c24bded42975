import { isUtf8 } from 'node:buffer';
import { type JsonRecord, LONGEST_RECORD } from './JsonRecord.js';

/** How many characters are kept of a record that isn't whole. */
const SHOWN = 1000;

/** A surrogate pair as two escapes, half of one, or any other escape. */
const ESCAPE =
  /\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u([dD][89a-fA-F][0-9a-fA-F]{2})|[\s\S])/g;

/** What is known about all bytes, so that it needn't be checked for each record. */
export interface KnownBytes {
  bytes: Buffer;
  isAscii: boolean;
  hasBreaks: boolean;
  hasBackslashes: boolean;
}

/** Makes a record from the bytes between two positions. */
export function recordOf(
  known: KnownBytes,
  start: number,
  end: number,
  line: number,
  isClosed: boolean,
): JsonRecord {
  const { bytes, isAscii, hasBreaks, hasBackslashes } = known;
  const isShort = end - start <= LONGEST_RECORD;
  const isWhole = isShort && isClosed && (isAscii || isUtf8(bytes.subarray(start, end)));
  if (!isWhole) {
    const text = firstText(bytes, start, end);
    return isShort ? { text: onOneLine(text), line, isWhole } : longRecord(text, end - start, line);
  }
  let text = bytes.toString(isAscii ? 'latin1' : 'utf8', start, end);
  if (hasBreaks) text = onOneLine(text);
  if (hasBackslashes) text = markHalves(text);
  return { text, line, isWhole };
}

/** A record that is too long, from the text of its first bytes. */
export function longRecord(start: string, length: number, line: number): JsonRecord {
  return { text: `(a record of ${length} bytes) ${onOneLine(start)}`, line, isWhole: false };
}

/** The first characters of a record that isn't whole. */
export function firstText(bytes: Buffer, start: number, end = bytes.length): string {
  return bytes.toString('utf8', start, Math.min(end, start + 4 * SHOWN)).slice(0, SHOWN);
}

function onOneLine(text: string): string {
  const unbroken = text.replaceAll('\n', ' ');
  return unbroken.includes('\r') ? unbroken.replaceAll('\r', ' ') : unbroken;
}

/** No text contains U+FDD0, so different names stay different. */
function markHalves(text: string): string {
  if (!text.includes('\\u') || !/\\u[dD][89a-fA-F]/.test(text)) return text;
  return text.replace(ESCAPE, (all, half?: string) => (half === undefined ? all : `\\ufdd0${half}`));
}
