import { missingColumn } from '../../tables/findColumn.js';
import type { DataType } from '../generated/types_pb.js';

/** A column of a Spark table. */
export interface SparkField {
  name: string;
  /** As in Spark's SQL: 'string', 'bigint', 'double', 'array<float>'. */
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

/**
 * The column of that name.
 *
 * @param remedy what could be done without it, if that is known
 */
export function findField(fields: readonly SparkField[], name: string, remedy?: string): SparkField {
  const field = fields.find((one) => one.name === name);
  if (field) return field;
  const names = fields.map((one) => one.name);
  throw missingColumn(name, names, remedy);
}

/** A type in Spark's words. */
export function typeName(type: DataType | undefined): string {
  const kind = type?.kind;
  if (kind?.case === undefined) return 'unknown';
  switch (kind.case) {
    case 'array':
      return `array<${typeName(kind.value.elementType)}>`;
    case 'decimal':
      return `decimal(${kind.value.precision ?? 10},${kind.value.scale ?? 0})`;
    case 'map':
      return `map<${typeName(kind.value.keyType)},${typeName(kind.value.valueType)}>`;
    case 'struct': {
      const fields = fieldsOf(type).map((field) => `${field.name}:${field.type}`);
      return `struct<${fields.join(',')}>`;
    }
    default:
      return NAMES[kind.case] ?? kind.case;
  }
}
