import type { AccountKind, AccountTreatment, Value } from './profiles/Profile.js';
import type { ProfileName } from './profiles/profiles.js';

/** What a likelihood is of an access's rows: their number or sum of counts, ln(1 + that), or their days. */
export type LikelihoodKind = 'count' | 'logCount' | 'days';

/** What of the files is read, and how. */
export interface ReadAccessOptions {
  /**
   * The vendor whose events these are: 'windows', 'cloudtrail', 'entra', 'office365', 'okta', 'github',
   * 'gcp', 'gworkspace', 'kubernetes', 'slack', 'salesforce', 'databricks', 'zeek', 'ocsf' or 'ecs'; or the
   * path of a file that says it (`./my.profile.json`). It knows where tenant, user, resource and time stand;
   * one that is named all the same is read from that field instead.
   */
  profile?: ProfileName | (string & {});
  /**
   * The field of the tenant; without it, every access is of the tenant `default`. A field is a column, or
   * nested: `actor.email`, `chain[2]` (counted from 0), `target[type=AppInstance].displayName` (the first
   * entry whose type is that). JSON that stands as text is opened on the way. A column of exactly that name
   * comes first; names that differ in case only are one field.
   */
  tenant?: string;
  /** The field of the one who accesses. Default: 'user', or what the profile knows. */
  user?: string;
  /** The field of what is accessed. Default: 'res', or what the profile knows. */
  res?: string;
  /**
   * The field of when: a time or date, ISO 8601 (without an offset: in UTC), a number since 1970 in seconds,
   * milliseconds, microseconds or nanoseconds, told apart by its size, or a compact time (20261016100000).
   * Two columns may say it (`date time`), as is the default in logs of W3C's extended format. Times before
   * 1990 or after 2100 are none.
   */
  time?: string;
  /**
   * The format of the time where it is neither of these, or several formats, as DuckDB's strptime has them:
   * `%d/%m/%Y %H:%M:%S`. Without it, usual formats are tried on all values, and the one that reads them is
   * reported; where day first and month first read them alike, it must be said.
   */
  timeFormat?: string | readonly string[];
  /** The field of how many accesses a row stands for, a positive number. Without it: one. */
  count?: string;
  /** The field of the events' ids: an event counts once, in whatever files. A profile knows its own. */
  id?: string;
  /** Whether events with ids count 'once' or are all kept ('keep'). Default: 'once'. */
  duplicates?: 'once' | 'keep' | (string & {});
  /** Only accesses from this time on: a Date, or ISO 8601 (a date is its midnight in UTC). Takes a time. */
  from?: Date | string;
  /** Only accesses before this time. Takes a time. */
  to?: Date | string;
  /**
   * What the likelihood is: 'count', the sum of the counts; 'logCount', ln(1 + that); 'days', the distinct
   * days in UTC, which takes a time. Default: 'count'.
   */
  likelihood?: LikelihoodKind | (string & {});
  /** Takes white space off the ends of names. Default: false: names are kept as written. */
  trim?: boolean;
  /**
   * Whether names of users and resources that differ in case only are one, shown in their most frequent
   * spelling; 'lower' makes all names lower case, so that tables of several days have the same names.
   * Default: what the profile says, else false.
   */
  foldCase?: boolean | 'lower' | (string & {});
  /**
   * Whether folders named as Hive does (`account=1/day=2026-02-01`) are columns, too, of files that have none
   * of that name: a path never overrides what a file says. Default: false: only files say anything.
   */
  partitions?: boolean;
  /** The table of a DuckDB database, or a view of its tables, where it has several. */
  relation?: string;
  /**
   * What becomes of accesses by each kind of accounts. 'keep' counts them, 'leaveOut' counts them in the
   * report only, 'apart' gives them a tenant of their own, `<tenant> (machine accounts)`. Default: persons
   * are kept, the others left out. A profile knows the kinds.
   *
   * With a profile or without, accounts are of a kind by their names, too: `svc_*`, `svc_*|backup` or
   * `['svc_*', 'backup']`, in any case, `*` for any characters. Names decide before the profile. These
   * accounts are apart (persons are kept), unless a treatment stands among the names: `leaveOut|svc_*`.
   *
   * As text, for parameters of notebooks: `machine=keep, service=svc_*`.
   */
  accounts?: Partial<Record<AccountKind, AccountTreatment | (string & {}) | readonly string[]>> | string;
  /**
   * With a profile: whether accesses that were refused or failed count, too. 'apart': they don't, and come as
   * a table of their own, `failures`. Default: false.
   */
  failed?: boolean | 'apart' | (string & {});
  /** Whether columns `first` and `last` say when each access was seen first and last, in UTC. [false] */
  times?: boolean;
  /** 'day': a row for each day (UTC) of an access, in a column `day`. Takes a time. */
  by?: 'day' | (string & {});
  /** Whether each hour of the day has a row, in a column `hour` (0 to 23, UTC). Takes a time. [false] */
  hours?: boolean;
  /**
   * What else of an event comes along, each in a column, with a row for each distinct combination: fields by
   * the names of their columns (or values as profiles have them), or a list of names, which are those of the
   * profile's contexts (`network`, `country`, `client`, ...) or of fields. As text, for parameters of
   * notebooks: `network, client`.
   */
  context?: string | readonly string[] | Readonly<Record<string, Value>>;
  /**
   * What was done, named like contexts, but only to be shown: a model never learns these columns by itself.
   * True: what the profile knows as `operation`, `address` (in full), `client` and `result`; without a
   * profile the fields that are called like that. Or names, or values, as `context` has them.
   */
  details?: boolean | string | readonly string[] | Readonly<Record<string, Value>>;
  /** Is called as files are looked at. */
  onProgress?: (progress: ReadProgress) => void;
}

/** How far a log is read. */
export interface ReadProgress {
  /** How many files were looked at, of how many. */
  files: number;
  numFiles: number;
  /** How many rows of small files were taken. */
  rows: number;
}
