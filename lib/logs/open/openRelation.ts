import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import type { OpenedFile } from './OpenedFile.js';

/**
 * Opens whatever SQL can select from, by its columns' types. Bytes are read as text, and as NULL where they are no UTF-8: one
 * such value would stop DuckDB if it took them for text.
 *
 * @param name what it is, for reports
 * @returns what is opened, with DuckDB's types of its columns
 */
export async function openRelation(
  { quotedIdentifier }: DuckDb,
  connection: DuckDBConnection,
  name: string,
  relation: string,
): Promise<OpenedFile & { types: ReadonlyMap<string, string> }> {
  const described = await connection.run(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${relation})`,
  );
  const columns = (await described.getRows()).map(
    ([column, type]) => [String(column), String(type)] as const,
  );
  const types = new Map(columns);
  const isTime = (column: string) => /^(TIMESTAMP|DATE)/.test(types.get(column) ?? '');
  const isNumber = (column: string) =>
    /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|DOUBLE)$/.test(types.get(column) ?? '');
  const isBinary = (column: string) => types.get(column) === 'BLOB';
  const decoded = (column: string) => `TRY(decode(${quotedIdentifier(column)}))`;
  return {
    file: name,
    names: columns.map(([column]) => column),
    relation,
    column: (column) => (isBinary(column) ? decoded(column) : `CAST(${quotedIdentifier(column)} AS VARCHAR)`),
    // Nested values would come as DuckDB's own notation of them.
    json: (column) => (isBinary(column) ? decoded(column) : quotedIdentifier(column)),
    number: (column) => (isNumber(column) ? `CAST(${quotedIdentifier(column)} AS DOUBLE)` : undefined),
    microseconds: (column) => (isTime(column) ? `epoch_us(${quotedIdentifier(column)})` : undefined),
    hasRejects: false,
    types,
  };
}
