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
import { adoptTable } from '../anomaly/adoptTable.js';
import { encodeColumn } from '../data/tables/encodeColumn.js';
import { tableFromVectors } from '../data/tables/tableFromVectors.js';

/** The table with a column of text at its end, in place of a column of that name; also where there are no rows. */
export function withText(table: Table, name: string, values: readonly (string | null)[]): Table {
  return withVector(table, name, encodeColumn.string(values));
}

/** The same with a column of true and false. */
export function withBooleans(table: Table, name: string, values: readonly boolean[]): Table {
  return withVector(table, name, encodeColumn.boolean(values));
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
