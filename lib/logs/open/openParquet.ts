import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import type { OpenedFile } from './OpenedFile.js';
import { openRelation } from './openRelation.js';
import { parquetRelation } from './parquetRelation.js';

/** Of these, equal values have equal texts, and different ones different: not so of numbers like -0, nor of nested values. */
const KEYS = /^(VARCHAR|BLOB|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|BOOLEAN|DATE|UUID)$/;

/** Reading a smaller file twice takes longer than its rows do. */
const SMALLEST = 2 ** 20;

/** Opens a Parquet file, whose binary columns are text by what older writers mean by them (see `openRelation`). */
export async function openParquet(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
): Promise<OpenedFile> {
  const path = quotedPath(duckDb, file);
  const { types, ...opened } = await openRelation(duckDb, connection, file, parquetRelation([path]));
  const { size } = await stat(file);
  if (size < SMALLEST) return opened;
  return {
    ...opened,
    stored: {
      path,
      layout: JSON.stringify([...types]),
      key: (name) => (KEYS.test(types.get(name) ?? '') ? duckDb.quotedIdentifier(name) : undefined),
    },
  };
}
