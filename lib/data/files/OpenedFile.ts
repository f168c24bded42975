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
  /** Where a line is known: whether the row could not be parsed at all, and the line's text, as SQL. */
  line?: { isMalformed: string; text: string };
  /** Whether reading it fills DuckDB's tables of rejected lines. */
  hasRejects: boolean;
}
