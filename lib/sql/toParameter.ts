import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { describe } from '../base/text/describe.js';
import { expectWellFormed } from './expectWellFormed.js';
import type { DuckDb } from './openDuckDb.js';

/** A single value that a query can take. */
export type SqlScalar = null | string | number | bigint | boolean | Date;

interface Parameter {
  value: DuckDBValue;
  type: DuckDBType;
}

/**
 * A plain value, or an array of them, as a parameter of DuckDB.
 *
 * @param place the value's name, for errors
 * @throws TypeError if DuckDB has no such value or an array mixes kinds; RangeError if it is too large, an
 *   invalid Date, or a text with half a surrogate pair
 */
export function toParameter(
  duckDb: DuckDb,
  value: SqlScalar | readonly SqlScalar[],
  place: string,
): Parameter {
  if (!Array.isArray(value)) return toScalar(duckDb, value as SqlScalar, place);
  const items = value.map((item, index) => toScalar(duckDb, item, `item ${index} of ${place}`));
  return {
    value: duckDb.listValue(items.map((item) => item.value)),
    type: duckDb.LIST(commonType(duckDb, items, place)),
  };
}

function toScalar(duckDb: DuckDb, value: SqlScalar, place: string): Parameter {
  if (value === null) return { value, type: duckDb.SQLNULL };
  switch (typeof value) {
    case 'string':
      return { value: expectWellFormed(place, value), type: duckDb.VARCHAR };
    case 'boolean':
      return { value, type: duckDb.BOOLEAN };
    case 'number':
      return { value, type: numberType(duckDb, value) };
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) return { value, type: duckDb.BIGINT };
      if (BigInt.asIntN(128, value) === value) return { value, type: duckDb.HUGEINT };
      throw new RangeError(`Expected ${place} to be a bigint of 128 bits, got ${value}`);
  }
  if (!(value instanceof Date)) {
    throw new TypeError(
      `Expected ${place} to be a table, null, string, number, bigint, boolean, Date or array, got ${describe(value)}`,
    );
  }
  if (Number.isNaN(value.getTime()))
    throw new RangeError(`Expected ${place} to be a valid Date, got Invalid Date`);
  return { value: new duckDb.DuckDBTimestampValue(BigInt(value.getTime()) * 1000n), type: duckDb.TIMESTAMP };
}

/** Integers keep an integer type, since LIMIT, list positions and many functions insist on one. */
function numberType(duckDb: DuckDb, value: number): DuckDBType {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) return duckDb.DOUBLE;
  return Math.abs(value) < 2 ** 31 ? duckDb.INTEGER : duckDb.BIGINT;
}

function commonType(duckDb: DuckDb, items: readonly Parameter[], place: string): DuckDBType {
  const types = [...new Set(items.map(({ type }) => type))].filter((type) => type !== duckDb.SQLNULL);
  if (types.length <= 1) return types[0] ?? duckDb.SQLNULL;
  // From narrow to wide: a list of numbers has the widest type among them.
  for (const numbers of [
    [duckDb.INTEGER, duckDb.BIGINT, duckDb.DOUBLE] as DuckDBType[],
    [duckDb.BIGINT, duckDb.HUGEINT] as DuckDBType[],
  ]) {
    if (types.every((type) => numbers.includes(type)))
      return numbers.findLast((type) => types.includes(type))!;
  }
  throw new TypeError(`Expected ${place} to hold values of one kind, got ${types.join(' and ')}`);
}
