import type { Table } from 'apache-arrow';
import { fields, listOf, nullable, textLike } from '../base/checks/fields.js';
import type { Expectation } from '../base/checks/unexpected.js';
import { writeParquet } from '../sql/writeParquet.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { KEPT_KINDS, type KeptColumn, type KeptKind, keptColumns, restored } from './keptTable.js';
import { rowCount } from './manifest.js';
import { readSaved } from './readSaved.js';

/**
 * A manifest's record of a table with columns of any names. In the file they are called c0, c1 and so on:
 * DuckDB accepts neither two names that differ only in case nor an empty one.
 */
export interface SavedTable {
  rows: number;
  columns: KeptColumn[];
}

const DUCKDB_TYPES = {
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  int32: 'INTEGER',
  int64: 'BIGINT',
  float64: 'DOUBLE',
  date: 'DATE',
  milliseconds: 'TIMESTAMP',
  microseconds: 'TIMESTAMP',
  nothing: 'VARCHAR',
} as const satisfies Record<KeptKind, string>;

const anyText = textLike('a text', () => true);

export const savedTable: Expectation<SavedTable> = fields<SavedTable>({
  rows: rowCount(),
  columns: listOf(
    fields<KeptColumn>({
      name: anyText,
      kind: textLike(`one of ${KEPT_KINDS.join(', ')}`, (kind) =>
        (KEPT_KINDS as readonly string[]).includes(kind),
      ) as Expectation<KeptKind>,
      timezone: nullable(anyText),
    }),
    'name',
  ),
});

/** The record of a table that `keptTable` made. */
export function describeTable(table: Table): SavedTable {
  return { rows: table.numRows, columns: keptColumns(table) };
}

export function writeSavedTable(path: string, table: Table): Promise<void> {
  const columns = table.schema.fields.map((_, n) => [`c${n}`, table.getChildAt(n)!] as const);
  return writeParquet(path, tableFromVectors(columns), '*');
}

/** @throws Error naming the file if it doesn't hold what the manifest says */
export function readSavedTable(path: string, { rows, columns }: SavedTable): Promise<Table> {
  const typeOf = ({ kind, timezone }: KeptColumn) =>
    timezone === null ? DUCKDB_TYPES[kind] : 'TIMESTAMP WITH TIME ZONE';
  const layout = Object.fromEntries(columns.map((column, n) => [`c${n}`, typeOf(column)]));
  return readSaved(path, { columns: layout, rows }, (table) =>
    tableFromVectors(columns.map((column, n) => [column.name, restored(column, table.getChildAt(n)!)])),
  );
}
