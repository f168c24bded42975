import { stat } from 'node:fs/promises';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import { cutLongLines } from '../lines/cutLongLines.js';
import { firstLine } from '../lines/firstLine.js';
import { markSurrogates } from '../lines/markSurrogates.js';
import { readLines } from '../lines/readLines.js';
import { fileKind } from './fileKind.js';
import type { OpenedFile } from './OpenedFile.js';

/** A file of records that SQL can read, each as JSON, whatever the file's kind. */
export interface OpenedRecords {
  file: string;
  /** The relation to select from, as SQL: `json`, a record, NULL if it can't be parsed; and its `line`, NULL if unknown. */
  relation: string;
  /** Whether reading it fills DuckDB's tables of rejected lines. */
  hasRejects: boolean;
}

/** The keys under which vendors wrap records: CloudTrail, Microsoft Graph, Azure Monitor. */
const WRAPPERS = ['Records', 'value', 'records'];

/** DuckDB sets twice this aside, so it should be no more than it takes; gzip makes JSON up to some twenty times smaller. */
async function largestDocument(file: string): Promise<number> {
  const { size } = await stat(file);
  return Math.max(/\.gz$/i.test(file) ? 20 * size : size, 2 ** 20);
}

/** Opens JSON: lines, an array, or a document that wraps an array of records; one record after the other in any layout. */
export async function openJsonRecords(duckDb: DuckDb, file: string): Promise<OpenedRecords> {
  const { line } = await firstLine(file);
  if (isRecord(line)) {
    const path = await cutLongLines(file);
    const lines = `(SELECT line, TRY_CAST(line AS JSON) AS json FROM ${readLines(duckDb, path, { badLines: 'store_rejects' })}
      WHERE trim(line) <> '')`;
    return { file, relation: unwrapped(lines), hasRejects: true };
  }
  const format = line.trimStart().startsWith('[') ? 'array' : 'unstructured';
  const path = await markSurrogates(file);
  const documents = `(SELECT NULL AS line, json FROM read_json_objects(${quotedPath(duckDb, path)}, format = '${format}',
    maximum_object_size = ${await largestDocument(path)}, hive_partitioning = false))`;
  return { file, relation: unwrapped(documents), hasRejects: false };
}

/** Makes JSON of a file's rows. */
export function recordsOf({ quotedString }: DuckDb, opened: OpenedFile): OpenedRecords {
  const fields = opened.names
    .map((name) => `${quotedString(name)}: ${(opened.json ?? opened.column)(name)}`)
    .join(', ');
  const isMalformed = opened.line?.isMalformed ?? 'false';
  return {
    file: opened.file,
    relation: `(SELECT ${opened.line?.text ?? 'NULL'} AS line,
      CASE WHEN NOT (${isMalformed}) THEN ${fields === '' ? "'{}'::JSON" : `to_json({${fields}})`} END AS json FROM ${opened.relation})`,
    hasRejects: opened.hasRejects,
  };
}

/** Whether records are read one by one, so that the file is of their kind. */
export function holdsJson(file: string): boolean {
  return fileKind(file) === 'json';
}

/** Whether a line is a whole JSON object that wraps no others. */
function isRecord(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !isWrapper(value);
  } catch {
    return false;
  }
}

function isWrapper(value: object): boolean {
  return WRAPPERS.some((key) => Array.isArray((value as Record<string, unknown>)[key]));
}

/** One row a record, whether it stands by itself or is wrapped. */
function unwrapped(documents: string): string {
  const cases = WRAPPERS.map(
    (key) => `WHEN json_type(json, '$.${key}') = 'ARRAY' THEN json_extract(json, '$.${key}[*]')`,
  );
  return `(SELECT line, unnest(CASE ${cases.join(' ')} ELSE [json] END) AS json FROM ${documents})`;
}
