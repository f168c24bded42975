import { createRequire } from 'node:module';
import { DataType, type Table, Type, type Vector } from 'apache-arrow';
// biome-ignore lint/suspicious/noTsIgnore: the declaration has to hold where danfojs-node is missing, too
/** @ts-ignore danfojs-node is optional: without it this type is any. */
import type { DataFrame } from 'danfojs-node';
import { describe } from '../base/text/describe.js';
import { decodedOnce } from './decodedOnce.js';
import { checkTable } from './isTable.js';

const require = createRequire(import.meta.url);

/**
 * A danfo DataFrame of an Arrow table, for steps as in pandas. The first call loads danfo, which takes about
 * a second. {@link toTable} converts back.
 *
 * Text stays text and booleans stay booleans, null where missing. Numbers, including Int64, become numbers
 * (danfo calls them `int32` or `float32`, but nothing is rounded), NaN where missing. Dates and timestamps
 * become Dates, cut to milliseconds, in a column of dtype `string`: danfo has no dtype for them.
 *
 * @throws TypeError if it is no table, or a column's type has no counterpart; RangeError if an Int64 is 2 **
 *   53 or more, or danfo can't hold a column's name; both name the column. Error if the optional danfojs-node
 *   isn't installed
 *
 * @example
 * const frame = toDataFrame(accesses);
 * toTable(frame.query(frame['likelihood'].gt(1)));
 */
export function toDataFrame(table: Table): DataFrame {
  checkTable(table);
  const names = table.schema.names.map(String);
  const columns = names.map((name, index) => plainColumn(name, table.getChildAt(index)!));
  const rows = Array.from({ length: table.numRows }, (_, row) => columns.map(({ values }) => values[row]));
  const danfo = loadDanfo();
  rejectReservedNames(names, danfo.DataFrame);
  return new danfo.DataFrame(rows, { columns: names, dtypes: columns.map(({ dtype }) => dtype) });
}

function loadDanfo(): typeof import('danfojs-node') {
  try {
    return require('danfojs-node');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    throw new Error(
      "Expected danfojs-node to make DataFrames, got none: install it by npm install danfojs-node@1.2.0 (see the package's README)",
      { cause: error },
    );
  }
}

/** Values for danfo, and its name of their type. */
function plainColumn(name: string, vector: Vector): { dtype: string; values: unknown[] } {
  const type: DataType = vector.type;
  const valueType: DataType = DataType.isDictionary(type) ? type.dictionary : type;
  switch (valueType.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
      return { dtype: 'string', values: [...decodedOnce(vector)] };
    case Type.Null:
      return { dtype: 'string', values: [...vector] };
    case Type.Bool:
      return { dtype: 'boolean', values: [...vector] };
    case Type.Int:
      return { dtype: 'int32', values: Array.from(vector, (value, row) => safeNumber(name, row, value)) };
    case Type.Float:
      return { dtype: 'float32', values: Array.from(vector, (value) => value ?? Number.NaN) };
    case Type.Date:
    case Type.Timestamp:
      return { dtype: 'string', values: Array.from(vector, dateOf) };
    default:
      throw new TypeError(
        `Expected column ${describe(name)} to hold text, numbers, booleans or times, got ${type}`,
      );
  }
}

function dateOf(time: number | null): Date | null {
  return time === null ? null : new Date(Math.floor(time));
}

function safeNumber(name: string, row: number, value: number | bigint | null): number {
  if (value === null) return Number.NaN;
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  throw new RangeError(
    `Expected integers below 2 ** 53 in column ${describe(name)}, got ${value} in row ${row}`,
  );
}

/**
 * danfo makes each column a property of the frame. A column named like a method (`count`) only hides that
 * method, but one named like a property that the frame itself reads breaks it.
 */
function rejectReservedNames(names: readonly string[], dataFrame: typeof DataFrame): void {
  const reserved = new Set(['column', ...accessorNames(dataFrame.prototype)]);
  for (const name of names) {
    if (name.startsWith('$') || reserved.has(name)) {
      throw new RangeError(
        `Expected column names that danfo doesn't need itself, got ${describe(name)}; rename the column first`,
      );
    }
  }
}

function accessorNames(prototype: object): string[] {
  if (prototype === Object.prototype) return [];
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(prototype));
  const own = descriptors.filter(([, { get }]) => get !== undefined).map(([name]) => name);
  return [...own, ...accessorNames(Object.getPrototypeOf(prototype))];
}
