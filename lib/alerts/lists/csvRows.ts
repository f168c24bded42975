import { parse } from 'csv-parse/sync';
import { csvField } from '../../base/text/csvField.js';
import { describe } from '../../base/text/describe.js';
import { nameCell } from '../../base/text/nameCell.js';
import { didYouMean } from '../../base/text/nearest.js';
import { visibleText } from '../../base/text/visibleText.js';
import { LINE_END } from './lineEnd.js';

/** A row of a file that people write: its cells by the names of the columns, '' if one is missing. */
type CsvFields = Record<string, string>;

/** How a file of rows is read. */
interface CsvLayout<Row> {
  /** The file's name in errors. */
  name: string;
  /** The columns that it may have. */
  columns: readonly string[];
  /** The columns of names, whose cells are exact; in others, blanks at the ends are removed. */
  names: readonly string[];
  /** Whether these columns are enough. */
  isEnough(given: readonly string[]): boolean;
  /** Whether a line that begins with `#` is a comment even if it would be a row. Default: none is. */
  isComment?(content: string): boolean;
  /** @throws Error if the cells aren't a row */
  read(fields: CsvFields, line: number): Row;
}

/**
 * The rows of a CSV file. Empty lines and comments, lines that begin with `#`, are left out; a row may end
 * early.
 *
 * @throws Error naming the file and the line that can't be read: other columns, a column twice, too many
 *   cells, a name that begins or ends with a blank outside of quotes, or a comment that would be a row: its
 *   first name may begin with `#`
 */
export function csvRows<Row>(text: string, layout: CsvLayout<Row>): Row[] {
  const { name, columns, isEnough, read } = layout;
  const [head, ...rows] = parsed(text, name);
  if (head === undefined) return [];
  const given = head.record.map(({ text: column }) => column.trim());
  const isRight = given.every((column, n) => columns.includes(column) && given.indexOf(column) === n);
  if (!isRight || !isEnough(given)) {
    throw new Error(
      `Expected the columns ${columns.join(', ')} in ${name}, line ${head.info.lines}, got ${given.map(visibleText).join(', ')}${remedyFor(given, columns)}`,
    );
  }
  refuseRowsInComments(text, given, layout);
  return rows.map(({ info: { lines: line }, record }) => {
    if (record.length > given.length) {
      throw new Error(`Expected ${given.length} cells in ${name}, line ${line}, got ${record.length}`);
    }
    return read(fieldsOf(record, given, layout, line), line);
  });
}

/** What to do about a wrong header. */
function remedyFor(given: readonly string[], columns: readonly string[]): string {
  if (given.length === 1 && given[0].includes(';')) return '; separate the cells by commas';
  const other = given.find((column) => !columns.includes(column));
  if (other === undefined) return '';
  if (!given.some((column) => columns.includes(column))) return '; the first line has to name the columns';
  return didYouMean(other, columns);
}

function fieldsOf(
  record: readonly Cell[],
  given: readonly string[],
  { columns, names, name }: Pick<CsvLayout<unknown>, 'columns' | 'names' | 'name'>,
  line: number,
): CsvFields {
  const cell = (column: string) => {
    const found = record[given.indexOf(column)];
    if (found === undefined) return '';
    const trimmed = found.text.trim();
    if (!names.includes(column)) return trimmed;
    if (found.text === trimmed || found.isQuoted) return found.text;
    throw new Error(
      `Expected ${column} without blanks around it in ${name}, line ${line}, got ${describe(found.text)}; if they belong to the name, write ${csvField(nameCell(found.text))}`,
    );
  };
  return Object.fromEntries(columns.map((column) => [column, cell(column)]));
}

/** A row whose first name begins with `#` must not be lost as a comment. */
function refuseRowsInComments<Row>(text: string, given: readonly string[], layout: CsvLayout<Row>): void {
  for (const [n, content] of text.split(LINE_END).entries()) {
    if (!content.startsWith('#') || layout.isComment?.(content) || !isRow(content, given, layout)) continue;
    const [first] = content.split(',');
    throw new Error(
      `Expected a comment in ${layout.name}, line ${n + 1}, got one that reads as a row: delete it, or, if its first name begins with #, write that as ${csvField(nameCell(first))}`,
    );
  }
}

function isRow<Row>(content: string, given: readonly string[], layout: CsvLayout<Row>): boolean {
  try {
    const [{ record }] = parse(content, { ...AS_CELLS, info: true }) as unknown as ParsedRow[];
    if (record.length > given.length) return false;
    layout.read(fieldsOf(record, given, layout, 0), 0);
    return true;
  } catch {
    return false;
  }
}

/** A cell, and whether it was in quotes. */
class Cell {
  constructor(
    readonly text: string,
    readonly isQuoted: boolean,
  ) {}

  /** The parser calls it, to leave out empty rows. */
  toString(): string {
    return this.text;
  }
}

interface ParsedRow {
  record: Cell[];
  /** `lines`: the line that the row ends in; `bytes`: where it ends, in UTF-8. */
  info: { lines: number; bytes: number };
}

const AS_CELLS = {
  relax_column_count: true,
  // One file may have the line ends of several systems.
  record_delimiter: ['\r\n', '\n', '\r'],
  cast: (text: string, { quoting }: { quoting: boolean }) => new Cell(text, quoting),
};

function parsed(text: string, name: string): ParsedRow[] {
  try {
    const rows = parse(text, {
      ...AS_CELLS,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      comment: '#',
      comment_no_infix: true,
    }) as unknown as ParsedRow[];
    return numbered(rows, text);
  } catch (error) {
    const { lines, message } = error as Error & { lines?: number };
    throw new Error(
      `Expected CSV in ${name}, line ${lines ?? '?'}, got a row that can't be read: ${visibleText(message)}`,
    );
  }
}

/** The rows with the lines that an editor shows: the parser counts a CRLF in quotes twice. */
function numbered(rows: readonly ParsedRow[], text: string): ParsedRow[] {
  const bytes = Buffer.from(text);
  let [end, ended] = [0, 0];
  return rows.map(({ record, info }) => {
    const part = bytes.toString('utf8', end, info.bytes);
    end = info.bytes;
    ended += part.split(LINE_END).length - 1;
    return { record, info: { ...info, lines: /[\r\n]$/.test(part) ? ended : ended + 1 } };
  });
}
