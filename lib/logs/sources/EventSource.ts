import type { FieldTree } from '../fields/FieldTree.js';

/** A source of accesses, as SQL: a relation, and expressions over it for the values of its rows. */
export interface EventSource {
  /** The paths of the files, or another description, for errors. */
  files: readonly string[];
  relation: string;
  /** The number of a row's file in the report. */
  file: string;
  /** Names as text; NULL or empty if there is none. */
  tenant: string;
  user: string;
  res: string;
  /** How many accesses a row stands for, as text or DOUBLE. */
  count: string;
  /** Microseconds since 1970-01-01 UTC, NULL if it can't be read; absent if no time is asked for. */
  time?: string;
  /** The time as the log has it, if that is text, as SQL. */
  timeText?: string;
  /** Why a row doesn't count as an access (a LeftOutReason), else NULL. */
  leftOut: string;
  /** Whether a row that is left out is a failed attempt that would otherwise count, if that is asked for. */
  attempt?: string;
  /** What else an access has, by the names of the table's columns; NULL if it is missing. */
  context: Readonly<Record<string, string>>;
  /** The row's text, for a sample of unreadable ones. */
  text: string;
  /** The number of the row's first line, if it is known, as SQL. */
  line?: string;
  /** The event's id, as SQL, if it is asked for and known. */
  id?: string;
  /** Whether the row could not be parsed at all. */
  isMalformed: string;
  /** The fields that were seen, for messages about the source. */
  tree: FieldTree;
  /** Reads all of one of the files, to check whether it can be read. */
  probe?: (file: number) => Promise<unknown>;
  /** How to read its rows twice, if that costs little. */
  stored?: StoredSource;
}

/** How a source that is stored by columns is read together with others like it. */
export interface StoredSource {
  /** The files' paths, as SQL. */
  paths: readonly string[];
  /** The names and types of the files' columns. */
  layout: string;
  /** The stored values behind the names, as SQL over the file's columns. */
  keys: Record<NameColumn, string>;
}

/** A `count` with which every row is one access, as SQL. */
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
