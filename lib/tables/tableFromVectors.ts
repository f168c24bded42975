import { Field, makeData, RecordBatch, Schema, Struct, Table, type Vector } from 'apache-arrow';

/**
 * An Arrow table of named columns, one chunk each and all of one length, in this order. Unlike in `new
 * Table({})`, a column `1` keeps its place, and `__proto__` is only a name.
 */
export function tableFromVectors(columns: readonly (readonly [name: string, vector: Vector])[]): Table {
  const schema = new Schema(columns.map(([name, vector]) => new Field(name, vector.type, true)));
  const struct = makeData({
    type: new Struct(schema.fields),
    length: columns[0]?.[1].length ?? 0,
    nullCount: 0,
    children: columns.map(([, vector]) => vector.data[0]),
  });
  return new Table(schema, new RecordBatch(schema, struct));
}
