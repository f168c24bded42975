import type { FieldRows } from '../fields/FieldSql.js';
import type { FieldTree } from '../fields/FieldTree.js';

/** Rows of one or more files, or of what else SQL can select from. */
export interface OpenedRows extends FieldRows {
  /** What they are, for errors and reports: paths, or the file and table of a database, or a query's text. */
  files: readonly string[];
  /** Which of `files` a row is of, from 0, as SQL. */
  file: string;
  /** The names of the columns; absent where rows are JSON. */
  names?: readonly string[];
  /** The fields of a sample of the rows. */
  sample: () => Promise<FieldTree>;
  /** So many rows are in the sample at most, where fewer are all that there are. */
  mostSampled?: number;
  /** About how many rows there are, where that is known. */
  numRows?: number;
  /** Runs a query over the relation, where rows are JSON. */
  run?: (query: string) => Promise<readonly (readonly unknown[])[]>;
  /** The row's text, as SQL; absent where it has none of its own. */
  row?: string;
  /** The number of the row's first line, from 1, as SQL, where it is at hand. */
  line?: string;
  /** Whether a row could not be parsed at all, as SQL. */
  isMalformed: string;
  /** A column as DOUBLE, as SQL, where it is of a type of numbers that have the same value as their text. */
  number?: (name: string) => string | undefined;
  /** A column as microseconds since 1970-01-01 UTC, as SQL, where it is of a type of time. */
  microseconds?: (name: string) => string | undefined;
  /** The columns that say the time of a row where none is named. */
  time?: readonly string[];
  /** Reads all of one of `files`, to see whether it is the one that can't be read. */
  probe?: (file: number) => Promise<unknown>;
  /** Where columns are stored apart: how it is read twice at little cost, and together with others. */
  stored?: StoredRowsOf;
}

/** A file that reads no more than what is asked of it: Parquet. */
interface StoredRowsOf {
  /** Its paths, as SQL. */
  paths: readonly string[];
  /** The names and types of its columns: files of one layout can be read as one. */
  layout: string;
  /** A column as it is stored, as SQL; undefined where equal values might be different texts. */
  key: (name: string) => string | undefined;
}
