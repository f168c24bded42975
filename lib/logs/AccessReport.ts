import type { RowReport } from './group/rowReport.js';
import type { SkippedFile } from './open/openFiles.js';

/** What `readAccess` read, and what it could not. */
export interface AccessReport extends RowReport {
  /** The files read, in order; for a database the file and table, for a query its text. */
  files: string[];
  /** Files of folders and globs that were not read, and why. */
  skipped: SkippedFile[];
  /** The format that the times were read by, given or guessed; null if they were ISO 8601 or numbers. */
  timeFormat: readonly string[] | null;
  /** How many files have another encoding than UTF-8, by its name. */
  encodings: Record<string, number>;
  /** The profile's name; null if fields were named. */
  profile: string | null;
  /** In which form the log is, if that is known: `as Microsoft Sentinel (Log Analytics) exports it`. */
  shape: string | null;
  /**
   * What you shouldn't overlook: over 5 % of the rows are unreadable, no row is left, files were skipped;
   * else null.
   */
  warning: string | null;
}
