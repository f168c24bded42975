import type { Table } from 'apache-arrow';
import type { AccountKind } from '../profiles/Profile.js';
import type { ProfileName } from '../profiles/profiles.js';
import { withConnection } from '../sql/withConnection.js';
import { AccessGroups, type LikelihoodKind, type RowReport } from './AccessGroups.js';
import { accessFiles } from './accessFiles.js';
import { accessReader } from './accessReader.js';
import type { EventSource } from './EventSource.js';
import { isDatabase, withDatabase } from './open/openDatabase.js';
import { isQuery, openQuery } from './open/openQuery.js';
import { parseMoment } from './parseMoment.js';
import type { AccountTreatment } from './profileSource.js';

/** What of the files is read, and how. */
export interface ReadAccessOptions {
  /**
   * The vendor whose events these are: 'windows', 'cloudtrail', 'entra', 'office365', 'okta' or 'github'. It knows where
   * tenant, user, resource and time stand; one that is named all the same is read from that field instead, a nested one by
   * names with dots between them.
   */
  profile?: ProfileName;
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
  likelihood?: LikelihoodKind;
  /** Takes white space off the ends of names. Default false: names are kept as written. */
  trim?: boolean;
  /** Makes all names lower case, for logs that spell them in several ways. Default false. */
  foldCase?: boolean;
  /** The table or view of a DuckDB database, where it has several. */
  relation?: string;
  /**
   * With a profile: what becomes of accesses by each kind of accounts. 'keep' counts them, 'leaveOut' counts them in the
   * report only, 'apart' gives them a tenant of their own, `<tenant> (machine accounts)`. Default: persons are kept, the
   * others left out.
   */
  accounts?: Partial<Record<AccountKind, AccountTreatment>>;
  /** With a profile: whether accesses that were refused or failed count, too. Default false. */
  failed?: boolean;
}

/** What {@link readAccess} read, and what it could not. */
export interface AccessReport extends RowReport {
  /** The files read, in order; of a database the file and table, of a query its text. */
  files: string[];
}

/**
 * Reads who accessed what from logs: CSV with a header (`.csv`, `.tsv`; separated by comma, tab, semicolon or bar), JSON
 * (`.jsonl`, `.ndjson`, `.json`: lines or an array of objects), both also with `.gz`, Parquet, a table of a DuckDB database
 * (`.duckdb`, `.db`), or an SQL query that DuckDB runs (`SELECT ...`). DuckDB reads and groups them, out of core, so that
 * only the result has to fit in memory here.
 *
 * The table has a row for each tenant, user and resource, sorted by these: tenant, user, res (dictionary-encoded
 * Utf8) and likelihood (Float64). A number becomes its text as a name. A row is unreadable, and reported, if its line is
 * malformed, a name is missing, empty or, in JSON, an object or array, its time can't be read, or its count is not a
 * positive finite number.
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
  const { likelihood = 'count', trim = false, foldCase = false, from, to } = options;
  return withConnection(async (connection, duckDb) => {
    const sources = typeof source === 'string' ? [source] : source;
    const groups = await AccessGroups.create(duckDb, connection, {
      likelihood,
      trim,
      foldCase,
      from: parseMoment('from', from),
      to: parseMoment('to', to),
    });
    const files: string[] = [];
    const add = async (event: EventSource) => {
      files.push(event.name);
      await groups.add(event);
    };
    for (const query of sources.filter(isQuery)) {
      await add(reader.ofRows(duckDb, await openQuery(duckDb, connection, query)));
    }
    const paths = sources.filter((path) => !isQuery(path));
    for (const file of paths.length > 0 || sources.length === 0 ? await accessFiles(connection, paths) : []) {
      if (isDatabase(file)) {
        await withDatabase(duckDb, connection, file, options.relation, (opened) =>
          add(reader.ofRows(duckDb, opened)),
        );
      } else await add(await reader.ofFile(duckDb, connection, file));
    }
    const report = { files, ...(await groups.report()) };
    reader.check(report);
    return { table: await groups.table(), report };
  });
}
