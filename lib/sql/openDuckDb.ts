import { createRequire } from 'node:module';
import type { DuckDBInstance } from '@duckdb/node-api';
import { OFFLINE } from './offlineSettings.js';
import { spillFolder, spillLimit } from './spillFolder.js';

/** What `@duckdb/node-api` exports. */
export type DuckDb = typeof import('@duckdb/node-api');

/** DuckDB in memory, with settings that no query can change: its memory limit, its temporary folder, UTC. */
export async function openDuckDb(): Promise<{ duckDb: DuckDb; instance: DuckDBInstance }> {
  const duckDb = await import('@duckdb/node-api');
  readTextExactly();
  const folder = spillFolder();
  const settings = {
    ...OFFLINE,
    // The cache takes a file with the same size and time for the same file, and returns old content.
    enable_external_file_cache: 'false',
    // The process stays below 4 GB, however large the logs are; sorting and grouping use the disk.
    memory_limit: '2GB',
    // Otherwise DuckDB would write temporary files beside the notebook, until the disk is full.
    temp_directory: folder,
    max_temp_directory_size: `${await spillLimit(folder)}B`,
  };
  const instance = await duckDb.DuckDBInstance.create(':memory:', settings);
  const connection = await instance.connect();
  await connection.run("SET GLOBAL TimeZone = 'UTC'");
  // A query that changed a setting would change it for all later ones.
  await connection.run('SET GLOBAL lock_configuration = true');
  connection.closeSync();
  return { duckDb, instance };
}

/**
 * Makes DuckDB's package read text exactly. Its decoder removes a byte order mark at the beginning, so that
 * two names would become one, and it has no option for that. (See also tables/inexactRow.ts.)
 */
function readTextExactly(): void {
  const require = createRequire(import.meta.url);
  const accessors: {
    textDecoder: InstanceType<typeof TextDecoder>;
  } = require('@duckdb/node-api/lib/vectors/dataAccessors.js');
  accessors.textDecoder = new TextDecoder('utf-8', { ignoreBOM: true });
}
