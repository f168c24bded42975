import { createRequire } from 'node:module';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { hostSignal } from '../signals/hostSignal.js';
import { OFFLINE } from './offline.js';
import { spillFolder, spillLimit } from './spillFolder.js';

/** What `@duckdb/node-api` exports. */
export type DuckDb = typeof import('@duckdb/node-api');

let opened: Promise<{ duckDb: DuckDb; instance: DuckDBInstance }> | undefined;

/**
 * Calls `use` with a connection to the process's one DuckDB, in memory, and closes the connection afterwards. Its
 * temporary tables are its own, so calls may overlap, and they go with it. DuckDB is loaded at the first call.
 * Interrupting the notebook's kernel stops what the connection is doing.
 *
 * @throws the signal's reason where the kernel was interrupted
 */
export async function withConnection<T>(
  use: (connection: DuckDBConnection, duckDb: DuckDb) => Promise<T>,
): Promise<T> {
  const signal = hostSignal();
  signal?.throwIfAborted();
  opened ??= open();
  const { duckDb, instance } = await opened;
  const connection = await instance.connect();
  // A statement that is only about to begin forgets it, so it is said until the connection closes.
  let insist: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    insist = setInterval(() => connection.interrupt(), 20);
  };
  signal?.addEventListener('abort', interrupt);
  try {
    // It may have come while the connection was made.
    signal?.throwIfAborted();
    const result = await use(connection, duckDb);
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    // DuckDB says `INTERRUPT Error`, and so might any statement that came after.
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(insist);
    connection.closeSync();
  }
}

async function open() {
  const duckDb = await import('@duckdb/node-api');
  readTextExactly();
  const folder = spillFolder();
  const settings = {
    ...OFFLINE,
    // Of whatever size the logs are, the process stays below 4 GB; sorting and grouping go on on disk.
    memory_limit: '2GB',
    // What doesn't fit in memory would else be written beside the notebook, until the disk is full.
    temp_directory: folder,
    max_temp_directory_size: `${await spillLimit(folder)}B`,
  };
  const instance = await duckDb.DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  // A query that changed it would change it for all that come after.
  await connection.run('SET GLOBAL lock_configuration = true');
  connection.closeSync();
  return { duckDb, instance };
}

/**
 * Makes DuckDB's package read text as it stands. Its decoder takes a byte order mark off the beginning, so that two names
 * would become one, and it has no option for that. (What Arrow then makes of such a name: see tables/inexactRow.ts.)
 */
function readTextExactly(): void {
  const require = createRequire(import.meta.url);
  const accessors: {
    textDecoder: InstanceType<typeof TextDecoder>;
  } = require('@duckdb/node-api/lib/vectors/dataAccessors.js');
  accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
}
