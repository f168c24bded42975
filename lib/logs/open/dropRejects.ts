import type { DuckDBConnection } from '@duckdb/node-api';

/** Drops DuckDB's tables of rejected lines, which every scan with `store_rejects` adds to. */
export async function dropRejects(connection: DuckDBConnection): Promise<void> {
  await connection.run('DROP TABLE reject_errors');
  await connection.run('DROP TABLE reject_scans');
}
