import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import { cutLongLines } from '../lines/cutLongLines.js';
import { firstLine } from '../lines/firstLine.js';
import { markSurrogates } from '../lines/markSurrogates.js';
import { readLines } from '../lines/readLines.js';
import type { OpenedFile } from './OpenedFile.js';

/** Opens JSON lines, gzip'd or not, or an array of objects. The columns are the objects' keys. */
export async function openJson(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  wanted: readonly string[],
): Promise<OpenedFile> {
  const isArray = (await firstLine(file)).line.trimStart().startsWith('[');
  // In an array, lines mean nothing.
  const path = isArray ? await markSurrogates(file) : await cutLongLines(file);
  const relation = (badLines: 'ignore_errors' | 'store_rejects') => {
    const lines = isArray ? readElements(duckDb, path) : readLines(duckDb, path, { badLines });
    return `(SELECT line, TRY_CAST(line AS JSON) AS json FROM ${lines} WHERE trim(line) <> '')`;
  };
  const all = relation('ignore_errors');
  let names = await keysOf(connection, `(FROM ${all} LIMIT 1000)`);
  // Keys may be rare, so a missing one is looked for in the whole file.
  if (!wanted.every((name) => names.includes(name))) names = await keysOf(connection, all);
  return {
    file,
    names,
    relation: relation('store_rejects'),
    column: (name) =>
      // json_value leaves out objects and arrays, which are no names.
      `json_value(json, ${duckDb.quotedString(`$."${name.replace(/["\\]/g, '\\$&')}"`)}) ->> '$'`,
    line: { isMalformed: "coalesce(json_type(json) <> 'OBJECT', true)", text: 'line' },
    hasRejects: !isArray,
  };
}

function readElements(duckDb: DuckDb, file: string): string {
  return `(SELECT json::VARCHAR AS line FROM read_json_objects(${quotedPath(duckDb, file)}, format = 'array', hive_partitioning = false))`;
}

async function keysOf(connection: DuckDBConnection, relation: string): Promise<string[]> {
  const keys = `SELECT unnest(json_keys(json)) AS key FROM ${relation} WHERE json_type(json) = 'OBJECT'`;
  const result = await connection.run(`SELECT DISTINCT key FROM (${keys}) ORDER BY key`);
  return (await result.getRows()).map(([key]) => String(key));
}
