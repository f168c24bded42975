import type { MessageInitShape } from '@bufbuild/protobuf';
import { expectDate } from '../../base/checks/expect.js';
import { describe } from '../../base/text/describe.js';
import type { Expression_Literal, Expression_LiteralSchema } from '../generated/expressions_pb.js';

/** A value that a query's parameter can have. */
export type SparkScalar = null | string | boolean | number | bigint | Date;

type Literal = Exclude<MessageInitShape<typeof Expression_LiteralSchema>, Expression_Literal>;

/**
 * A parameter of a query: text, booleans, integers (as BIGINT), other numbers (as DOUBLE), Dates (as
 * TIMESTAMP).
 */
export function literalOf(value: SparkScalar): { literalType: NonNullable<Literal['literalType']> } {
  if (typeof value === 'string') return { literalType: { case: 'string', value } };
  if (typeof value === 'boolean') return { literalType: { case: 'boolean', value } };
  if (typeof value === 'bigint') {
    if (BigInt.asIntN(64, value) === value) return { literalType: { case: 'long', value } };
    throw new RangeError(`Expected an integer parameter to be of at most 64 bits, got ${describe(value)}`);
  }
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? literalOf(BigInt(value)) : doubleOf(value);
  }
  if (value instanceof Date) {
    const microseconds = BigInt(expectDate('a parameter', value).getTime()) * 1000n;
    return { literalType: { case: 'timestamp', value: microseconds } };
  }
  if (value === null) return { literalType: { case: 'null', value: { kind: { case: 'null', value: {} } } } };
  throw new TypeError(
    `Expected a parameter to be text, a boolean, a number, a Date or null, got ${describe(value)}`,
  );
}

/** An integer of 32 bits, which Spark's ML operators tell from longer ones. */
export function integerOf(value: number) {
  return { literalType: { case: 'integer' as const, value } };
}

/** The same number as DOUBLE, even if it is an integer. */
export function doubleOf(value: number) {
  return { literalType: { case: 'double' as const, value } };
}
