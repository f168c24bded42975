import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../sql/withConnection.js';
import type { OpenedFile } from './OpenedFile.js';
import { quotedPath } from './quotedPath.js';

/** Opens a Parquet file. Binary columns are read as text, which is what older writers mean by them. */
export async function openParquet(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
): Promise<OpenedFile> {
  const relation = `read_parquet(${quotedPath(duckDb, file)}, binary_as_string = true, hive_partitioning = false)`;
  const description = await connection.run(`SELECT column_name FROM (DESCRIBE SELECT * FROM ${relation})`);
  return {
    file,
    names: (await description.getRows()).map(([name]) => String(name)),
    relation,
    column: (name) => `CAST(${duckDb.quotedIdentifier(name)} AS VARCHAR)`,
    hasRejects: false,
  };
}
