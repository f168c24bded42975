import {
  type Data,
  DataType,
  makeData,
  makeVector,
  type Table,
  Type,
  type Vector,
  vectorFromArray,
} from 'apache-arrow';
import { concatenate } from '../base/numbers/concatenate.js';
import { describe } from '../base/text/describe.js';
import { makeColumn } from './makeColumn.js';
import { nullBitmap } from './nullBitmap.js';
import { tableFromVectors } from './tableFromVectors.js';

/**
 * A table with some rows of another, with columns of the same names and types. Dictionaries are shared.
 *
 * @param table a table of this copy of Arrow's package
 * @param rows which rows, counted from 0, in the order to take them
 * @throws TypeError naming a column that holds lists, structs or similar values
 */
export function takeRows(table: Table, rows: Int32Array): Table {
  return tableFromVectors(
    table.schema.names.map((column, index) => {
      const name = String(column);
      return [name, takeValues(name, table.getChildAt(index)!, rows)];
    }),
  );
}

/** Types whose values lie in one array, a fixed number of elements each. */
const fixedWidthTypes = new Set([
  Type.Int,
  Type.Float,
  Type.Decimal,
  Type.Date,
  Type.Time,
  Type.Timestamp,
  Type.Interval,
  Type.Duration,
]);

/** Types whose values Arrow's builders return unchanged. */
const builtTypes = new Set([Type.Utf8, Type.LargeUtf8, Type.Binary, Type.LargeBinary, Type.FixedSizeBinary]);

function takeValues(name: string, vector: Vector, rows: Int32Array): Vector {
  const type: DataType = vector.type;
  if (fixedWidthTypes.has(type.typeId)) return takeElements(vector, rows);
  if (DataType.isDictionary(type)) {
    const [{ dictionary }] = vector.data;
    const isShared = vector.data.every((chunk) => chunk.dictionary === dictionary);
    if (isShared) return takeElements(vector, rows, dictionary);
  }
  const valueType: DataType = DataType.isDictionary(type) ? type.dictionary : type;
  const values = Array.from(rows, (row) => vector.get(row));
  if (DataType.isBool(type)) return makeColumn.boolean(values);
  if (DataType.isNull(type)) return makeColumn.null(values);
  if (builtTypes.has(valueType.typeId)) return vectorFromArray(values, type);
  throw new TypeError(
    `Expected column ${describe(name)} to hold text, bytes, numbers, booleans or times, got ${type}`,
  );
}

/** Numbers, times, or the codes of a dictionary: copied without being decoded. */
function takeElements(vector: Vector, rows: Int32Array, dictionary?: Vector): Vector {
  const { elements, stride } = elementsOf(vector.data);
  const data = new (kindOf(elements))(rows.length * stride);
  for (let to = 0; to < rows.length; to++) {
    for (let part = 0; part < stride; part++) data[to * stride + part] = elements[rows[to] * stride + part];
  }
  const nulls =
    vector.nullCount === 0
      ? { nullCount: 0 }
      : nullBitmap(Array.from(rows, (row) => (vector.isValid(row) ? row : null)));
  const layout = { type: vector.type, length: rows.length, data, dictionary, ...nulls };
  return makeVector(makeData(layout as Parameters<typeof makeData>[0]));
}

type Elements = Int32Array;

/** All chunks' elements in one array. */
function elementsOf(chunks: readonly Data[]): { elements: Elements; stride: number } {
  const { stride } = chunks[0];
  const parts = chunks.map(({ values, length }) => (values as Elements).subarray(0, length * stride));
  const elements = parts.length === 1 ? parts[0] : concatenate(kindOf(parts[0]), parts);
  return { elements, stride };
}

function kindOf(elements: Elements): new (length: number) => Elements {
  return elements.constructor as new (
    length: number,
  ) => Elements;
}
