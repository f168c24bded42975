/** A struct of Thrift: its fields by their numbers. */
export type ThriftStruct = ReadonlyMap<number, ThriftValue>;

/** The value of a field: integers of any width, and enums, are numbers; texts are bytes. */
export type ThriftValue = boolean | number | Uint8Array | ThriftStruct | readonly ThriftValue[];

/** Types on the wire: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
const WIRE = {
  ...{ stop: 0, true: 1, false: 2, byte: 3, i16: 4, i32: 5, i64: 6 },
  ...{ binary: 8, list: 9, set: 10, struct: 12 },
} as const;

/** Far deeper than what Parquet nests. */
const DEEPEST = 16;

/**
 * Reads a struct in Thrift's compact protocol. Stricter than the protocol: fields have to be in the order of
 * their numbers, each once, as all writers of Parquet write them.
 *
 * @returns the struct, and where it ends
 * @throws Error saying what breaks the protocol
 */
export function readThrift(bytes: Uint8Array, start = 0): { struct: ThriftStruct; end: number } {
  let at = start;

  function byte(): number {
    if (at >= bytes.length) throw new Error('a header that ends too early');
    return bytes[at++];
  }

  function unsigned(): bigint {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const next = byte();
      value |= BigInt(next & 0x7f) << shift;
      if (next < 0x80) return value;
    }
    throw new Error('a number of more than 64 bits');
  }

  function integer(): number {
    const zigzag = unsigned();
    const value = Number((zigzag >> 1n) ^ -(zigzag & 1n));
    if (!Number.isSafeInteger(value)) throw new Error(`a number as large as ${value}`);
    return value;
  }

  function length(): number {
    const value = Number(unsigned());
    if (value > bytes.length - at) throw new Error('a header that is longer than what holds it');
    return value;
  }

  function binary(): Uint8Array {
    const size = length();
    at += size;
    return bytes.subarray(at - size, at);
  }

  function list(depth: number): ThriftValue[] {
    const head = byte();
    const size = head >> 4 === 15 ? length() : head >> 4;
    return Array.from({ length: size }, () => value(head & 15, depth, true));
  }

  function value(type: number, depth: number, isInList: boolean): ThriftValue {
    if (depth > DEEPEST) throw new Error(`a header nested more than ${DEEPEST} deep`);
    switch (type) {
      case WIRE.true:
      case WIRE.false:
        return isInList ? byte() === WIRE.true : type === WIRE.true;
      case WIRE.byte:
        return byte();
      case WIRE.i16:
      case WIRE.i32:
      case WIRE.i64:
        return integer();
      case WIRE.binary:
        return binary();
      case WIRE.list:
      case WIRE.set:
        return list(depth + 1);
      case WIRE.struct:
        return structAt(depth + 1);
      default:
        throw new Error(`a field of type ${type}`);
    }
  }

  function structAt(depth: number): ThriftStruct {
    const found = new Map<number, ThriftValue>();
    let last = 0;
    for (;;) {
      const head = byte();
      if (head === WIRE.stop) return found;
      const id = head >> 4 === 0 ? integer() : last + (head >> 4);
      if (id <= last) throw new Error(`field ${id} after field ${last}`);
      found.set(id, value(head & 15, depth, false));
      last = id;
    }
  }

  const struct = structAt(0);
  return { struct, end: at };
}
