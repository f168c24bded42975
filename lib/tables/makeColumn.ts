import {
  Bool,
  type DataType,
  DateDay,
  type Dictionary,
  Float64,
  Int32,
  Int64,
  makeData,
  makeVector,
  Null,
  TimestampMicrosecond,
  TimestampMillisecond,
  type Utf8,
  type Vector,
} from 'apache-arrow';
import { dictionaryColumn } from './dictionaryColumn.js';
import { type Nulls, nanBitmap, nullBitmap } from './nullBitmap.js';

type Nullable<T> = ArrayLike<T | null>;

const NO_NULLS: Nulls = { nullCount: 0 };

/** A function for each kind, which turns plain values (null if missing) into an Arrow column of one chunk. */
export const makeColumn = {
  string: encodeStrings,
  int32: (values: Nullable<number>) => fixedWidth(new Int32(), values, Int32Array.from(values, zeroIfNull)),
  float64: (values: Nullable<number>) =>
    fixedWidth(new Float64(), values, Float64Array.from(values, zeroIfNull)),
  /** The same for numbers without nulls, which are used without a copy. */
  float64Of: (values: Float64Array) => fixedWidth(new Float64(), values, values, NO_NULLS),
  /** The same for numbers in which NaN means null. */
  float64OrNaN: (values: Float64Array) => fixedWidth(new Float64(), values, values, nanBitmap(values)),
  int64: (values: Nullable<bigint>) => fixedWidth(new Int64(), values, bigIntsOf(values)),
  boolean: (values: Nullable<boolean>) => fixedWidth(new Bool(), values, bitsOf(values)),
  /** Days since 1970-01-01. */
  date: (values: Nullable<number>) => fixedWidth(new DateDay(), values, Int32Array.from(values, zeroIfNull)),
  /** Milliseconds since 1970-01-01 UTC. */
  milliseconds: (values: Nullable<bigint>) =>
    fixedWidth(new TimestampMillisecond(), values, bigIntsOf(values)),
  /** The same for numbers, to the millisecond. */
  moments: (values: Nullable<number>) =>
    fixedWidth(
      new TimestampMillisecond(),
      values,
      BigInt64Array.from(values, (value) => BigInt(Math.round(value ?? 0))),
    ),
  /** The same for integers without nulls. */
  millisecondsOf: (values: Float64Array) =>
    fixedWidth(new TimestampMillisecond(), values, wideIntegers(values), NO_NULLS),
  /** Microseconds since 1970-01-01 UTC, or since 1970-01-01 by the wall clock if no time zone is given. */
  microseconds: (values: Nullable<bigint>, timezone?: string) =>
    fixedWidth(new TimestampMicrosecond(timezone), values, bigIntsOf(values)),
  /** As many nulls as there are given values. */
  null: (values: ArrayLike<unknown>): Vector =>
    makeVector(makeData({ type: new Null(), length: values.length, nullCount: values.length })),
};

/** A dictionary-encoded column of text, its dictionary in the order of first appearance. */
function encodeStrings(values: ArrayLike<string | null>): Vector<Dictionary<Utf8, Int32>> {
  const codes = new Int32Array(values.length);
  const codeOf = new Map<string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null) continue;
    let code = codeOf.get(value);
    if (code === undefined) {
      code = codeOf.size;
      codeOf.set(value, code);
    }
    codes[row] = code;
  }
  return dictionaryColumn(codes, [...codeOf.keys()], nullBitmap(values));
}

function fixedWidth<T extends DataType>(
  type: T,
  values: ArrayLike<unknown>,
  data: T['TArray'],
  nulls: Nulls = nullBitmap(values),
): Vector<T> {
  const layout = { type, length: values.length, data, ...nulls };
  return makeVector(makeData(layout as Parameters<typeof makeData>[0])) as Vector<T>;
}

/** Integers of 64 bits from their halves: a bigint each would take a hundred times as long. */
function wideIntegers(values: Float64Array): BigInt64Array {
  const integers = new BigInt64Array(values.length);
  const halves = new Int32Array(integers.buffer);
  const [low, high] = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? [0, 1] : [1, 0];
  for (let row = 0; row < values.length; row++) {
    // Arrays keep the lowest 32 bits.
    halves[2 * row + low] = values[row] % 2 ** 32;
    halves[2 * row + high] = Math.floor(values[row] / 2 ** 32);
  }
  return integers;
}

function zeroIfNull(value: number | null): number {
  return value ?? 0;
}

function bigIntsOf(values: Nullable<bigint>): BigInt64Array {
  return BigInt64Array.from(values, (value) => value ?? 0n);
}

function bitsOf(values: Nullable<boolean>): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8));
  for (let row = 0; row < values.length; row++) {
    if (values[row]) bits[row >> 3] |= 1 << (row & 7);
  }
  return bits;
}
