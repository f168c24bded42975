import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { visibleText } from '../../text/visibleText.js';
import { fileKind } from './fileKind.js';
import type { OpenedFile } from './OpenedFile.js';
import { openCsv } from './openCsv.js';
import { openJson } from './openJson.js';
import { openParquet } from './openParquet.js';

/**
 * Opens a log file of any kind.
 *
 * @param wanted the columns that will be read; the file may lack them (see `checkColumns`)
 * @throws Error if the file is of an unknown kind, or broken
 */
export function openAccessFile(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  wanted: readonly string[],
): Promise<OpenedFile> {
  switch (fileKind(file)) {
    case 'csv':
      return openCsv(duckDb, connection, file, wanted);
    case 'json':
      return openJson(duckDb, connection, file, wanted);
    case 'parquet':
      return openParquet(duckDb, connection, file);
    default:
      throw new Error(
        `Expected a name that ends in .csv, .tsv, .json, .jsonl, .ndjson (each also with .gz), .parquet, .duckdb or .db, got ${visibleText(JSON.stringify(file))}`,
      );
  }
}
