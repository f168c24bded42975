import { DuckDBInstance } from '@duckdb/node-api';
import { withConnection } from '../../lib/sql/withConnection.js';

const quoted = (file: string) => `'${file.replaceAll("'", "''")}'`;

/** Writes what a query selects as a Parquet file; returns its path. */
export async function writeParquet(file: string, query: string): Promise<string> {
  await withConnection((connection) => connection.run(`COPY (${query}) TO ${quoted(file)} (FORMAT parquet)`));
  return file;
}

/** Writes what a query selects as the one table of a DuckDB database; returns its path. */
export async function writeDatabase(file: string, query: string): Promise<string> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE log AS ${query}`);
  connection.closeSync();
  instance.closeSync();
  return file;
}
