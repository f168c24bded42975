import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { checkNames } from '../../als/checkNames.js';
import { ACCOUNT_KINDS, type AccountKind } from '../profiles/Profile.js';
import { findProfile, type ProfileName } from '../profiles/profiles.js';
import { type DuckDb, withConnection } from '../sql/withConnection.js';
import { AccessGroups, type LikelihoodKind, type RowReport } from './AccessGroups.js';
import { accessFiles } from './accessFiles.js';
import { checkColumns } from './checkColumns.js';
import { columnSource } from './columnSource.js';
import type { EventSource } from './EventSource.js';
import type { OpenedFile } from './OpenedFile.js';
import { openAccessFile } from './openAccessFile.js';
import { isDatabase, withDatabase } from './openDatabase.js';
import { isQuery, openQuery } from './openQuery.js';
import { holdsJson, openJsonRecords, recordsOf } from './openRecords.js';
import { parseMoment } from './parseMoment.js';
import { type Accounts, type AccountTreatment, profileSource } from './profileSource.js';

/** What of the files is read, and how. */
export interface ReadAccessOptions {
  /**
   * The vendor whose events these are: 'windows', 'cloudtrail', 'entra', 'office365', 'okta' or 'github'. It knows where
   * tenant, user, resource and time stand, so that no columns are named.
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
  const reader = makeReader(options);
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

/** Makes accesses of what is opened, by the columns' names or by a profile. */
interface Reader {
  ofRows(duckDb: DuckDb, opened: OpenedFile): EventSource;
  ofFile(duckDb: DuckDb, connection: DuckDBConnection, file: string): Promise<EventSource>;
  check(report: AccessReport): void;
}

const NAMES = ['profile', 'tenant', 'user', 'res', 'time', 'count', 'from', 'to', 'likelihood'];
const CHOICES = ['trim', 'foldCase', 'relation', 'accounts', 'failed'];

function makeReader(options: ReadAccessOptions): Reader {
  checkNames('options', options, [...NAMES, ...CHOICES]);
  const { likelihood = 'count', from, to, time, profile } = options;
  if (!['count', 'logCount', 'days'].includes(likelihood)) {
    throw new RangeError(`Expected likelihood to be 'count', 'logCount' or 'days', got ${likelihood}`);
  }
  if (profile !== undefined) return profileReader(profile, options);
  for (const [name, asks] of Object.entries({
    from,
    to,
    "likelihood 'days'": likelihood === 'days' || undefined,
  })) {
    if (asks !== undefined && time === undefined)
      throw new TypeError(`Expected time to name a column for ${name}, got none`);
  }
  for (const name of ['accounts', 'failed'] as const) {
    if (options[name] !== undefined) throw new TypeError(`Expected ${name} with a profile only, got none`);
  }
  return columnReader(options);
}

function columnReader({ tenant, user, res, time, count }: ReadAccessOptions): Reader {
  const given = {
    tenant: tenant ?? 'default',
    user,
    res,
    time: time ?? 'default',
    count: count ?? 'default',
  };
  for (const [name, column] of Object.entries(given)) {
    if (typeof column !== 'string' || column === '') {
      throw new TypeError(`Expected ${name} to name a column, got ${JSON.stringify(column)}`);
    }
  }
  const columns = { tenant, user: user as string, res: res as string, time, count };
  const wanted = Object.values(columns).filter((name) => name !== undefined);
  return {
    ofRows: (duckDb, opened) => columnSource(duckDb, checkColumns(opened, wanted), columns),
    ofFile: async (duckDb, connection, file) =>
      columnSource(
        duckDb,
        checkColumns(await openAccessFile(duckDb, connection, file, wanted), wanted),
        columns,
      ),
    check() {},
  };
}

function profileReader(name: ProfileName, options: ReadAccessOptions): Reader {
  const profile = findProfile(name);
  for (const column of ['tenant', 'user', 'res', 'time', 'count'] as const) {
    if (options[column] !== undefined) {
      throw new TypeError(`Expected no ${column} beside a profile, which knows it, got ${options[column]}`);
    }
  }
  const choices = { accounts: resolveAccounts(options.accounts ?? {}), failed: options.failed ?? false };
  return {
    ofRows: (duckDb, opened) => profileSource(recordsOf(duckDb, opened), profile, choices),
    async ofFile(duckDb, connection, file) {
      const records = holdsJson(file)
        ? await openJsonRecords(duckDb, connection, file)
        : recordsOf(duckDb, await openAccessFile(duckDb, connection, file, []));
      return profileSource(records, profile, choices);
    },
    check({ rows, unreadable, leftOut, files }) {
      if (rows > 0 && (leftOut['other event'] ?? 0) + unreadable === rows) {
        throw new Error(
          `Expected accesses of the profile ${name} in ${files.join(', ')}, got ${rows} rows of which none is one`,
        );
      }
    },
  };
}

function resolveAccounts(given: Partial<Record<AccountKind, AccountTreatment>>): Accounts {
  checkNames('accounts', given, [...ACCOUNT_KINDS]);
  for (const [kind, treatment] of Object.entries(given)) {
    if (!['keep', 'leaveOut', 'apart'].includes(treatment)) {
      throw new RangeError(`Expected accounts.${kind} to be 'keep', 'leaveOut' or 'apart', got ${treatment}`);
    }
  }
  return { person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut', ...given };
}
