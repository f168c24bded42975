/** A file that SQL can read. */
export interface OpenedFile {
  /** Its path. */
  file: string;
  /** The names of its columns. */
  names: readonly string[];
  /** The relation to select from, as SQL. */
  relation: string;
  /** A column as text, as SQL. */
  column: (name: string) => string;
  /** A column as what `to_json` makes JSON of, as SQL, where that isn't its text. */
  json?: (name: string) => string;
  /** A column as DOUBLE, as SQL, where it is of a type of numbers that have the same value as their text. */
  number?: (name: string) => string | undefined;
  /** A column as microseconds since 1970-01-01 UTC, as SQL, where it is of a type of time. */
  microseconds?: (name: string) => string | undefined;
  /** Where a line is known: whether the row could not be parsed at all, the line's text, and its number if at hand, as SQL. */
  line?: { isMalformed: string; text: string; number?: string };
  /** Whether reading it fills DuckDB's tables of rejected lines. */
  hasRejects: boolean;
  /** Where its columns are stored by themselves: how it is read twice at little cost, and together with others like it. */
  stored?: StoredFile;
}

/** A file that reads no more than what is asked of it: Parquet. */
export interface StoredFile {
  /** Its path, as SQL. */
  path: string;
  /** The names and types of its columns: files of one layout can be read as one. */
  layout: string;
  /** A column as it is stored, as SQL; undefined where equal values might be different texts. */
  key: (name: string) => string | undefined;
}
