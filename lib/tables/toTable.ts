import type { Table } from 'apache-arrow';
import { describe } from '../base/text/describe.js';
import { inferColumn } from './inferColumn.js';
import { type DataFrameLike, isDataFrame } from './isDataFrame.js';
import { isTable } from './isTable.js';
import { makeColumn } from './makeColumn.js';
import { tableFromVectors } from './tableFromVectors.js';

/** What {@link toTable} reads: rows, columns by name, a danfo DataFrame, or an Arrow table. */
export type TableInput =
  | readonly object[]
  | Readonly<Record<string, ArrayLike<unknown>>>
  | DataFrameLike
  | Table;

/**
 * An Arrow table of the given data.
 *
 * - Rows, `[{ user: 'ann', res: 'wiki' }, ...]`: the columns are the union of the rows' own keys; missing
 *   values are null.
 * - Columns, `{ user: ['ann', ...], likelihood: new Float64Array(n) }`: arrays of one length.
 * - A danfo DataFrame: NaN and undefined, danfo's marks for a missing value, become null; a `float32` column
 *   is Float64 even if all its numbers are integers.
 * - An Arrow table is returned as it is.
 *
 * Text becomes dictionary-encoded Utf8; numbers Int32 if all are integers of 32 bits, else Float64;
 * bigints Int64; booleans Bool; Dates timestamps in milliseconds. A column without any value has Arrow's type
 * Null.
 *
 * @throws TypeError if a row is no object, or a column mixes kinds of values or holds other kinds; RangeError
 *   if columns differ in length, or a value can't be held as it is. Errors name the column and the row (from
 *   0).
 *
 * @example
 * toTable([{ user: 'ann', res: 'wiki', likelihood: 3 }])
 */
export function toTable(input: TableInput): Table {
  if (isTable(input)) return input;
  if (isDataFrame(input)) return tableFromDataFrame(input);
  if (Array.isArray(input)) return tableFromRows(input);
  if (typeof input === 'object' && input !== null) {
    return tableFromColumns(input as Readonly<Record<string, ArrayLike<unknown>>>);
  }
  throw new TypeError(`Expected rows, columns, a DataFrame or an Arrow table, got ${describe(input)}`);
}

function tableFromRows(rows: readonly unknown[]): Table {
  const names = new Set<string>();
  rows.forEach((row, index) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new TypeError(`Expected row ${index} to be an object, got ${describe(row)}`);
    }
    for (const name of Object.keys(row)) names.add(name);
  });
  return tableFromVectors(
    [...names].map((name) => {
      // Only own properties count: every object has a `constructor`, which isn't a value of the row.
      const values = rows.map((row) => (Object.hasOwn(row as object, name) ? (row as Row)[name] : null));
      return [name, inferColumn(name, values)];
    }),
  );
}

type Row = Record<string, unknown>;

function tableFromColumns(columns: Readonly<Record<string, ArrayLike<unknown>>>): Table {
  const entries = Object.entries(columns);
  for (const [name, values] of entries) {
    if (!Array.isArray(values) && !(ArrayBuffer.isView(values) && !(values instanceof DataView))) {
      throw new TypeError(`Expected column ${describe(name)} to be an array, got ${describe(values)}`);
    }
    if (values.length !== entries[0][1].length) {
      const [firstName, first] = entries[0];
      throw new RangeError(
        `Expected columns of one length, got ${first.length} values in ${describe(firstName)} and ${values.length} in ${describe(name)}`,
      );
    }
  }
  return tableFromVectors(
    entries.map(([name, values]) => {
      const isFloat = values instanceof Float64Array || values instanceof Float32Array;
      return [name, isFloat ? makeColumn.float64(values) : inferColumn(name, values)];
    }),
  );
}

function tableFromDataFrame(frame: DataFrameLike): Table {
  const rows = frame.values as unknown[][];
  return tableFromVectors(
    frame.columns.map((name, column) => {
      const values = rows.map((row) => (Number.isNaN(row[column]) ? null : (row[column] ?? null)));
      return [name, dataFrameColumn(name, values, frame.dtypes[column])];
    }),
  );
}

function dataFrameColumn(name: string, values: readonly unknown[], dtype: string | undefined) {
  // danfo calls any type that it doesn't know `float32`, so the dtype only decides among the types that fit
  // the values.
  const isNumber = (value: unknown): value is number | null => value === null || typeof value === 'number';
  if (dtype === 'float32' && values.every(isNumber)) return makeColumn.float64(values);
  const isEmpty = values.every((value) => value === null);
  const isKind = dtype === 'string' || dtype === 'int32' || dtype === 'boolean';
  return isEmpty && isKind ? makeColumn[dtype](values as null[]) : inferColumn(name, values);
}
