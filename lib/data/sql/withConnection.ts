import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

/** What `@duckdb/node-api` exports. */
export type DuckDb = typeof import('@duckdb/node-api');

let opened: Promise<{ duckDb: DuckDb; instance: DuckDBInstance }> | undefined;

/**
 * Calls `use` with a connection to the process's one DuckDB, in memory, and closes the connection afterwards. Its
 * temporary tables are its own, so calls may overlap, and they go with it. DuckDB is loaded at the first call.
 */
export async function withConnection<T>(
  use: (connection: DuckDBConnection, duckDb: DuckDb) => Promise<T>,
): Promise<T> {
  opened ??= open();
  const { duckDb, instance } = await opened;
  const connection = await instance.connect();
  try {
    return await use(connection, duckDb);
  } finally {
    connection.closeSync();
  }
}

async function open() {
  const duckDb = await import('@duckdb/node-api');
  const settings = {
    // Whatever isn't built in fails at once instead of asking the network for an extension.
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // Of whatever size the logs are, the process stays below 4 GB; sorting and grouping go on on disk.
    memory_limit: '2GB',
    // What doesn't fit in memory would else be written beside the notebook.
    temp_directory: join(tmpdir(), `access-anomaly-${process.pid}`),
  };
  const instance = await duckDb.DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  connection.closeSync();
  return { duckDb, instance };
}
