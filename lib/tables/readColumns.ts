import { isAscii } from 'node:buffer';
import { type Data, DataType, type Table, Type, type Vector } from 'apache-arrow';
import { concatenate } from '../base/numbers/concatenate.js';
import { visibleText } from '../base/text/visibleText.js';
import { checkNameCount } from './checkNameCount.js';
import { decodeTexts } from './decodeTexts.js';
import { findColumn } from './findColumn.js';
import { EXACT_TEXT, inexactRow, isExactText } from './inexactRow.js';
import { textCodes } from './textCodes.js';

/** A column of names: row r holds values[codes[r]]. Read only; some values may not occur. */
export interface NameCodes {
  codes: Int32Array;
  values: string[];
}

// A column without any value has Type.Null: fine in a table without rows, else an error that names the row.
const numberTypes = new Set([Type.Int, Type.Float, Type.Null]);
const textTypes = new Set([Type.Utf8, Type.LargeUtf8]);
const nameTypes = new Set([...numberTypes, ...textTypes, Type.Bool]);

/**
 * Reads a column of names: text, integers, floats or booleans, dictionary-encoded or not. Names are compared
 * as text, so that tenant 0 in a table of integers is tenant '0' in another table.
 *
 * @param remedy what to do if there is no such column
 * @throws RangeError naming column and row (from 0) of a missing name (null, NaN or empty) or one that begins
 *   with a byte order mark, or isn't UTF-8
 */
export function readNames(table: Table, name: string, remedy?: string): NameCodes {
  return readCodes(table, name, remedy, (value, row) => {
    throw missingName(name, value, row);
  });
}

/** Like `readNames`; the code of a missing name is -1. */
export function readOptionalNames(table: Table, name: string): NameCodes {
  return readCodes(table, name, undefined, () => -1);
}

/** @param missing the code of a row without a name */
function readCodes(
  table: Table,
  name: string,
  remedy: string | undefined,
  missing: (value: unknown, row: number) => number,
): NameCodes {
  const column = findColumn(table, name, remedy);
  const type: DataType = DataType.isDictionary(column.type) ? column.type.dictionary : column.type;
  if (!nameTypes.has(type.typeId)) {
    throw new TypeError(
      `Expected column ${visibleText(name)} to hold names (text, numbers or booleans), got ${type}`,
    );
  }
  if (textTypes.has(column.type.typeId)) return readTextColumn(column.data, name, missing);
  const inexact = inexactRow(column);
  if (inexact >= 0) throw inexactText(name, inexact);
  const asItIs = readDictionary(column, name);
  if (asItIs) return asItIs;
  const codes = new Int32Array(column.length);
  const values: string[] = [];
  const codeOf = new Map<string, number>();
  const encode = (value: unknown, row: number): number => {
    if (value === null || value === undefined || value === '' || Number.isNaN(value)) {
      return missing(value, row);
    }
    const text = String(value);
    let code = codeOf.get(text);
    if (code === undefined) {
      code = values.push(text) - 1;
      checkNameCount(`column ${name}`, values.length);
      codeOf.set(text, code);
    }
    return code;
  };
  if (DataType.isDictionary(column.type)) encodeDictionary(column.data, encode, codes);
  else for (let row = 0; row < column.length; row++) codes[row] = encode(column.get(row), row);
  return { codes, values };
}

/** Text without a dictionary: rows are compared by bytes; only distinct names are checked and decoded. */
function readTextColumn(
  chunks: readonly Data[],
  name: string,
  missing: (value: unknown, row: number) => number,
): NameCodes {
  const { codes, bytes, starts } = textCodes(chunks);
  const inexact = isAscii(bytes) ? -1 : firstInexact(bytes, starts);
  // Codes are in the order of their first rows, so the first inexact code also has the first row.
  if (inexact >= 0) throw inexactText(name, codes.indexOf(inexact));
  checkNameCount(`column ${name}`, starts.length - 1);
  const values = decodeTexts(bytes, starts, starts.length - 1);
  const empty = values.indexOf('');
  const unnamed = [codes.indexOf(-1), empty < 0 ? -1 : codes.indexOf(empty)].filter((row) => row >= 0);
  if (unnamed.length > 0) {
    const row = Math.min(...unnamed);
    missing(codes[row] < 0 ? null : '', row);
    if (empty >= 0) return { codes: codes.map((code) => (code === empty ? -1 : code)), values };
  }
  return { codes, values };
}

function firstInexact(bytes: Uint8Array, starts: readonly number[]): number {
  for (let n = 0; n + 1 < starts.length; n++) {
    if (!isExactText(bytes.subarray(starts[n], starts[n + 1]))) return n;
  }
  return -1;
}

/** The names themselves, row by row. @throws as `readNames` */
export function readTexts(table: Table, name: string): string[] {
  const { codes, values } = readNames(table, name);
  return Array.from(codes, (code) => values[code]);
}

/**
 * How most large tables come: one dictionary of distinct texts, 32-bit indices, nothing missing. The codes
 * are its indices, shared with the table and read only.
 */
function readDictionary({ data }: Vector, name: string): NameCodes | undefined {
  const dictionary: Vector | undefined = data[0]?.dictionary;
  const isPlain = (chunk: Data) =>
    chunk.dictionary === dictionary && chunk.nullCount === 0 && chunk.values instanceof Int32Array;
  if (dictionary?.type.typeId !== Type.Utf8 || dictionary.nullCount > 0 || !data.every(isPlain)) return;
  const values = dictionary.data.flatMap((chunk: Data) =>
    decodeTexts(chunk.values, chunk.valueOffsets, chunk.length),
  );
  checkNameCount(`column ${name}`, values.length);
  if (new Set(values).add('').size !== values.length + 1) return;
  const chunks = data.map((chunk) => (chunk.values as Int32Array).subarray(0, chunk.length));
  return { codes: chunks.length === 1 ? chunks[0] : concatenate(Int32Array, chunks), values };
}

/** Writes the code of each row: a value of a dictionary, which chunks usually share, is encoded once. */
function encodeDictionary(
  chunks: readonly Data[],
  encode: (value: unknown, row: number) => number,
  codes: Int32Array,
): void {
  let dictionary: Vector | undefined;
  let codeOf = new Int32Array(0);
  let row = 0;
  for (const chunk of chunks) {
    if (chunk.dictionary !== dictionary) {
      dictionary = chunk.dictionary;
      codeOf = new Int32Array(dictionary!.length).fill(-1);
    }
    const indices = chunk.values as ArrayLike<number | bigint>;
    for (let n = 0; n < chunk.length; n++, row++) {
      if (chunk.nullCount > 0 && !chunk.getValid(n)) {
        codes[row] = encode(null, row);
        continue;
      }
      const index = Number(indices[n]);
      if (codeOf[index] < 0) codeOf[index] = encode(dictionary!.get(index), row);
      codes[row] = codeOf[index];
    }
  }
}

function missingName(column: string, value: unknown, row: number): RangeError {
  const got = value === '' ? 'an empty text' : String(value ?? null);
  return new RangeError(
    `Expected column ${visibleText(column)} to hold a name in every row, got ${got} in row ${row}`,
  );
}

function inexactText(column: string, row: number): RangeError {
  return new RangeError(
    `Expected column ${visibleText(column)} to hold ${EXACT_TEXT}, got something else in row ${row}`,
  );
}

/**
 * Reads a column of finite numbers as 64-bit floats.
 *
 * @throws TypeError if the column isn't numeric, RangeError naming column and row (from 0) of another value
 */
export function readFiniteNumbers(table: Table, name: string): Float64Array {
  const column = findColumn(table, name);
  if (!numberTypes.has(column.type.typeId)) {
    throw new TypeError(`Expected column ${visibleText(name)} to be numeric, got ${column.type}`);
  }
  const numbers = new Float64Array(column.length);
  let first = 0;
  for (const chunk of column.data) {
    // Plain floats are copied; everything else (integers of any size, nulls, half floats) is read value by
    // value.
    const { values } = chunk;
    if (chunk.nullCount === 0 && (values instanceof Float32Array || values instanceof Float64Array)) {
      numbers.set(values.subarray(0, chunk.length), first);
    } else {
      for (let n = 0; n < chunk.length; n++) numbers[first + n] = Number(column.get(first + n) ?? Number.NaN);
    }
    first += chunk.length;
  }
  for (let row = 0; row < numbers.length; row++) {
    if (!Number.isFinite(Math.fround(numbers[row]))) {
      throw new RangeError(
        `Expected column ${visibleText(name)} to hold finite 32-bit numbers, got ${column.get(row)} in row ${row}`,
      );
    }
  }
  return numbers;
}
