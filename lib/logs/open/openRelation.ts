import { sqlText } from '../../sql/sqlText.js';
import { FieldTree } from '../fields/FieldTree.js';
import type { Json } from '../fields/json.js';
import type { OpenedRows } from './OpenedRows.js';
import { PATH_COLUMN } from './parquetRelation.js';
import type { Session } from './Session.js';

/** This many rows show which fields are in nested columns and in texts. */
const SAMPLE = 500;

/** Something that SQL can select from, with DuckDB's types of its columns. */
export type OpenedRelation = OpenedRows &
  Required<Pick<OpenedRows, 'column' | 'names'>> & { types: ReadonlyMap<string, string> };

/**
 * Opens anything that SQL can select from, by its columns' types. Bytes are read as text, or as NULL if they
 * aren't UTF-8: as text, one such value would stop DuckDB.
 */
export async function openRelation(
  { connection, duckDb: { quotedIdentifier } }: Session,
  { name, number }: { name: string; number: number },
  relation: string,
): Promise<OpenedRelation> {
  const described = await connection.run(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM ${relation})`,
  );
  const columns = (await described.getRows())
    .map(([column, type]) => [String(column), String(type)] as const)
    .filter(([column]) => column !== PATH_COLUMN);
  const types = new Map(columns);
  const typeOf = (column: string) => types.get(column) ?? '';
  const isNumber = (column: string) => /^(U?(TINY|SMALL|BIG)INT|U?INTEGER|DOUBLE)$/.test(typeOf(column));
  const isBinary = (column: string) => typeOf(column) === 'BLOB';
  const isNested = (column: string) => /^(STRUCT|MAP|UNION|LIST)\b|\[\d*\]$/.test(typeOf(column));
  const text = (column: string) =>
    isBinary(column)
      ? `TRY(decode(${quotedIdentifier(column)}))`
      : `CAST(${quotedIdentifier(column)} AS VARCHAR)`;
  // Nested values would come in DuckDB's own notation.
  const structure = (column: string) =>
    isNested(column) ? `to_json(${quotedIdentifier(column)})::VARCHAR` : text(column);
  const names = columns.map(([column]) => column);
  let sampled: Promise<FieldTree> | undefined;
  const sample = async () => {
    const fields = names.map((column) => `${sqlText(column)}: ${structure(column)}`);
    const rows = await connection.run(
      `SELECT to_json({${fields.join(', ')}})::VARCHAR FROM (FROM ${relation} LIMIT ${SAMPLE})`,
    );
    return FieldTree.of((await rows.getRows()).map(([row]): Json => JSON.parse(String(row))));
  };
  return {
    files: [name],
    file: String(number),
    names,
    relation,
    column: text,
    structure,
    number: (column) => (isNumber(column) ? `CAST(${quotedIdentifier(column)} AS DOUBLE)` : undefined),
    microseconds: (column) =>
      /^(TIMESTAMP|DATE)/.test(typeOf(column)) ? `epoch_us(${quotedIdentifier(column)})` : undefined,
    sample: () => {
      sampled ??= sample();
      return sampled;
    },
    mostSampled: SAMPLE,
    isMalformed: 'false',
    types,
  };
}
