import type { Table } from 'apache-arrow';
import type { DuckDb } from './openDuckDb.js';
import { quotedPath } from './quotedPath.js';
import { readResult } from './readResult.js';
import { withConnection } from './withConnection.js';

/**
 * Reads Parquet files with the same columns as one table. The names of folders don't become columns.
 *
 * @param select SQL expressions over the files' columns, one for each column of the table
 * @param columns names of the files' columns by the names that `select` has for them; by default their own
 */
export function readParquet(
  files: readonly string[],
  select: string,
  columns?: Readonly<Record<string, string>>,
): Promise<Table> {
  return withConnection(async (connection, duckDb) => {
    const quoted = duckDb.quotedIdentifier;
    const named = columns
      ? Object.entries(columns).map(([name, column]) => `${quoted(column)} AS ${quoted(name)}`)
      : ['*'];
    const rows = `(SELECT ${named.join(', ')} FROM ${source(duckDb, files)})`;
    return readResult(duckDb, await connection.run(`SELECT ${select} FROM ${rows}`));
  });
}

/** The columns of Parquet files, in order, each with DuckDB's name of its type. */
export function parquetColumns(files: readonly string[]): Promise<Map<string, string>> {
  return withConnection(async (connection, duckDb) => {
    const result = await connection.run(`DESCRIBE SELECT * FROM ${source(duckDb, files)}`);
    const rows = await result.getRows();
    return new Map(rows.map(([name, type]) => [String(name), String(type)]));
  });
}

/** By default DuckDB takes a folder `user=x` for a column that overrides the file's. */
function source(duckDb: DuckDb, files: readonly string[]): string {
  const paths = files.map((file) => quotedPath(duckDb, file)).join(', ');
  return `read_parquet([${paths}], hive_partitioning = false, union_by_name = false, filename = false, file_row_number = false)`;
}
