/** Where accesses come from, as SQL: a relation, and expressions over it that say what each of its rows is. */
export interface EventSource {
  /** The file's path, or what else it is, for reports. */
  name: string;
  relation: string;
  /** Names as text; NULL or '' where there is none. */
  tenant: string;
  user: string;
  res: string;
  /** How many accesses a row stands for, as text. */
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
}

/** Why an event is not counted as an access. */
export type LeftOutReason =
  | 'outside of the time'
  | 'other event'
  | 'failed'
  | 'person'
  | 'machine account'
  | 'service account'
  | 'anonymous';
