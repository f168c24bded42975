import * as arrow from 'apache-arrow';
import { Data, DataType, Field, RecordBatch, Schema, Table, Type, Vector } from 'apache-arrow';

/**
 * The table with types of this copy of Arrow's package. Another copy may have made it (a notebook loads the
 * CommonJS build beside our ES modules), and Arrow tells types apart by class, so one table can't mix both.
 * Buffers are shared.
 */
export function adoptTable(table: Table): Table {
  if (table.schema.fields.every((field) => field.type instanceof DataType)) return table;
  const schema = new Schema(table.schema.fields.map(adoptField), table.schema.metadata);
  const dictionaries = new Map<Vector, Vector>();
  const batches = table.batches.map(({ data }) => new RecordBatch(schema, adoptData(data, dictionaries)));
  return new Table(schema, batches);
}

function adoptField({ name, type, nullable, metadata }: Field): Field {
  return new Field(name, adoptType(type), nullable, metadata);
}

function adoptType<T extends DataType>(type: T): T {
  // The classes are exported under the names of the enum, except for Date_ and Map_.
  const name = Type[type.typeId];
  const classes = arrow as unknown as Record<string, { prototype: object } | undefined>;
  const { prototype } = (classes[name] ?? classes[`${name}_`])!;
  const adopted: Record<string, unknown> = Object.assign(Object.create(prototype), type);
  if (Object.hasOwn(adopted, 'children'))
    adopted.children = (type.children as Field[] | null)?.map(adoptField);
  if (DataType.isDictionary(type)) {
    adopted.indices = adoptType(type.indices);
    adopted.dictionary = adoptType(type.dictionary);
  }
  return adopted as unknown as T;
}

/** @param dictionaries dictionaries that are adopted already, so that batches still share them */
function adoptData<T extends DataType>(data: Data<T>, dictionaries: Map<Vector, Vector>): Data<T> {
  const adopt = (part: Data) => adoptData(part, dictionaries);
  let dictionary = data.dictionary && dictionaries.get(data.dictionary);
  if (data.dictionary && !dictionary) {
    dictionary = new Vector(data.dictionary.data.map(adopt));
    dictionaries.set(data.dictionary, dictionary);
  }
  return new Data(
    adoptType(data.type),
    data.offset,
    data.length,
    data.nullCount,
    data.buffers,
    // Arrow leaves them out if there are no rows.
    data.children?.map(adopt),
    dictionary,
    data.variadicBuffers,
  );
}
