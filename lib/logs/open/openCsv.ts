import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/openDuckDb.js';
import { cutLongLines } from '../lines/cutLongLines.js';
import { firstLine } from '../lines/firstLine.js';
import { joinRows, unescapeBreaks } from '../lines/joinRows.js';
import { readLines } from '../lines/readLines.js';
import { dropRejects } from './dropRejects.js';
import type { OpenedFile } from './OpenedFile.js';

const separators = [',', '\t', ';', '|'];

/**
 * Opens a CSV file with a header, gzip'd or not. The separator is the one by which the header has the wanted
 * columns; DuckDB's own guess is not asked, since a few malformed lines lead it astray.
 *
 * Lines are split one by one, so that a malformed one costs no other. A file with quotes that are open at a line's end is
 * written anew first, each row on one line (see `joinRows`): DuckDB's own parser loses whole parts of a file behind a quote
 * that is never closed.
 */
export async function openCsv(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  wanted: readonly string[],
): Promise<OpenedFile> {
  const path = await cutLongLines(file);
  const header = await firstLine(path);
  const readings = separators.map((separator) => ({ separator, names: splitHeader(header.line, separator) }));
  const widest = readings.reduce((a, b) => (b.names.length > a.names.length ? b : a));
  // With nothing wanted, the widest is the likeliest.
  const fitting =
    wanted.length === 0 ? widest : readings.find(({ names }) => wanted.every((name) => names.includes(name)));
  const { unreadable } = header;
  const layout = { file, path, skip: header.skipped + 1, unreadable, ...(fitting ?? widest) };
  const byLine = splitLines(duckDb, layout);
  const { relation } = splitLines(duckDb, { ...layout, unreadable: [] });
  if (fitting === undefined || !(await hasBrokenLines(connection, relation))) return byLine;
  const { separator, names, skip } = layout;
  return splitRows(duckDb, layout, await joinRows(path, separator, names.length, skip));
}

interface CsvLayout {
  file: string;
  /** Where it is read: a copy without what DuckDB would lose. */
  path: string;
  separator: string;
  names: string[];
  /** How many lines come before the first row. */
  skip: number;
  /** Those of them that are neither empty nor the header. */
  unreadable: readonly string[];
}

/** The fields of a file whose rows are its lines. */
function splitLines(duckDb: DuckDb, layout: CsvLayout): OpenedFile {
  const { file, path, names, skip } = layout;
  const lines = readLines(duckDb, path, { badLines: 'store_rejects', skip });
  return {
    file,
    names,
    relation: `(SELECT line, ${fieldsOf(duckDb, layout, 'line')} AS fields FROM ${lines} WHERE trim(line) <> ''
      ${unionUnreadable(duckDb, layout, 'text, NULL')})`,
    column: columnOf(names, (field) => field),
    line: { isMalformed: `coalesce(len(fields) <> ${names.length}, true)`, text: 'line' },
    hasRejects: true,
  };
}

/** The fields of a file that `joinRows` has written. */
function splitRows(duckDb: DuckDb, layout: CsvLayout, rows: string): OpenedFile {
  const { file, names } = layout;
  const part = (n: number) => `string_split(line, chr(31))[${n}]`;
  const lines = readLines(duckDb, rows);
  return {
    file,
    names,
    relation: `(SELECT ${part(1)}::BIGINT AS number, ${part(2)} = '1' AS is_row, line[len(${part(1)}) + 4:] AS text,
      ${fieldsOf(duckDb, layout, 'text')} AS fields FROM ${lines}
      ${unionUnreadable(duckDb, layout, 'NULL, false, text, NULL')})`,
    column: columnOf(names, unescapeBreaks),
    line: {
      isMalformed: `NOT is_row OR coalesce(len(fields) <> ${names.length}, true)`,
      text: unescapeBreaks('text'),
      number: 'number',
    },
    hasRejects: false,
  };
}

/** Lines before the header that can't be read are rows, too, and malformed. */
function unionUnreadable({ quotedString }: DuckDb, { unreadable }: CsvLayout, row: string): string {
  if (unreadable.length === 0) return '';
  const texts = unreadable.map((text) => quotedString(text.replaceAll('\0', '\ufffd'))).join(', ');
  return `UNION ALL SELECT ${row} FROM (SELECT unnest([${texts}]) AS text)`;
}

/** A row's fields, those in quotes with them; NULL where its quotes are broken. */
function fieldsOf({ quotedString }: DuckDb, { separator }: CsvLayout, row: string): string {
  const field = `("(?:[^"]|"")*"|[^"\\${separator}][^\\${separator}]*|)`;
  const whole = quotedString(`${field}(?:\\${separator}${field})*`);
  const each = quotedString(`(?:^|\\${separator})${field}`);
  return `CASE
    WHEN NOT contains(${row}, '"') THEN string_split(${row}, ${quotedString(separator)})
    WHEN regexp_full_match(${row}, ${whole}) THEN regexp_extract_all(${row}, ${each}, 1)
    END`;
}

function columnOf(names: readonly string[], restore: (field: string) => string): OpenedFile['column'] {
  return (name) => {
    const field = `fields[${names.indexOf(name) + 1}]`;
    return restore(`CASE WHEN ${field}[1] = '"' THEN replace(${field}[2:-2], '""', '"') ELSE ${field} END`);
  };
}

/** Whether some line with a quote in it is no row by itself. */
async function hasBrokenLines(connection: DuckDBConnection, relation: string): Promise<boolean> {
  const found = await connection.run(`SELECT 1 FROM ${relation} WHERE fields IS NULL LIMIT 1`);
  const rows = await found.getRows();
  await dropRejects(connection);
  return rows.length > 0;
}

/** The fields of a line, each plain or in double quotes, where a doubled quote stands for one. */
function splitHeader(line: string, separator: string): string[] {
  if (line === '') return [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^\\${separator}]*))\\${separator}`, 'gy');
  const fields = `${line}${separator}`.matchAll(field);
  return Array.from(fields, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
