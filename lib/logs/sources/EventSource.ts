import type { FieldTree } from '../fields/FieldTree.js';

/** Where accesses come from, as SQL: a relation, and expressions over it for what its rows are. */
export interface EventSource {
  /** The paths of the files, or what else it is, for errors. */
  files: readonly string[];
  relation: string;
  /** Which file a row is of, by its number in the report. */
  file: string;
  /** Names as text; NULL or empty where there is none. */
  tenant: string;
  user: string;
  res: string;
  /** How many accesses a row stands for, as text or DOUBLE. */
  count: string;
  /** Microseconds since 1970-01-01 UTC, NULL where it can't be read; absent where no time is asked for. */
  time?: string;
  /** The time as the log has it, where that is text, as SQL. */
  timeText?: string;
  /** Why a row is no access that counts (a LeftOutReason), else NULL. */
  leftOut: string;
  /** Whether a row that is left out is an attempt that failed and would count else, where that is asked. */
  attempt?: string;
  /** What else an access says of itself, by the names of the table's columns; NULL where it doesn't. */
  context: Readonly<Record<string, string>>;
  /** The row's text, for a sample of unreadable ones. */
  text: string;
  /** The number of the row's first line, where it is at hand, as SQL. */
  line?: string;
  /** What tells the event from all others, as SQL, where that is asked for and known. */
  id?: string;
  /** Whether the row could not be parsed at all. */
  isMalformed: string;
  /** The fields that were seen, for what is said of the source. */
  tree: FieldTree;
  /** Reads all of one of the files, to see whether it is the one that can't be read. */
  probe?: (file: number) => Promise<unknown>;
  /** Where its rows can be read twice at little cost: how. */
  stored?: StoredSource;
}

/** How a source that is stored by columns is read together with others like it. */
export interface StoredSource {
  /** The files' paths, as SQL. */
  paths: readonly string[];
  /** The names and types of the files' columns. */
  layout: string;
  /** What stands behind the names, as stored, as SQL over the file's columns. */
  keys: Record<NameColumn, string>;
}

/** A `count` by which every row is one access, as SQL. */
export const ONE = "'1'";

/** The columns that hold names. */
export const NAME_COLUMNS = ['tenant', 'user', 'res'] as const;
export type NameColumn = (typeof NAME_COLUMNS)[number];

/** Why an event is not counted as an access. */
export type LeftOutReason =
  | 'outside of the time'
  | 'other event'
  | 'failed'
  | 'person'
  | 'machine account'
  | 'service account'
  | 'anonymous';
