import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';

/** A connection to DuckDB, and DuckDB's own package. */
export interface Session {
  connection: DuckDBConnection;
  duckDb: DuckDb;
}
