import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { visibleText } from '../base/text/visibleText.js';

/** A line of a file that people write. */
export interface CsvRow {
  /** Counted from 1; of a row of several lines the last. */
  line: number;
  /** By the names of the columns; '' where a cell, or its column, is missing. */
  fields: Record<string, string>;
}

/**
 * A file's text without its byte order mark, and how errors call it.
 *
 * @param what what it is, as in `a watchlist`
 * @throws Error where there is none
 */
export async function readNamedText(path: string, what: string): Promise<{ text: string; name: string }> {
  const name = visibleText(path);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Error(`Expected ${what} at ${name}, got none there`);
  });
  return { text: text.replace(/^\uFEFF/, ''), name };
}

/**
 * The rows of a CSV file, their cells without blanks around them. Empty lines and lines that begin with `#`
 * are left out; a row may end early.
 *
 * @param name how errors call the file
 * @param columns those that it may have
 * @param isEnough whether these are the columns that it takes
 * @throws Error naming the file and the line of what can't be read
 */
export function csvRows(
  text: string,
  name: string,
  columns: readonly string[],
  isEnough: (given: readonly string[]) => boolean,
): CsvRow[] {
  const [head, ...rows] = parsed(text, name);
  if (head === undefined) return [];
  const given = head.record.map((column) => column.trim());
  const isRight = given.every((column, n) => columns.includes(column) && given.indexOf(column) === n);
  if (!isRight || !isEnough(given)) {
    throw new Error(
      `Expected the columns ${columns.join(', ')} in ${name}, line ${head.info.lines}, got ${given.map(visibleText).join(', ')}`,
    );
  }
  return rows.map(({ info: { lines: line }, record }) => {
    if (record.length > given.length) {
      throw new Error(`Expected ${given.length} cells in ${name}, line ${line}, got ${record.length}`);
    }
    const cell = (column: string) => (record[given.indexOf(column)] ?? '').trim();
    return { line, fields: Object.fromEntries(columns.map((column) => [column, cell(column)])) };
  });
}

interface ParsedRow {
  record: string[];
  /** `lines`: the line that the row ends in. */
  info: { lines: number };
}

function parsed(text: string, name: string): ParsedRow[] {
  try {
    return parse(text, {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      comment: '#',
      comment_no_infix: true,
    }) as unknown as ParsedRow[];
  } catch (error) {
    const { lines, message } = error as Error & { lines?: number };
    throw new Error(
      `Expected CSV in ${name}, line ${lines ?? '?'}, got a row that can't be read: ${visibleText(message)}`,
    );
  }
}
