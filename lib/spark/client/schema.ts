import type { DataType } from '../proto/types_pb.js';

/** A column of a Spark table. */
export interface SparkField {
  name: string;
  /** As Spark's SQL says it: 'string', 'bigint', 'double', 'array<float>'. */
  type: string;
  nullable: boolean;
}

const NAMES: Partial<Record<NonNullable<DataType['kind']['case']>, string>> = {
  byte: 'tinyint',
  short: 'smallint',
  integer: 'int',
  long: 'bigint',
  timestampNtz: 'timestamp_ntz',
  null: 'void',
};

/** The columns of a table. */
export function fieldsOf(schema: DataType | undefined): SparkField[] {
  if (schema?.kind.case !== 'struct') return [];
  return schema.kind.value.fields.map(({ name, dataType, nullable }) => ({
    name,
    type: typeName(dataType),
    nullable,
  }));
}

function typeName(type: DataType | undefined): string {
  if (type === undefined || type.kind.case === undefined) return 'unknown';
  const { kind } = type;
  if (kind.case === 'array') return `array<${typeName(kind.value.elementType)}>`;
  if (kind.case === 'decimal') return `decimal(${kind.value.precision ?? 10},${kind.value.scale ?? 0})`;
  if (kind.case === 'map') return `map<${typeName(kind.value.keyType)},${typeName(kind.value.valueType)}>`;
  if (kind.case === 'struct') {
    return `struct<${fieldsOf(type)
      .map(({ name, type: of }) => `${name}:${of}`)
      .join(',')}>`;
  }
  return NAMES[kind.case] ?? kind.case;
}
