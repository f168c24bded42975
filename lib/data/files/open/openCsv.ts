import type { DuckDBConnection } from '@duckdb/node-api';
import type { DuckDb } from '../../sql/withConnection.js';
import { firstLine } from './firstLine.js';
import { hasRowsAcrossLines } from './hasRowsAcrossLines.js';
import type { OpenedFile } from './OpenedFile.js';
import { quotedPath } from './quotedPath.js';
import { readLines } from './readLines.js';

const separators = [',', '\t', ';', '|'];

/**
 * Opens a CSV file with a header, gzip'd or not. The separator is the one by which the header has the wanted
 * columns; DuckDB's own guess is not asked, since a few malformed lines lead it astray.
 *
 * Lines are split one by one, so that a malformed one costs no other; DuckDB's own parser, which loses whole parts
 * of a file behind a quote that is never closed, only reads files with line breaks inside quotes.
 */
export async function openCsv(
  duckDb: DuckDb,
  connection: DuckDBConnection,
  file: string,
  wanted: readonly string[],
): Promise<OpenedFile> {
  const header = await firstLine(duckDb, connection, file);
  const readings = separators.map((separator) => ({ separator, names: splitHeader(header.line, separator) }));
  const widest = readings.reduce((a, b) => (b.names.length > a.names.length ? b : a));
  // With nothing wanted, the widest is the likeliest.
  const fitting =
    wanted.length === 0 ? widest : readings.find(({ names }) => wanted.every((name) => names.includes(name)));
  const layout = { file, skip: header.skipped + 1, ...(fitting ?? widest) };
  const split = splitByLine(duckDb, layout);
  if (fitting === undefined) return split;
  const parsed = parsedByDuckDb(duckDb, layout);
  return (await hasRowsAcrossLines(connection, split.relation, parsed.relation)) ? parsed : split;
}

interface Layout {
  file: string;
  separator: string;
  names: string[];
  /** How many lines come before the first row. */
  skip: number;
}

function splitByLine(duckDb: DuckDb, { file, separator, names, skip }: Layout): OpenedFile {
  const { quotedString } = duckDb;
  const field = `("(?:[^"]|"")*"|[^"\\${separator}][^\\${separator}]*|)`;
  const wholeLine = quotedString(`${field}(?:\\${separator}${field})*`);
  const eachField = quotedString(`(?:^|\\${separator})${field}`);
  return {
    file,
    names,
    relation: `(
      SELECT line, CASE
        WHEN NOT contains(line, '"') THEN string_split(line, ${quotedString(separator)})
        WHEN regexp_full_match(line, ${wholeLine}) THEN regexp_extract_all(line, ${eachField}, 1)
        END AS fields
      FROM ${readLines(duckDb, file, { badLines: 'store_rejects', skip })} WHERE trim(line) <> '')`,
    column: (name) => {
      const field = `fields[${names.indexOf(name) + 1}]`;
      return `CASE WHEN ${field}[1] = '"' THEN replace(${field}[2:-2], '""', '"') ELSE ${field} END`;
    },
    line: { isMalformed: `coalesce(len(fields) <> ${names.length}, true)`, text: 'line' },
    hasRejects: true,
  };
}

function parsedByDuckDb(duckDb: DuckDb, { file, separator, names, skip }: Layout): OpenedFile {
  // DuckDB ignores case in names, so columns go by their place.
  const columns = names.map((_, index) => `c${index}: 'VARCHAR'`).join(', ');
  return {
    file,
    names,
    relation: `read_csv(${quotedPath(duckDb, file)}, auto_detect = false, header = false, skip = ${skip},
      columns = {${columns}}, delim = ${duckDb.quotedString(separator)}, quote = '"', escape = '"', comment = '',
      hive_partitioning = false, store_rejects = true)`,
    column: (name) => `c${names.indexOf(name)}`,
    hasRejects: true,
  };
}

/** The fields of a line, each plain or in double quotes, where a doubled quote stands for one. */
function splitHeader(line: string, separator: string): string[] {
  if (line === '') return [];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^\\${separator}]*))\\${separator}`, 'gy');
  const fields = `${line}${separator}`.matchAll(field);
  return Array.from(fields, ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
