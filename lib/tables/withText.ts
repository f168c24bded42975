import {
  type Data,
  DataType,
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
import { tableFromVectors } from './tableFromVectors.js';

/** The table with a column of text at its end, in place of a column of that name; also where there are no rows. */
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

function withVector(table: Table, name: string, vector: Vector): Table {
  const adopted = adoptTable(table);
  const others = adopted.select(adopted.schema.names.filter((other) => other !== name));
  const column = tableFromVectors([[name, vector]]);
  if (table.numRows > 0) return others.assign(column);
  return emptyTable(new Schema<TypeMap>([...others.schema.fields, ...column.schema.fields]));
}

/** A table without rows that can be sliced and shown: Arrow joins no batches where there are none. */
function emptyTable(schema: Schema<TypeMap>): Table {
  const children = schema.fields.map(({ type }) => emptyData(type));
  const struct = makeData({ type: new Struct(schema.fields), length: 0, nullCount: 0, children });
  return new Table(schema, new RecordBatch(schema, struct));
}

function emptyData(type: DataType): Data {
  const dictionary = DataType.isDictionary(type) ? makeVector(emptyData(type.dictionary)) : undefined;
  return makeData({ type, length: 0, nullCount: 0, dictionary } as Parameters<typeof makeData>[0]);
}
