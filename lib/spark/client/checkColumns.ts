import { DataType, Type } from 'apache-arrow';

/** A message's rows: the length of each column, and where its parts are. */
export interface Batch {
  length: number;
  nodes: readonly { length: number; nullCount: number }[];
  buffers: readonly { offset: number; length: number }[];
  compression?: unknown;
}

/** Types whose values are of varying length. */
const TEXTS: readonly Type[] = [Type.Utf8, Type.Binary, Type.LargeUtf8, Type.LargeBinary];
const LARGE: readonly Type[] = [Type.LargeUtf8, Type.LargeBinary, Type.LargeList];
const LISTS: readonly Type[] = [Type.List, Type.LargeList, Type.Map];
/**
 * Checks that the columns of a batch are complete: each part is within the body, overlaps no other, is as
 * long as the rows need, and has consistent nulls and positions in other parts.
 *
 * @param types the types of the columns
 * @param words how many words each dictionary has
 * @throws Error if they aren't
 */
export function checkColumns(
  types: readonly DataType[],
  batch: Batch,
  body: Uint8Array,
  words: ReadonlyMap<number, number>,
): void {
  if (batch.compression) throw new Error('compressed rows');
  checkRegions(batch, body.length);
  let [node, buffer] = [0, 0];
  const nextPart = () => {
    if (buffer === batch.buffers.length) throw new Error('a column without a part');
    const { offset, length } = batch.buffers[buffer++];
    return body.subarray(offset, offset + length);
  };

  const check = (type: DataType, least: number, isExact: boolean): void => {
    if (node === batch.nodes.length) throw new Error('a column without a length');
    const { length, nullCount } = batch.nodes[node++];
    if (!Number.isSafeInteger(length) || length < least || (isExact && length !== least)) {
      throw new Error(`a column of ${length} rows instead of ${least}`);
    }
    const { typeId } = type;
    if (typeId === Type.Null) return;
    const bits = nextPart();
    checkNulls(bits, length, nullCount);
    if (TEXTS.includes(typeId)) {
      const offsets = nextPart();
      const bytes = nextPart();
      checkOffsets(offsets, length, LARGE.includes(typeId), bytes.length);
    } else if (LISTS.includes(typeId)) {
      const last = checkOffsets(nextPart(), length, LARGE.includes(typeId), Number.POSITIVE_INFINITY);
      check(type.children[0].type, last, false);
    } else if (typeId === Type.Struct) {
      for (const child of type.children) check(child.type, length, true);
    } else if (DataType.isFixedSizeList(type)) {
      check(type.children[0].type, length * type.listSize, false);
    } else if (DataType.isDictionary(type)) {
      checkIndices(nextPart(), length, bits, type.indices.bitWidth / 8, words.get(type.id) ?? 0);
    } else {
      expectBytes(nextPart(), Math.ceil((length * bitsOf(type)) / 8));
    }
  };

  for (const type of types) check(type, batch.length, true);
  if (node < batch.nodes.length || buffer < batch.buffers.length) throw new Error('parts of no column');
}

/** Parts are in the body one after the other. */
function checkRegions({ buffers }: Batch, bytes: number): void {
  let end = 0;
  for (const { offset, length } of buffers) {
    if (!(offset >= end && length >= 0 && offset + length <= bytes)) {
      throw new Error(`a part of ${length} bytes from ${offset} on, in a body of ${bytes}`);
    }
    end = offset + length;
  }
}

/** A bit for each row, 0 for null; left out if there is no null. */
function checkNulls(bits: Uint8Array, length: number, nullCount: number): void {
  let nulls = 0;
  if (bits.length > 0) {
    expectBytes(bits, Math.ceil(length / 8));
    for (let row = 0; row < length; row++) if (isNull(bits, row)) nulls++;
  }
  if (nulls !== nullCount) throw new Error(`${nullCount} nulls instead of ${nulls}`);
}

function isNull(bits: Uint8Array, row: number): boolean {
  return bits.length > 0 && ((bits[row >> 3] >> (row & 7)) & 1) === 0;
}

/**
 * Where each value begins, and the last one ends.
 *
 * @returns the end of the last one
 */
function checkOffsets(part: Uint8Array, length: number, isLarge: boolean, most: number): number {
  // Without rows, it may be left out.
  if (length === 0 && part.length === 0) return 0;
  const width = isLarge ? 8 : 4;
  expectBytes(part, (length + 1) * width);
  const view = new DataView(part.buffer, part.byteOffset, part.byteLength);
  const at = (n: number) => (isLarge ? Number(view.getBigInt64(n * 8, true)) : view.getInt32(n * 4, true));
  let last = 0;
  for (let n = 0; n <= length; n++) {
    const next = at(n);
    if (next < last) throw new Error(`a value that ends at ${next}, before its beginning`);
    last = next;
  }
  if (last > most) throw new Error(`values of ${last} bytes in ${most}`);
  return last;
}

function checkIndices(
  part: Uint8Array,
  length: number,
  bits: Uint8Array,
  width: number,
  words: number,
): void {
  expectBytes(part, length * width);
  const view = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  for (let row = 0; row < length; row++) {
    if (isNull(bits, row)) continue;
    const index = width > 4 ? Number(view.readBigUInt64LE(row * width)) : view.readUIntLE(row * width, width);
    if (index >= words) throw new Error(`word ${index} of a dictionary of ${words}`);
  }
}

function bitsOf(type: DataType): number {
  if (DataType.isBool(type)) return 1;
  if (DataType.isFixedSizeBinary(type)) return type.byteWidth * 8;
  const { bitWidth, ArrayType } = type as { bitWidth?: number; ArrayType?: { BYTES_PER_ELEMENT?: number } };
  const bits = bitWidth ?? (ArrayType?.BYTES_PER_ELEMENT ?? 0) * 8;
  if (!(bits > 0)) throw new Error(`a column of ${type}`);
  return bits;
}

function expectBytes(part: Uint8Array, bytes: number): void {
  if (!(part.length >= bytes)) throw new Error(`a part of ${part.length} bytes instead of ${bytes}`);
}
