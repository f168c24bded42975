import { createRequire } from 'node:module';
import type { DuckDBInstance } from '@duckdb/node-api';
import { OFFLINE } from './offlineSettings.js';
import { spillFolder, spillLimit } from './spillFolder.js';

/** What `@duckdb/node-api` exports. */
export type DuckDb = typeof import('@duckdb/node-api');

/** DuckDB in memory, with settings that no query can change: how much it takes, where it spills, UTC. */
export async function openDuckDb(): Promise<{ duckDb: DuckDb; instance: DuckDBInstance }> {
  const duckDb = await import('@duckdb/node-api');
  readTextExactly();
  const folder = spillFolder();
  const settings = {
    ...OFFLINE,
    // It takes a file whose size and time are as before for the same, and reads what was there before.
    enable_external_file_cache: 'false',
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
 * Makes DuckDB's package read text as it stands. Its decoder takes a byte order mark off the beginning, so
 * that two names would become one, and it has no option for that. (See also tables/inexactRow.ts.)
 */
function readTextExactly(): void {
  const require = createRequire(import.meta.url);
  const accessors: {
    textDecoder: InstanceType<typeof TextDecoder>;
  } = require('@duckdb/node-api/lib/vectors/dataAccessors.js');
  accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
}
