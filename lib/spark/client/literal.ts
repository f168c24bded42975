import { create } from '@bufbuild/protobuf';
import { expectDate } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import {
  type Expression,
  type Expression_Literal,
  Expression_LiteralSchema,
  ExpressionSchema,
} from '../proto/expressions_pb.js';
import { DataType_NULLSchema, DataTypeSchema } from '../proto/types_pb.js';

/** A value that a query's parameter can have. */
export type SparkScalar = null | string | boolean | number | bigint | Date;

/**
 * A parameter of a query: text, booleans, integers (as BIGINT), other numbers (as DOUBLE), Dates (as TIMESTAMP).
 *
 * @throws TypeError where it is of another type; RangeError where BIGINT can't hold it, or it is an invalid Date
 */
export function literalOf(value: SparkScalar): Expression_Literal {
  return create(Expression_LiteralSchema, { literalType: typeOf(value) });
}

/** The same as an expression. */
export function expressionOf(value: SparkScalar): Expression {
  return create(ExpressionSchema, { exprType: { case: 'literal', value: literalOf(value) } });
}

type LiteralType = Expression_Literal['literalType'];

function typeOf(value: SparkScalar): LiteralType {
  if (typeof value === 'string') return { case: 'string', value };
  if (typeof value === 'boolean') return { case: 'boolean', value };
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return { case: 'long', value };
    throw new RangeError(`Expected an integer parameter to be of at most 64 bits, got ${describe(value)}`);
  }
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? { case: 'long', value: BigInt(value) } : { case: 'double', value };
  }
  if (value instanceof Date) {
    return { case: 'timestamp', value: BigInt(expectDate('a parameter', value).getTime()) * 1000n };
  }
  if (value === null)
    return {
      case: 'null',
      value: create(DataTypeSchema, { kind: { case: 'null', value: create(DataType_NULLSchema) } }),
    };
  throw new TypeError(
    `Expected a parameter to be text, a boolean, a number, a Date or null, got ${describe(value)}`,
  );
}

/** Parameters of Spark's ML operators, which tell integers of 32 and of 64 bits apart. */
export const mlValue = {
  integer: (value: number) => create(Expression_LiteralSchema, { literalType: { case: 'integer', value } }),
  long: (value: number) =>
    create(Expression_LiteralSchema, { literalType: { case: 'long', value: BigInt(value) } }),
  double: (value: number) => create(Expression_LiteralSchema, { literalType: { case: 'double', value } }),
  boolean: (value: boolean) => create(Expression_LiteralSchema, { literalType: { case: 'boolean', value } }),
  text: (value: string) => create(Expression_LiteralSchema, { literalType: { case: 'string', value } }),
};
