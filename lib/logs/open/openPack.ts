import type { DuckDBConnection } from '@duckdb/node-api';
import { FieldTree } from '../fields/FieldTree.js';
import { type Pack, unpacked } from '../smallFiles/Pack.js';
import { rowObject } from '../smallFiles/rowObject.js';
import { parsedObjects, type Sample } from '../smallFiles/Sample.js';
import { columnsOf, type TextLayout } from '../smallFiles/textLayout.js';
import { cellSql, cellsSql } from './cellsSql.js';
import type { OpenedRows } from './OpenedRows.js';

/** Packed rows, a sample of them, and their files. */
export interface PackedFiles {
  readonly pack: Pack;
  readonly sample: Sample;
  readonly files: string[];
}

/** Records of JSON that were packed. */
export function openJsonPack(connection: DuckDBConnection, { pack, files, sample }: PackedFiles): OpenedRows {
  return {
    files,
    file: 'file',
    // Whole records have no line break in them, so they are stored as they are.
    relation: pack.relation,
    json: 'row',
    numRows: pack.size,
    sample: async () => FieldTree.of(parsedObjects(sample.rows)),
    run: async (query) => (await connection.run(query)).getRows(),
    row: unpacked('row'),
    line: 'line',
    isMalformed: 'is_whole = 0',
  };
}

/** Rows of CSV, or of another text of columns, that were packed. */
export function openCsvPack({ pack, files, sample }: PackedFiles, layout: TextLayout): OpenedRows {
  return {
    files,
    file: 'file',
    relation: `(SELECT file, line, is_whole, row, ${cellsSql(layout, 'row')} AS cells FROM ${pack.relation})`,
    column: (name) => cellSql(layout, name, unpacked),
    names: columnsOf(layout),
    sample: async () => FieldTree.of(sample.rows.map((row) => rowObject(layout, row))),
    row: unpacked('row'),
    line: 'line',
    isMalformed: '(is_whole = 0 OR cells IS NULL)',
    time: timeOf(layout),
  };
}

/** W3C logs have separate columns for date and time, always with these names, and in UTC. */
function timeOf({ kind, names }: TextLayout): string[] | undefined {
  const parts = ['date', 'time'];
  return kind === 'w3c' && parts.every((name) => names.includes(name)) ? parts : undefined;
}
