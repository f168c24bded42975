import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../sql/withConnection.js';
import { fileKind } from './fileKind.js';
import type { OpenedFile } from './OpenedFile.js';
import { openCsv } from './openCsv.js';
import { openJson } from './openJson.js';
import { openParquet } from './openParquet.js';

/**
 * Opens a log file of any kind.
 *
 * @param wanted the columns that will be read
 * @throws TypeError if one of them is missing (the error names those there are) or occurs twice
 * @throws Error if the file is of an unknown kind, or broken
 */
export async function openAccessFile(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  wanted: readonly string[],
): Promise<OpenedFile> {
  const opened = await openKind(duckDb, connection, file, wanted);
  const missing = wanted.find((name) => !opened.names.includes(name));
  const repeated = wanted.find((name) => opened.names.indexOf(name) !== opened.names.lastIndexOf(name));
  if (repeated !== undefined) {
    throw new TypeError(`Expected one column ${JSON.stringify(repeated)} in ${file}, got several`);
  }
  if (missing === undefined) return opened;
  const names = opened.names.map((name) => JSON.stringify(name)).join(', ');
  throw new TypeError(
    `Expected a column ${JSON.stringify(missing)} in ${file}, got ${names || 'no columns'}`,
  );
}

function openKind(
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
        `Expected a name that ends in .csv, .tsv, .json, .jsonl, .ndjson (each also with .gz) or .parquet, got ${JSON.stringify(file)}`,
      );
  }
}
