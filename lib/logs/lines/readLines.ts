import type { DuckDb } from '../../sql/openDuckDb.js';
import { quotedPath } from '../../sql/quotedPath.js';

interface ReadLinesOptions {
  /** What becomes of lines that are no text in UTF-8 or longer than 2 MB. [ignore_errors] */
  badLines?: 'ignore_errors' | 'store_rejects';
  /** How many lines to leave out at the start. [0] */
  skip?: number;
}

/** A relation of a text file's lines, gzip'd or not, in one column `line`, null where empty; as SQL. */
export function readLines(
  duckDb: DuckDb,
  file: string,
  { badLines = 'ignore_errors', skip = 0 }: ReadLinesOptions = {},
): string {
  // No line is to be split, so the separator is one that doesn't occur.
  return `read_csv(${quotedPath(duckDb, file)}, auto_detect = false, header = false, columns = {line: 'VARCHAR'},
    delim = '\x1e\x1f\x1e\x1f', quote = '', escape = '', comment = '', strict_mode = false, skip = ${skip}, hive_partitioning = false,
    ${badLines} = true)`;
}
