import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import type { OpenedFile } from './OpenedFile.js';
import { openRelation } from './openRelation.js';

/** Opens a Parquet file, whose binary columns are text by what older writers mean by them (see `openRelation`). */
export function openParquet(duckDb: DuckDb, connection: DuckDBConnection, file: string): Promise<OpenedFile> {
  const relation = `read_parquet(${quotedPath(duckDb, file)}, hive_partitioning = false)`;
  return openRelation(duckDb, connection, file, relation);
}
