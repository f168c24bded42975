import { Field, Float64, makeData, RecordBatch, Schema, Struct, Table, type TypeMap } from 'apache-arrow';
import { adoptTable } from './adoptTable.js';

/**
 * The table with a column of 64-bit floats at its end, in place of a column of that name. NaN becomes null.
 * The other columns are shared with the table, not copied.
 */
export function withColumn(given: Table, name: string, values: Float64Array): Table {
  const table = adoptTable(given);
  const kept = table.schema.fields.filter((field) => field.name !== name);
  const schema = new Schema<TypeMap>(
    [...kept, new Field(name, new Float64(), true)],
    table.schema.metadata,
    table.schema.dictionaries,
  );
  let start = 0;
  const batches = table.batches.map((batch) => {
    const column = float64Data(values.subarray(start, start + batch.numRows));
    start += batch.numRows;
    const children = batch.schema.fields.flatMap((field, n) =>
      field.name === name ? [] : [batch.data.children[n]],
    );
    const data = makeData({
      type: new Struct(schema.fields),
      length: batch.numRows,
      nullCount: 0,
      children: [...children, column],
    });
    return new RecordBatch(schema, data);
  });
  return new Table(schema, batches);
}

function float64Data(values: Float64Array) {
  const nullBitmap = new Uint8Array((values.length + 7) >> 3);
  let nullCount = 0;
  for (let n = 0; n < values.length; n++) {
    if (Number.isNaN(values[n])) nullCount++;
    else nullBitmap[n >> 3] |= 1 << (n & 7);
  }
  return makeData({
    type: new Float64(),
    length: values.length,
    nullCount,
    nullBitmap: nullCount > 0 ? nullBitmap : null,
    data: values,
  });
}
