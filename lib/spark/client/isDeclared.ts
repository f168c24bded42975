import { DataType as Arrow, Precision, TimeUnit, Type } from 'apache-arrow';
import type { DataType } from '../generated/types_pb.js';

/** Bits of Spark's integers. */
const BITS: Partial<Record<string, number>> = { byte: 8, short: 16, integer: 32, long: 64 };
const TEXTS: readonly Type[] = [Type.Utf8, Type.LargeUtf8];

/**
 * Whether Spark sends a declared type as this Arrow type. Types that this program doesn't read may come in
 * any form.
 */
export function isDeclared(declared: DataType | undefined, type: Arrow): boolean {
  if (Arrow.isDictionary(type)) return isDeclared(declared, type.dictionary);
  const kind = declared?.kind;
  switch (kind?.case) {
    case 'byte':
    case 'short':
    case 'integer':
    case 'long':
      return Arrow.isInt(type) && type.isSigned && type.bitWidth === BITS[kind.case];
    case 'float':
      return Arrow.isFloat(type) && type.precision === Precision.SINGLE;
    case 'double':
      return Arrow.isFloat(type) && type.precision === Precision.DOUBLE;
    case 'decimal':
      return Arrow.isDecimal(type) && type.scale === (kind.value.scale ?? 0);
    case 'string':
      return TEXTS.includes(type.typeId);
    case 'boolean':
      return Arrow.isBool(type);
    case 'date':
      return Arrow.isDate(type);
    case 'timestamp':
    case 'timestampNtz':
      return Arrow.isTimestamp(type) && type.unit === TimeUnit.MICROSECOND;
    case 'array':
      return Arrow.isList(type) && isDeclared(kind.value.elementType, type.children[0].type);
    default:
      return true;
  }
}
