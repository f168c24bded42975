import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/withConnection.js';
import type { OpenedFile } from './OpenedFile.js';
import { openRelation } from './openRelation.js';

/** Whether a source is an SQL query rather than a path. */
export function isQuery(source: string): boolean {
  return /^\s*(select|from|with)\s/i.test(source);
}

/**
 * Opens the result of an SQL query.
 *
 * @throws Error with DuckDB's own message if the query is wrong
 */
export async function openQuery(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  query: string,
): Promise<OpenedFile> {
  // The break ends a comment that the query may end in.
  const relation = `(${query.replace(/[\s;]+$/, '')}\n)`;
  try {
    return await openRelation(duckDb, connection, query, relation);
  } catch (error) {
    throw new Error(`Expected an SQL query that can run, got ${(error as Error).message}\n${query}`, {
      cause: error,
    });
  }
}
