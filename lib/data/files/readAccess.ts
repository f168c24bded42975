import type { Table } from 'apache-arrow';
import type { AccountKind } from '../profiles/Profile.js';
import type { ProfileName } from '../profiles/profiles.js';
import { withConnection } from '../sql/withConnection.js';
import { AccessGroups, type LikelihoodKind, type RowReport } from './AccessGroups.js';
import type { SkippedFile } from './accessFiles.js';
import { accessReader } from './accessReader.js';
import { eachSource } from './eachSource.js';
import { rowOptionsOf } from './judgedRows.js';
import type { AccountTreatment } from './profileSource.js';

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
  /** The column of who accesses. Required without a profile. */
  user?: string;
  /** The column of what is accessed. Required without a profile. */
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
   * which takes a time. Default 'count'.
   */
  likelihood?: LikelihoodKind | (string & {});
  /** Takes white space off the ends of names. Default false: names are kept as written. */
  trim?: boolean;
  /** Makes all names lower case, for logs that spell them in several ways. Default false. */
  foldCase?: boolean;
  /**
   * Whether folders named as Hive does (`account=1/day=2026-02-01`) are columns, too, of files that have none of that name: a
   * path never overrides what a file says. Default false: only files say anything.
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
  /** With a profile: whether accesses that were refused or failed count, too. Default false. */
  failed?: boolean;
  /** Whether the table has columns `first` and `last`: when each access was seen first and last, in UTC. Default false. */
  times?: boolean;
}

/** What {@link readAccess} read, and what it could not. */
export interface AccessReport extends RowReport {
  /** The files read, in order; of a database the file and table, of a query its text. */
  files: string[];
  /** Files of folders and globs that were not read, and why. */
  skipped: SkippedFile[];
  /** The format that the times were read by, given or guessed; null where they were ISO 8601 or numbers. */
  timeFormat: readonly string[] | null;
  /** What should not be overlooked: more than a twentieth of the rows unreadable, files skipped. Null: nothing. */
  warning: string | null;
}

/**
 * Reads who accessed what from logs: CSV with a header (`.csv`, `.tsv`; separated by comma, tab, semicolon or bar), JSON
 * (`.jsonl`, `.ndjson`, `.json`: lines or an array of objects), both also with `.gz`, Parquet, a table of a DuckDB database
 * (`.duckdb`, `.db`), or an SQL query that DuckDB runs (`SELECT ...`). DuckDB reads and groups them, out of core, so that
 * only the result has to fit in memory here.
 *
 * The table has a row for each tenant, user and resource, sorted by these: tenant, user, res (dictionary-encoded
 * Utf8) and likelihood (Float64). A number becomes its text as a name. A row is unreadable, and reported, if its line is
 * malformed, a name is missing, empty or, in JSON, an object or array, or begins with a byte order
 * mark, its time can't be read, or its count is not a
 * positive number (from 1e-24 to 1e24).
 *
 * Of a folder or a glob, empty and broken files are skipped and named in the report; a file that is named itself must be
 * whole.
 *
 * @param source a file, a glob (`logs/*.csv.gz`), a folder (its files of these kinds, and those below), a query, or several
 * @throws TypeError if a file lacks one of the columns (the error lists those it has) or has it twice
 * @throws Error if nothing is found at the source, or a file is of another kind or broken, or holds no event of the
 * profile; names it
 *
 * @example
 * const { table, report } = await readAccess('logs/', { user: 'account', res: 'host' })
 * const { table } = await readAccess('AWSLogs/', { profile: 'cloudtrail', from: '2026-01-01', to: '2026-02-01' })
 */
export async function readAccess(
  source: string | readonly string[],
  options: ReadAccessOptions,
): Promise<{ table: Table; report: AccessReport }> {
  const reader = accessReader(options);
  const { likelihood = 'count', times = false } = options;
  return withConnection(async (connection, duckDb) => {
    const groups = await AccessGroups.create(duckDb, connection, {
      likelihood: likelihood as LikelihoodKind,
      times,
      ...rowOptionsOf(options),
    });
    const { files, skipped, timeFormat } = await eachSource(
      duckDb,
      connection,
      { source, reader, options },
      (event) => groups.add(event),
    );
    const counted = await groups.report();
    const report = {
      files,
      skipped,
      timeFormat,
      ...counted,
      warning: warningOf(counted, skipped),
    };
    reader.check(report);
    return { table: await groups.table(), report };
  });
}

/** Above this share of unreadable rows the log is probably not what it was taken for. */
const LARGEST_SHARE = 0.05;

/** Of files that were skipped, those that may well be logs. */
const LOST = /^a broken|can't be/;

function warningOf({ rows, unreadable, reasons }: RowReport, skipped: readonly SkippedFile[]): string | null {
  const warnings: string[] = [];
  if (unreadable > LARGEST_SHARE * rows) {
    const share = ((100 * unreadable) / rows).toFixed(1);
    const why = Object.entries(reasons).map(
      ([reason, count]) => `${reason}: ${count.toLocaleString('en-US')}`,
    );
    warnings.push(
      `${share} % of the rows could not be read (${why.join('; ')}). What follows knows nothing of them: look at the samples, and at the names of the columns.`,
    );
  }
  const broken = skipped.filter(({ reason }) => LOST.test(reason));
  if (broken.length > 0) {
    warnings.push(`Not read: ${broken.map(({ file, reason }) => `${file} (${reason})`).join(', ')}.`);
  }
  return warnings.length > 0 ? warnings.join(' ') : null;
}
