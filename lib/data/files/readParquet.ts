import type { Table } from 'apache-arrow';
import { readResult } from '../sql/readResult.js';
import { withConnection } from '../sql/withConnection.js';
import { quotedPath } from './open/quotedPath.js';

/**
 * Reads Parquet files of the same columns as one table.
 *
 * @param select SQL expressions over the files' columns, one for each column of the table
 */
export function readParquet(files: readonly string[], select: string): Promise<Table> {
  return withConnection(async (connection, duckDb) => {
    const paths = files.map((file) => quotedPath(duckDb, file)).join(', ');
    return readResult(duckDb, await connection.run(`SELECT ${select} FROM read_parquet([${paths}])`));
  });
}
