import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/withConnection.js';
import { readLines } from './readLines.js';

/** The first line of a text file that is not empty, and how many empty ones come before it; an empty line if there is none. */
export async function firstLine(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
): Promise<{ line: string; skipped: number }> {
  const result = await connection.run(`SELECT line FROM ${readLines(duckDb, file)} LIMIT 100`);
  const lines = (await result.getRows()).map(([line]) => (line === null ? '' : String(line)));
  const skipped = lines.findIndex((line) => line.trim() !== '');
  return skipped === -1 ? { line: '', skipped: 0 } : { line: lines[skipped], skipped };
}
