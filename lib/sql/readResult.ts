import type {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBResult,
  DuckDBTimestampMillisecondsValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampSecondsValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  DuckDBType,
  DuckDBValue,
} from '@duckdb/node-api';
import type { Table, Vector } from 'apache-arrow';
import { describe } from '../base/text/describe.js';
import { visibleText } from '../base/text/visibleText.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { exactTexts } from './exactTexts.js';
import type { DuckDb } from './openDuckDb.js';

type Encode = (values: readonly DuckDBValue[]) => Vector;

/**
 * The Arrow table of a DuckDB result. See {@link sql} for the types.
 *
 * @throws naming the column: TypeError if its type has no counterpart, RangeError if an integer has over 64
 *   bits
 */
export async function readResult(duckDb: DuckDb, result: DuckDBResult): Promise<Table> {
  const names = result.deduplicatedColumnNames();
  const encoders = names.map((name, index) => encoderOf(duckDb, name, result.columnType(index)));
  const chunks = await result.fetchAllChunks();
  return tableFromVectors(
    names.map((name, index) => {
      const values: DuckDBValue[] = [];
      for (const chunk of chunks) chunk.appendColumnValues(index, values);
      return [name, encoders[index](values)];
    }),
  );
}

function encoderOf({ DuckDBTypeId: id }: DuckDb, name: string, type: DuckDBType): Encode {
  switch (type.typeId) {
    case id.VARCHAR:
    case id.ENUM:
      return (values) => exactTexts(makeColumn.string(values as string[]), values as string[]);
    case id.UUID:
      return (values) => makeColumn.string(mapValues(values, String));
    case id.BOOLEAN:
      return makeColumn.boolean as Encode;
    case id.TINYINT:
    case id.SMALLINT:
    case id.INTEGER:
    case id.UTINYINT:
    case id.USMALLINT:
    case id.SQLNULL:
      return makeColumn.int32 as Encode;
    case id.UINTEGER:
    case id.BIGINT:
    case id.UBIGINT:
      return (values) => narrowestIntegers(name, values as (number | bigint | null)[]);
    case id.FLOAT:
    case id.DOUBLE:
      return makeColumn.float64 as Encode;
    case id.HUGEINT:
    case id.UHUGEINT:
      return (values) => makeColumn.float64(mapValues(values, Number));
    case id.DECIMAL:
      return (values) =>
        makeColumn.float64(mapValues(values, (value) => (value as DuckDBDecimalValue).toDouble()));
    case id.DATE:
      return (values) => makeColumn.date(mapValues(values, (value) => (value as DuckDBDateValue).days));
    case id.TIMESTAMP:
      return timestamps((value: DuckDBTimestampValue) => value.micros);
    case id.TIMESTAMP_TZ:
      return timestamps((value: DuckDBTimestampTZValue) => value.micros, 'UTC');
    case id.TIMESTAMP_S:
      return timestamps((value: DuckDBTimestampSecondsValue) => value.seconds * 1_000_000n);
    case id.TIMESTAMP_MS:
      return timestamps((value: DuckDBTimestampMillisecondsValue) => value.millis * 1000n);
    case id.TIMESTAMP_NS:
      return timestamps((value: DuckDBTimestampNanosecondsValue) => value.nanos / 1000n);
    default:
      throw new TypeError(
        `Expected column ${describe(name)} to hold text, numbers, booleans or times, got ${type}; convert it in the query, as in ${visibleText(name)}::VARCHAR`,
      );
  }
}

function timestamps<T extends DuckDBValue>(microseconds: (value: T) => bigint, timezone?: string): Encode {
  return (values) => makeColumn.microseconds(mapValues(values as (T | null)[], microseconds), timezone);
}

/** Int32, or else Float64 if that is exact, since numbers are easier to compute with; else Int64. */
function narrowestIntegers(name: string, values: readonly (number | bigint | null)[]): Vector {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(Number(value ?? 0))), 0);
  if (largest < 2 ** 31) return makeColumn.int32(mapValues(values, Number));
  if (largest <= Number.MAX_SAFE_INTEGER) return makeColumn.float64(mapValues(values, Number));
  const unsigned = values.find(
    (value) => value !== null && BigInt.asIntN(64, BigInt(value)) !== BigInt(value),
  );
  if (unsigned === undefined) return makeColumn.int64(mapValues(values, BigInt));
  throw new RangeError(
    `Expected integers of 64 bits and a sign in column ${describe(name)}, got ${unsigned}; convert it in the query, as in ${visibleText(name)}::VARCHAR`,
  );
}

function mapValues<From, To>(values: readonly (From | null)[], convert: (value: From) => To): (To | null)[] {
  return values.map((value) => (value === null ? null : convert(value)));
}
