import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { DataType, type Int, Precision, type Table, Type, type Vector } from 'apache-arrow';
import { DAY_MS } from '../base/checks/span.js';
import { describe } from '../base/text/describe.js';
import { decodedOnce } from '../tables/decodedOnce.js';
import { expectWellFormed } from './expectWellFormed.js';
import type { DuckDb } from './openDuckDb.js';

/** A column to copy into DuckDB: its type there, and its values in order, as DuckDB accepts them. */
interface OutgoingColumn {
  type: DuckDBType;
  values: Iterable<DuckDBValue>;
}

/**
 * Copies an Arrow table, column by column, into a temporary table of the connection.
 *
 * @throws TypeError if DuckDB has no such type, RangeError if columns differ only in case, one's name has
 *   half a surrogate pair, or there are none
 */
export async function registerTable(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  relation: string,
  table: Table,
): Promise<void> {
  const names = table.schema.names.map(String);
  const columns = names.map((name, index) => outgoingColumn(duckDb, name, table.getChildAt(index)!));
  if (columns.length === 0) throw new RangeError('Expected a table with columns, got one without');
  rejectEqualNames(names);
  for (const name of names) expectWellFormed('the name of a column', name);
  const definitions = columns.map(({ type }, n) => `${duckDb.quotedIdentifier(names[n])} ${type}`);
  await connection.run(`CREATE TEMP TABLE ${duckDb.quotedIdentifier(relation)} (${definitions.join(', ')})`);

  const appender = await connection.createAppender(relation, null, 'temp');
  const chunk = duckDb.DuckDBDataChunk.create(columns.map(({ type }) => type));
  const iterators = columns.map(({ values }) => values[Symbol.iterator]());
  for (let start = 0; start < table.numRows; start += rowsPerChunk) {
    chunk.reset();
    const rowCount = Math.min(rowsPerChunk, table.numRows - start);
    chunk.rowCount = rowCount;
    iterators.forEach((values, index) => {
      const vector = chunk.getColumnVector(index);
      for (let row = 0; row < rowCount; row++) vector.setItem(row, values.next().value);
      vector.flush();
    });
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

/** DuckDB's own vector size, which is also the most that a chunk can hold. */
const rowsPerChunk = 2048;

/** DuckDB ignores the case of ASCII letters in names. */
function rejectEqualNames(names: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const name of names) {
    const folded = name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
    const other = seen.get(folded);
    if (other !== undefined) {
      throw new RangeError(
        `Expected columns whose names differ in more than case, got ${describe(other)} and ${describe(name)}; rename one first`,
      );
    }
    seen.set(folded, name);
  }
}

function outgoingColumn(duckDb: DuckDb, name: string, vector: Vector): OutgoingColumn {
  const type: DataType = vector.type;
  const valueType: DataType = DataType.isDictionary(type) ? type.dictionary : type;
  if (DataType.isInt(valueType)) return { type: integerType(duckDb, valueType), values: vector };
  if (DataType.isFloat(valueType)) {
    const isDouble = valueType.precision === Precision.DOUBLE;
    return { type: isDouble ? duckDb.DOUBLE : duckDb.FLOAT, values: vector };
  }
  if (DataType.isTimestamp(valueType)) {
    const isZoned = Boolean(valueType.timezone);
    const Value = isZoned ? duckDb.DuckDBTimestampTZValue : duckDb.DuckDBTimestampValue;
    const toTimestamp = (ms: number) => new Value(BigInt(Math.round(ms * 1000)));
    return {
      type: isZoned ? duckDb.TIMESTAMPTZ : duckDb.TIMESTAMP,
      values: convertedValues(vector, toTimestamp),
    };
  }
  switch (valueType.typeId) {
    case Type.Null:
    case Type.Utf8:
    case Type.LargeUtf8:
      return { type: duckDb.VARCHAR, values: decodedOnce(vector) };
    case Type.Bool:
      return { type: duckDb.BOOLEAN, values: vector };
    case Type.Date: {
      const toDate = (ms: number) => new duckDb.DuckDBDateValue(Math.floor(ms / DAY_MS));
      return { type: duckDb.DATE, values: convertedValues(vector, toDate) };
    }
    default:
      throw new TypeError(
        `Expected column ${describe(name)} to hold text, numbers, booleans or times, got ${type}`,
      );
  }
}

const INTEGER_TYPES = { 8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT' } as const;

function integerType(duckDb: DuckDb, { isSigned, bitWidth }: Int): DuckDBType {
  const name = INTEGER_TYPES[bitWidth];
  return duckDb[isSigned ? name : (`U${name}` as const)];
}

function* convertedValues(
  vector: Vector,
  convert: (milliseconds: number) => DuckDBValue,
): Generator<DuckDBValue> {
  for (const value of vector) yield value === null ? null : convert(value);
}
