import type { FieldRows } from '../fields/FieldSql.js';
import type { FieldTree } from '../fields/FieldTree.js';

/** Rows of one or more files, or of anything else that SQL can select from. */
export interface OpenedRows extends FieldRows {
  /** What they are, for errors and reports: paths, or the file and table of a database, or a query's text. */
  files: readonly string[];
  /** The number of a row's file in `files`, from 0, as SQL. */
  file: string;
  /** The names of the columns; absent if rows are JSON. */
  names?: readonly string[];
  /** The fields of a sample of the rows. */
  sample: () => Promise<FieldTree>;
  /** How many rows the sample has at most; if it has fewer, these are all rows. */
  mostSampled?: number;
  /** About how many rows there are, if that is known. */
  numRows?: number;
  /** Runs a query over the relation, if rows are JSON. */
  run?: (query: string) => Promise<readonly (readonly unknown[])[]>;
  /** The row's text, as SQL; absent if it has none of its own. */
  row?: string;
  /** The number of the row's first line, from 1, as SQL, if it is known. */
  line?: string;
  /** Whether a row could not be parsed at all, as SQL. */
  isMalformed: string;
  /** A column as DOUBLE, as SQL, if its type has numbers with the same value as their text. */
  number?: (name: string) => string | undefined;
  /** A column as microseconds since 1970-01-01 UTC, as SQL, if its type is a time. */
  microseconds?: (name: string) => string | undefined;
  /** The columns of a row's time, if none is named. */
  time?: readonly string[];
  /** Reads all of one of `files`, to check whether it can be read. */
  probe?: (file: number) => Promise<unknown>;
  /** If columns are stored separately: how to read it twice at little cost, and together with others. */
  stored?: StoredRowsOf;
}

/** A file from which single columns can be read: Parquet. */
interface StoredRowsOf {
  /** Its paths, as SQL. */
  paths: readonly string[];
  /** The names and types of its columns: files of one layout can be read as one. */
  layout: string;
  /** A column as it is stored, as SQL; undefined if equal values might be different texts. */
  key: (name: string) => string | undefined;
}
