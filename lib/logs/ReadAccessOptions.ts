import type { AccountKind } from './profiles/Profile.js';
import type { ProfileName } from './profiles/profiles.js';
import type { AccountTreatment } from './sources/profileSource.js';

/** What an access's rows make of its likelihood: their number (or the sum of their counts), ln(1 + that), or the days they are of. */
export type LikelihoodKind = 'count' | 'logCount' | 'days';

/** What of the files is read, and how. */
export interface ReadAccessOptions {
  /**
   * The vendor whose events these are: 'windows', 'cloudtrail', 'entra', 'office365', 'okta' or 'github'. It knows where
   * tenant, user, resource and time stand; one that is named all the same is read from that field instead, a nested one by
   * names with dots between them.
   */
  profile?: ProfileName | (string & {});
  /** The column of the tenant; without it, every access is of the tenant `default`. */
  tenant?: string;
  /** The column of who accesses. Default: 'user', or what the profile knows. */
  user?: string;
  /** The column of what is accessed. Default: 'res', or what the profile knows. */
  res?: string;
  /**
   * The column of when: a time or date, ISO 8601 (without an offset: in UTC), or a number since 1970 in seconds,
   * milliseconds, microseconds or nanoseconds, told apart by its size.
   */
  time?: string;
  /**
   * The format of the time where it is neither of these, or several formats, as DuckDB's strptime has them: `%d/%m/%Y
   * %H:%M:%S`. Without it, usual formats are tried on all values, and the one that reads them is reported; where day first
   * and month first read them alike, it must be said.
   */
  timeFormat?: string | readonly string[];
  /** The column of how many accesses a row stands for, a positive number; without it, each row is one access. */
  count?: string;
  /** Only accesses from this time on: a Date, or ISO 8601 (a date is its midnight in UTC). Takes a time. */
  from?: Date | string;
  /** Only accesses before this time. Takes a time. */
  to?: Date | string;
  /**
   * What the likelihood is: 'count', the sum of the counts; 'logCount', ln(1 + that); 'days', the distinct days in UTC,
   * which takes a time. Default: 'count'.
   */
  likelihood?: LikelihoodKind | (string & {});
  /** Takes white space off the ends of names. Default: false: names are kept as written. */
  trim?: boolean;
  /** Makes all names lower case, for logs that spell them in several ways. Default: false. */
  foldCase?: boolean;
  /**
   * Whether folders named as Hive does (`account=1/day=2026-02-01`) are columns, too, of files that have none of that name: a
   * path never overrides what a file says. Default: false: only files say anything.
   */
  partitions?: boolean;
  /** The table of a DuckDB database, or a view of its tables, where it has several. */
  relation?: string;
  /**
   * With a profile: what becomes of accesses by each kind of accounts. 'keep' counts them, 'leaveOut' counts them in the
   * report only, 'apart' gives them a tenant of their own, `<tenant> (machine accounts)`. Default: persons are kept, the
   * others left out. As text, for parameters of notebooks: `machine=keep, service=apart`.
   */
  accounts?: Partial<Record<AccountKind, AccountTreatment>> | string;
  /** With a profile: whether accesses that were refused or failed count, too. Default: false. */
  failed?: boolean;
  /** Whether the table has columns `first` and `last`: when each access was seen first and last, in UTC. Default: false. */
  times?: boolean;
}
