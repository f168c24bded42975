import {
  type Data,
  DataType,
  Field,
  makeData,
  makeVector,
  RecordBatch,
  Schema,
  Struct,
  Table,
  type TypeMap,
  type Vector,
} from 'apache-arrow';
import { adoptTable } from './adoptTable.js';
import { dictionaryColumn } from './dictionaryColumn.js';
import { makeColumn } from './makeColumn.js';
import { nullBitmap } from './nullBitmap.js';

/**
 * The table, sharing its data, with a last column of 64-bit floats, which replaces a column of that name. NaN
 * becomes null.
 */
export function withColumn(table: Table, name: string, values: Float64Array): Table {
  return withVector(table, name, makeColumn.float64OrNaN(values));
}

/** The same with a column of text. */
export function withText(table: Table, name: string, values: readonly (string | null)[]): Table {
  return withVector(table, name, makeColumn.string(values));
}

/** The same with names by their numbers, null for -1. */
export function withNames(table: Table, name: string, ids: Int32Array, names: readonly string[]): Table {
  const codeOf = new Int32Array(names.length).fill(-1);
  const used: string[] = [];
  const codes = ids.map((id) => {
    if (id < 0) return 0;
    if (codeOf[id] < 0) codeOf[id] = used.push(names[id]) - 1;
    return codeOf[id];
  });
  const nulls = nullBitmap(Array.from(ids, (id) => (id < 0 ? null : id)));
  return withVector(table, name, dictionaryColumn(codes, used, nulls));
}

/** The same with a column of true and false. */
export function withBooleans(table: Table, name: string, values: readonly boolean[]): Table {
  return withVector(table, name, makeColumn.boolean(values));
}

/** @param vector one chunk, with a value for each row */
function withVector(given: Table, name: string, vector: Vector): Table {
  const table = adoptTable(given);
  const kept = table.schema.fields.filter((field) => field.name !== name);
  const fields = [...kept, new Field(name, vector.type, true)];
  const schema = new Schema<TypeMap>(fields, table.schema.metadata);
  const batchOf = (length: number, children: Data[]) =>
    new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
  let start = 0;
  const batches = table.batches.map((batch) => {
    const [column = emptyData(vector.type)] = vector.slice(start, start + batch.numRows).data;
    start += batch.numRows;
    const children = batch.schema.fields.flatMap((field, n) =>
      field.name === name ? [] : [batch.data.children[n]],
    );
    return batchOf(batch.numRows, [...children, column]);
  });
  if (batches.length > 0) return new Table(schema, batches);
  // Arrow can't slice or show a table without batches.
  const children = fields.map(({ type }) => emptyData(type));
  return new Table(schema, [batchOf(0, children)]);
}

function emptyData(type: DataType): Data {
  const dictionary = DataType.isDictionary(type) ? makeVector(emptyData(type.dictionary)) : undefined;
  return makeData({ type, length: 0, nullCount: 0, dictionary } as Parameters<typeof makeData>[0]);
}
