import { isAscii, isUtf8 } from 'node:buffer';
import { type Data, DataType, Type, type Vector } from 'apache-arrow';

/** The text that `inexactRow` doesn't report, for errors. */
export const EXACT_TEXT = 'text in UTF-8 that does not begin with a byte order mark';

/**
 * The first row whose text Arrow would decode to another one, so that different texts would become the same;
 * -1 if there is none. Arrow drops a byte order mark at the beginning and reads invalid UTF-8 as U+FFFD.
 */
export function inexactRow(vector: Vector): number {
  const type: DataType = vector.type;
  let first = 0;
  for (const chunk of vector.data) {
    const row = DataType.isDictionary(type) ? inexactCode(chunk) : inexactValue(chunk);
    if (row >= 0) return first + row;
    first += chunk.length;
  }
  return -1;
}

const checked = new WeakMap<Vector, Uint8Array | null>();

function inexactCode(chunk: Data): number {
  const dictionary: Vector = chunk.dictionary!;
  // Chunks, and successive tables, share a dictionary.
  let inexact = checked.get(dictionary);
  if (inexact === undefined) {
    inexact = inexactOf(dictionary);
    checked.set(dictionary, inexact);
  }
  if (inexact === null) return -1;
  const codes = chunk.values as ArrayLike<number | bigint>;
  for (let row = 0; row < chunk.length; row++) {
    if (inexact[Number(codes[row])] === 1 && chunk.getValid(row)) return row;
  }
  return -1;
}

/** Marks the inexact values of a dictionary; null if there are none. */
function inexactOf(dictionary: Vector): Uint8Array | null {
  const marks = new Uint8Array(dictionary.length);
  let first = 0;
  for (const chunk of dictionary.data) {
    for (let row = inexactValue(chunk); row >= 0; row = inexactValue(chunk, row + 1)) marks[first + row] = 1;
    first += chunk.length;
  }
  return marks.includes(1) ? marks : null;
}

function inexactValue(chunk: Data, from = 0): number {
  const { type, values, valueOffsets, length } = chunk;
  if (length === 0) return -1;
  if (type.typeId !== Type.Utf8 && type.typeId !== Type.LargeUtf8) return -1;
  const [start, end] = [Number(valueOffsets[0]), Number(valueOffsets[length])];
  if (from === 0 && isAscii((values as Uint8Array).subarray(start, end))) return -1;
  for (let row = from; row < length; row++) {
    const bytes = (values as Uint8Array).subarray(Number(valueOffsets[row]), Number(valueOffsets[row + 1]));
    if (!isExactText(bytes) && chunk.getValid(row)) return row;
  }
  return -1;
}

/** Whether bytes are decoded exactly. */
export function isExactText(bytes: Uint8Array): boolean {
  const beginsWithMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return !beginsWithMark && isUtf8(bytes);
}
