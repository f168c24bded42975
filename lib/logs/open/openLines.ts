import { quotedPath } from '../../sql/quotedPath.js';
import { sqlText } from '../../sql/sqlText.js';
import type { Survey } from '../decode/Survey.js';
import { FieldTree } from '../fields/FieldTree.js';
import { rowObject } from '../smallFiles/rowObject.js';
import { parsedObjects } from '../smallFiles/Sample.js';
import { columnsOf, type TextLayout } from '../smallFiles/textLayout.js';
import { cellSql, cellsSql, isOddRow } from './cellsSql.js';
import type { OpenedRows } from './OpenedRows.js';
import type { Session } from './Session.js';

/** Opens a large file of JSON lines that DuckDB can read as it is: UTF-8, no line beyond 2 MB. */
export function openJsonLines(session: Session, survey: Survey, number: number): OpenedRows {
  return {
    files: [survey.file],
    file: String(number),
    relation: `(SELECT line AS row FROM ${linesOf(session, survey)} WHERE ${IS_FILLED})`,
    json: 'row',
    numRows: numLines(survey),
    sample: async () => FieldTree.of(parsedObjects(survey.sample)),
    run: async (query) => (await session.connection.run(query)).getRows(),
    row: 'row',
    isMalformed: 'false',
  };
}

/** The same for a file of CSV in which no cell is quoted. */
export function openCsvLines(
  session: Session,
  survey: Survey,
  layout: TextLayout,
  number: number,
): OpenedRows {
  const isRow = `${IS_FILLED} AND line <> ${sqlText(layout.header ?? '')}`;
  return {
    files: [survey.file],
    file: String(number),
    relation: `(SELECT line AS row, ${cellsSql(layout, 'line')} AS cells FROM ${linesOf(session, survey, layout.skip)} WHERE ${isRow})`,
    column: (name) => cellSql(layout, name),
    names: columnsOf(layout),
    sample: async () => FieldTree.of(rowsOf(survey.sample, layout).map((row) => rowObject(layout, row))),
    row: 'row',
    isMalformed: isOddRow(layout),
  };
}

/** A line of blanks isn't a row, as SQL. */
const IS_FILLED = "trim(line, ' ' || chr(9) || chr(11) || chr(12) || chr(13) || chr(160)) <> ''";

/** The sampled lines after the header, which is one of the first. */
function rowsOf(sample: readonly string[], { header }: TextLayout): string[] {
  return sample.slice(sample.indexOf(header ?? '') + 1).filter((line) => line !== header);
}

/** A relation of a file's lines in one column `line`, null where empty, as SQL. */
function linesOf({ duckDb }: Session, { file, compression }: Survey, skip = 0): string {
  // Lines must not be split, so the separator is one that doesn't occur.
  return `read_csv(${quotedPath(duckDb, file)}, auto_detect = false, header = false, columns = {line: 'VARCHAR'},
    delim = '\x1e\x1f\x1e\x1f', quote = '', escape = '', comment = '', strict_mode = false, skip = ${skip}, hive_partitioning = false,
    compression = '${compression}')`;
}

/** About how many lines a file has, estimated from a sample. */
function numLines({ sample, unpackedBytes }: Survey): number {
  const length = sample.reduce((sum, line) => sum + line.length + 1, 0);
  return sample.length === 0 ? 0 : Math.round((unpackedBytes * sample.length) / length);
}
