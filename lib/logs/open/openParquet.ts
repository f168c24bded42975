import { stat } from 'node:fs/promises';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';
import { sqlText } from '../../sql/sqlText.js';
import { nameSourceInErrors } from './nameSourceInErrors.js';
import type { OpenedRows } from './OpenedRows.js';
import { type OpenedRelation, openRelation } from './openRelation.js';
import { PATH_COLUMN, parquetRelation } from './parquetRelation.js';
import type { Session } from './Session.js';

/**
 * Values of these types are equal if their texts are; that isn't so for numbers like -0, or for nested
 * values.
 */
const KEYS = /^(VARCHAR|BLOB|U?(TINY|SMALL|BIG|HUGE)?INT|U?INTEGER|BOOLEAN|DATE|UUID)$/;

/** Reading a smaller file, in bytes, twice takes longer than reading its rows. */
const SMALLEST = 2 ** 20;

/** A file, and its number in the report. */
export interface NumberedFile {
  path: string;
  number: number;
}

/** Opens Parquet files, together if they have the same layout. (On binary columns see `openRelation`.) */
export async function openParquet(session: Session, files: readonly NumberedFile[]): Promise<OpenedRows[]> {
  const opened: OpenedRows[] = [];
  for (const group of await byLayout(session, files)) {
    const names = group.map(({ path }) => path);
    opened.push(await nameSourceInErrors(names, () => openGroup(session, group)));
  }
  return opened;
}

/** Files whose columns are the same, in the order of their first ones. */
async function byLayout(
  { connection, duckDb }: Session,
  files: readonly NumberedFile[],
): Promise<NumberedFile[][]> {
  if (files.length < 2) return files.map((file) => [file]);
  const paths = files.map(({ path }) => quotedPath(duckDb, path));
  const found = await connection
    .run(`SELECT file_name, string_agg(concat_ws('\x1f', name, type, converted_type, logical_type::VARCHAR, num_children), '\x1e')
      FROM parquet_schema([${paths.join(', ')}]) GROUP BY file_name`)
    // One of them is broken: opening them one by one shows which.
    .catch(() => undefined);
  if (found === undefined) return files.map((file) => [file]);
  const layouts = new Map((await found.getRows()).map(([file, layout]) => [String(file), String(layout)]));
  const groups = new Map<string, NumberedFile[]>();
  for (const file of files) {
    const layout = layouts.get(file.path) ?? file.path;
    groups.set(layout, [...(groups.get(layout) ?? []), file]);
  }
  return [...groups.values()];
}

async function openGroup(session: Session, files: readonly NumberedFile[]): Promise<OpenedRows> {
  const { connection, duckDb } = session;
  const paths = files.map(({ path }) => quotedPath(duckDb, path));
  const [{ path: name, number }] = files;
  const one = await openRelation(session, { name, number }, parquetRelation(paths));
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const isLarge = sizes.reduce((sum, size) => sum + size, 0) >= SMALLEST * files.length;
  return {
    ...one,
    files: files.map(({ path }) => path),
    ...(files.length > 1 ? { file: numberSql(files) } : {}),
    probe: (n) => connection.run(`SELECT bit_xor(hash(each)) FROM ${parquetRelation([paths[n]])} AS each`),
    ...(isLarge ? { stored: storedOf(duckDb, one, paths) } : {}),
  };
}

/**
 * The number of a row's file, as SQL: DuckDB adds a column with the path to all files. An ENUM is looked up
 * directly; a list or a MAP would be searched for each row.
 */
function numberSql(files: readonly NumberedFile[]): string {
  const paths = files.map(({ path }) => sqlText(path));
  const numbers = files.map(({ number }) => number);
  return `[${numbers.join(', ')}][1 + enum_code(TRY_CAST(${PATH_COLUMN} AS ENUM(${paths.join(', ')})))]`;
}

function storedOf(duckDb: DuckDb, { types }: OpenedRelation, paths: readonly string[]) {
  return {
    paths,
    layout: JSON.stringify([...types]),
    key: (name: string) => (KEYS.test(types.get(name) ?? '') ? duckDb.quotedIdentifier(name) : undefined),
  };
}
