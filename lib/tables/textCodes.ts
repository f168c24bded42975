import type { Data } from 'apache-arrow';

/** Texts as numbers, by their bytes: nothing is decoded or checked. */
interface TextCodes {
  /** The number of each row's text among the distinct ones, in the order of their first rows; -1 for null. */
  codes: Int32Array;
  /** The distinct texts, one after the other: text c is at starts[c] to starts[c + 1]. */
  bytes: Uint8Array;
  starts: readonly number[];
}

/** It is different in each process, so that nobody can choose names that collide in the table. */
const SEED = Math.floor(Math.random() * 2 ** 32);

/** Numbers of a place, in one cache line: hash, code + 1 (0: free), first byte and length of the text. */
const PLACE = 4;

/** Rows that are hashed, then looked up, then compared, so that misses of the cache overlap. */
const BLOCK = 1024;

/** The distinct texts are at 32-bit positions. */
const MOST_BYTES = 2 ** 31 - 1;

/**
 * Numbers the distinct texts of a column of Utf8 or LargeUtf8.
 *
 * @throws RangeError if the distinct texts have more than 2 GiB
 */
export function textCodes(chunks: readonly Data[]): TextCodes {
  const codes = new Int32Array(chunks.reduce((rows, { length }) => rows + length, 0));
  let bytes = new Uint8Array(2 ** 12);
  let known = new DataView(bytes.buffer);
  const starts = [0];
  // By hash, to the next free place (open addressing). Never more than half full.
  let places = new Int32Array(PLACE * 2 ** 10);
  const hashes = new Int32Array(BLOCK);
  const found = new Int32Array(BLOCK);

  let firstRow = 0;
  for (const chunk of chunks) {
    for (let first = 0; first < chunk.length; first += BLOCK) {
      addBlock(chunk, first, Math.min(first + BLOCK, chunk.length), firstRow);
    }
    firstRow += chunk.length;
  }
  return { codes, bytes: bytes.subarray(0, starts[starts.length - 1]), starts };

  function addBlock(chunk: Data, first: number, end: number, firstRow: number): void {
    const { values, valueOffsets } = chunk;
    const offsets: ArrayLike<number> =
      valueOffsets instanceof Int32Array
        ? valueOffsets.subarray(first, end + 1)
        : Float64Array.from(valueOffsets.subarray(first, end + 1), Number);
    const count = end - first;
    const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
    for (let n = 0; n < count; n++) hashes[n] = hashOf(view, offsets[n], offsets[n + 1] - offsets[n]);
    const mask = places.length - 1;
    for (let n = 0; n < count; n++) {
      let place = (PLACE * hashes[n]) & mask;
      while (places[place + 1] > 0 && places[place] !== hashes[n]) place = (place + PLACE) & mask;
      found[n] = place;
    }
    const hasNulls = chunk.nullCount > 0;
    for (let n = 0; n < count; n++) {
      const isNull = hasNulls && !chunk.getValid(first + n);
      const length = offsets[n + 1] - offsets[n];
      codes[firstRow + first + n] = isNull ? -1 : codeOf(found[n], hashes[n], view, offsets[n], length);
    }
  }

  /** @param place where the hash was found, or would have been: the table may have grown since */
  function codeOf(place: number, hash: number, view: DataView, start: number, length: number): number {
    const mask = places.length - 1;
    let at = places[place] === hash ? place : (PLACE * hash) & mask;
    for (; places[at + 1] > 0; at = (at + PLACE) & mask) {
      if (
        places[at] === hash &&
        places[at + 3] === length &&
        isSame(known, places[at + 2], view, start, length)
      ) {
        return places[at + 1] - 1;
      }
    }
    return add(at, hash, view, start, length);
  }

  function add(at: number, hash: number, view: DataView, start: number, length: number): number {
    const code = starts.length - 1;
    const from = starts[code];
    const end = from + length;
    if (end > MOST_BYTES) throw new RangeError(`Expected at most 2 GiB of distinct texts, got ${end} bytes`);
    if (end > bytes.length) {
      const larger = new Uint8Array(Math.min(Math.max(2 * bytes.length, end), MOST_BYTES));
      larger.set(bytes);
      bytes = larger;
      known = new DataView(bytes.buffer);
    }
    bytes.set(new Uint8Array(view.buffer, view.byteOffset + start, length), from);
    starts.push(end);
    places.set([hash, code + 1, from, length], at);
    if (2 * PLACE * starts.length > places.length) spread();
    return code;
  }

  function spread(): void {
    const before = places;
    places = new Int32Array(4 * before.length);
    const mask = places.length - 1;
    for (let old = 0; old < before.length; old += PLACE) {
      if (before[old + 1] === 0) continue;
      let at = (PLACE * before[old]) & mask;
      while (places[at + 1] > 0) at = (at + PLACE) & mask;
      places.set(before.subarray(old, old + PLACE), at);
    }
  }
}

/** It takes four bytes at a time; the last four may overlap the ones before. */
function hashOf(view: DataView, start: number, length: number): number {
  let hash = SEED ^ length;
  const end = start + length;
  if (length < 4) {
    for (let at = start; at < end; at++) hash = mix(hash, view.getUint8(at));
    return hash;
  }
  for (let at = start; at + 4 < end; at += 4) hash = mix(hash, view.getInt32(at, true));
  return mix(hash, view.getInt32(end - 4, true));
}

/** Multiplies by the golden ratio (Knuth's), and brings the high bits down. */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** It doesn't stop at the first difference, since texts are nearly always the same. */
function isSame(a: DataView, aStart: number, b: DataView, bStart: number, length: number): boolean {
  let difference = 0;
  if (length < 4) {
    for (let n = 0; n < length; n++) difference |= a.getUint8(aStart + n) ^ b.getUint8(bStart + n);
    return difference === 0;
  }
  for (let n = 0; n + 4 < length; n += 4) {
    difference |= a.getInt32(aStart + n, true) ^ b.getInt32(bStart + n, true);
  }
  difference |= a.getInt32(aStart + length - 4, true) ^ b.getInt32(bStart + length - 4, true);
  return difference === 0;
}
