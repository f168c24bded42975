import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import { sqlText } from '../../sql/sqlText.js';
import { FieldTree } from '../fields/FieldTree.js';
import { rowObject } from '../packs/rowObject.js';
import { parsedObjects } from '../packs/Sample.js';
import { columnsOf, type TextLayout } from '../packs/textLayout.js';
import { cellSql, cellsSql, isOddRow } from './cellsSql.js';
import type { OpenedRows } from './OpenedRows.js';

/**
 * A large text file each of whose lines is a row, and that DuckDB can read as it is: UTF-8, no line beyond 2
 * MB.
 */
export interface PlainFile {
  path: string;
  compression: 'none' | 'gzip' | 'zstd';
  /** Lines from all of it. */
  sample: readonly string[];
  /** How long it is, unpacked. */
  bytes: number;
  /** Its number in the report. */
  number: number;
}

/** A file of JSON lines. */
export function openJsonLines(duckDb: DuckDb, connection: DuckDBConnection, file: PlainFile): OpenedRows {
  const relation = `(SELECT line AS row FROM ${linesOf(duckDb, file)} WHERE ${IS_FILLED})`;
  return {
    files: [file.path],
    file: String(file.number),
    relation,
    json: 'row',
    numRows: numLines(file),
    sample: async () => FieldTree.of(parsedObjects(file.sample)),
    run: async (query) => (await connection.run(query)).getRows(),
    row: 'row',
    isMalformed: 'false',
  };
}

/** A file of CSV in which no cell is quoted. */
export function openCsvLines(duckDb: DuckDb, file: PlainFile, layout: TextLayout): OpenedRows {
  const isRow = `${IS_FILLED} AND line <> ${sqlText(layout.header ?? '')}`;
  return {
    files: [file.path],
    file: String(file.number),
    relation: `(SELECT line AS row, ${cellsSql(layout, 'line')} AS cells FROM ${linesOf(duckDb, file, layout.skip)} WHERE ${isRow})`,
    column: (name) => cellSql(layout, name),
    names: columnsOf(layout),
    sample: async () => FieldTree.of(rowsOf(file.sample, layout).map((row) => rowObject(layout, row))),
    row: 'row',
    isMalformed: isOddRow(layout),
  };
}

/** A line of blanks is no row, as SQL. */
const IS_FILLED = "trim(line, ' ' || chr(9) || chr(11) || chr(12) || chr(13) || chr(160)) <> ''";

/** Of sampled lines, those behind the header, which is one of the first. */
function rowsOf(sample: readonly string[], { header }: TextLayout): string[] {
  return sample.slice(sample.indexOf(header ?? '') + 1).filter((line) => line !== header);
}

/** A relation of a file's lines in one column `line`, null where empty, as SQL. */
function linesOf(duckDb: DuckDb, { path, compression }: PlainFile, skip = 0): string {
  // No line is to be split, so the separator is one that doesn't occur.
  return `read_csv(${quotedPath(duckDb, path)}, auto_detect = false, header = false, columns = {line: 'VARCHAR'},
    delim = '\x1e\x1f\x1e\x1f', quote = '', escape = '', comment = '', strict_mode = false, skip = ${skip}, hive_partitioning = false,
    compression = '${compression}')`;
}

/** About how many lines a file has, by those that are known. */
function numLines({ sample, bytes }: PlainFile): number {
  const length = sample.reduce((sum, line) => sum + line.length + 1, 0);
  return sample.length === 0 ? 0 : Math.round((bytes * sample.length) / length);
}
