/** Where accesses come from, as SQL: a relation, and expressions over it that say what each of its rows is. */
export interface EventSource {
  /** The file's path, or what else it is, for reports. */
  name: string;
  relation: string;
  /** Names as text; NULL or '' where there is none. */
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
  /** The row's text, for a sample of unreadable ones. */
  text: string;
  /** The number of the row's first line, where it is at hand, as SQL. */
  line?: string;
  /** What tells the event from all others, as SQL, where that is asked for and known. */
  id?: string;
  /** Whether the row could not be parsed at all. */
  isMalformed: string;
  /** Whether reading it fills DuckDB's tables of rejected lines. */
  hasRejects: boolean;
  /** Where its rows can be read twice at little cost: how. */
  stored?: StoredSource;
}

/** How a source that is stored by columns is read together with others like it. */
export interface StoredSource {
  /** The file's path, as SQL. */
  path: string;
  /** The names and types of the file's columns. */
  layout: string;
  /** What stands behind the names, as stored, as SQL over the file's columns. */
  keys: Record<NameColumn, string>;
}

/** Whose names an access has. */
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
