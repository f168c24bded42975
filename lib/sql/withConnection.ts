import type { DuckDBConnection } from '@duckdb/node-api';
import { hostSignal } from '../base/signals/hostSignal.js';
import { type DuckDb, openDuckDb } from './openDuckDb.js';
import { showUnseen } from './showUnseen.js';

let opened: ReturnType<typeof openDuckDb> | undefined;

/**
 * Calls `use` with a connection to the process's one DuckDB, in memory, and closes the connection afterwards.
 * Each connection has its own temporary tables, which are dropped with it, so calls may overlap. DuckDB is
 * loaded at the first call. Interrupting the notebook's kernel stops what the connection is doing.
 *
 * @throws the signal's reason if the kernel was interrupted
 */
export async function withConnection<T>(
  use: (connection: DuckDBConnection, duckDb: DuckDb) => Promise<T>,
): Promise<T> {
  const signal = hostSignal();
  signal?.throwIfAborted();
  opened ??= openDuckDb();
  const { duckDb, instance } = await opened;
  const connection = await instance.connect();
  // A statement that is just about to begin ignores an interrupt, so it is repeated until the connection
  // closes.
  let insist: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    insist = setInterval(() => connection.interrupt(), 20);
  };
  signal?.addEventListener('abort', interrupt);
  try {
    // The interrupt may have come while the connection was made.
    signal?.throwIfAborted();
    const result = await use(connection, duckDb);
    signal?.throwIfAborted();
    return result;
  } catch (error) {
    // DuckDB says `INTERRUPT Error`, which a later statement might say, too.
    signal?.throwIfAborted();
    showUnseen(error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    clearInterval(insist);
    connection.closeSync();
  }
}
