import type { AccountKind, AccountTreatment, Value } from './profiles/Profile.js';
import type { ProfileName } from './profiles/profiles.js';

/**
 * How a likelihood is made from an access's rows: their number or sum of counts, ln(1 + that), or their days.
 */
export type LikelihoodKind = 'count' | 'logCount' | 'days';

/** What is read from the files, and how. */
export interface ReadAccessOptions {
  /**
   * The vendor whose events these are: 'windows', 'cloudtrail', 'entra', 'office365', 'okta', 'github',
   * 'gcp', 'gworkspace', 'kubernetes', 'slack', 'salesforce', 'databricks', 'zeek', 'ocsf' or 'ecs'; or the
   * path of a profile's file (`./my.profile.json`). It knows the fields of tenant, user, resource and time;
   * if you name one of them as well, it is read from your field instead.
   */
  profile?: ProfileName | (string & {});
  /**
   * The field of the tenant; without it, every access belongs to the tenant `default`. A field is a column,
   * or nested: `actor.email`, `chain[2]` (counted from 0), `target[type=AppInstance].displayName` (the first
   * entry whose type is that). JSON that is stored as text is parsed on the way. A column with exactly that
   * name comes first; names that differ only in case are one field.
   */
  tenant?: string;
  /** The field of the user. Default: 'user', or the profile's. */
  user?: string;
  /** The field of the resource. Default: 'res', or the profile's. */
  res?: string;
  /**
   * The field of the time: a time or date in ISO 8601 (in UTC unless it has an offset), a number since 1970
   * in seconds, milliseconds, microseconds or nanoseconds (its size tells which), or a compact time
   * (20261016100000). It may be two columns (`date time`), which is the default in logs of W3C's extended
   * format. Times before 1990 or after 2100 are invalid.
   */
  time?: string;
  /**
   * The format of other times, or several formats, in the notation of DuckDB's strptime: `%d/%m/%Y %H:%M:%S`.
   * Without it, usual formats are tried on all values, and the one that reads them is reported. If both day
   * first and month first would read them, you have to give it.
   */
  timeFormat?: string | readonly string[];
  /** The field of how many accesses a row stands for, a positive number. Without it, each row is one. */
  count?: string;
  /**
   * The field of the events' ids: an event counts once, even if it is in several files. A profile knows its
   * own.
   */
  id?: string;
  /** Whether events with ids count 'once' or are all kept ('keep'). Default: 'once'. */
  duplicates?: 'once' | 'keep' | (string & {});
  /** Only accesses from this time on: a Date, or ISO 8601 (a date is its midnight in UTC). Needs a time. */
  from?: Date | string;
  /** Only accesses before this time. Needs a time. */
  to?: Date | string;
  /**
   * What the likelihood is: 'count', the sum of the counts; 'logCount', ln(1 + that); 'days', the distinct
   * days in UTC, which needs a time. Default: 'count'.
   */
  likelihood?: LikelihoodKind | (string & {});
  /** Removes white space at the ends of names. Default: false: names are kept as written. */
  trim?: boolean;
  /**
   * Whether names of users and resources that differ only in case are one name, shown in its most frequent
   * spelling; 'lower' makes all names lower case, so that tables of several days have the same names.
   * Default: as the profile says, else false.
   */
  foldCase?: boolean | 'lower' | (string & {});
  /**
   * Whether folders with Hive's names (`account=1/day=2026-02-01`) are columns, too, for files without a
   * column of that name: a path never overrides a file. Default: false.
   */
  partitions?: boolean;
  /** The table of a DuckDB database, or a view of its tables, if it has several. */
  relation?: string;
  /**
   * What to do with accesses by each kind of accounts. 'keep' counts them, 'leaveOut' only counts them in the
   * report, 'apart' gives them a tenant of their own, `<tenant> (machine accounts)`. Default: persons are
   * kept, the others left out. A profile knows the kinds.
   *
   * With or without a profile, you can also name the accounts of a kind: `svc_*`, `svc_*|backup` or
   * `['svc_*', 'backup']`, in any case, with `*` for any characters. Names decide before the profile. Named
   * accounts are apart (persons are kept), unless the names include another treatment: `leaveOut|svc_*`.
   *
   * As text, for parameters of notebooks: `machine=keep, service=svc_*`.
   */
  accounts?: Partial<Record<AccountKind, AccountTreatment | (string & {}) | readonly string[]>> | string;
  /**
   * With a profile: whether accesses that were refused or failed count, too. 'apart': they don't, but come in
   * a table of their own, `failures`. Default: false.
   */
  failed?: boolean | 'apart' | (string & {});
  /** Whether columns `first` and `last` say when each access was seen first and last, in UTC. [false] */
  times?: boolean;
  /** 'day': a row for each day (UTC) of an access, in a column `day`. Needs a time. */
  by?: 'day' | (string & {});
  /** Whether each hour of the day has a row, in a column `hour` (0 to 23, UTC). Needs a time. [false] */
  hours?: boolean;
  /**
   * What else to read from an event, each in a column, with a row for each distinct combination: fields (or
   * values as in profiles) by the names of their columns, or a list of names of the profile's contexts
   * (`network`, `country`, `client`, ...) or of fields. As text, for parameters of notebooks: `network,
   * client`.
   */
  context?: string | readonly string[] | Readonly<Record<string, Value>>;
  /**
   * What was done, named like contexts, but only to be shown: a model never learns these columns by itself.
   * True: what the profile knows as `operation`, `address` (in full), `client` and `result`; without a
   * profile, the fields with these names. Or names or values, as for `context`.
   */
  details?: boolean | string | readonly string[] | Readonly<Record<string, Value>>;
  /** Called while files are looked at. */
  onProgress?: (progress: ReadProgress) => void;
}

/** How much of a log has been read. */
export interface ReadProgress {
  /** How many files were looked at, out of how many. */
  files: number;
  numFiles: number;
  /** How many rows of small files were taken. */
  rows: number;
}
