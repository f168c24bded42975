import type { DuckDBConnection } from '@duckdb/node-api';
import { checkNames } from '../checks/checkNames.js';
import { expectBoolean, expectOneOf, expectText } from '../checks/expect.js';
import type { DuckDb } from '../sql/openDuckDb.js';
import { describe } from '../text/describe.js';
import { visibleText } from '../text/visibleText.js';
import { checkColumns } from './open/checkColumns.js';
import type { OpenedFile } from './open/OpenedFile.js';
import { openAccessFile } from './open/openAccessFile.js';
import { holdsJson, openJsonRecords, recordsOf } from './open/openRecords.js';
import { asLiteral, partitionsOf, withPartitions } from './open/withPartitions.js';
import { ACCOUNT_KINDS, type AccountKind, field, type Profile } from './profiles/Profile.js';
import { findProfile, type ProfileName } from './profiles/profiles.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { RowReport } from './rowReport.js';
import { columnSource } from './sources/columnSource.js';
import type { EventSource } from './sources/EventSource.js';
import { type Accounts, type AccountTreatment, profileSource } from './sources/profileSource.js';

/** Makes accesses of what is opened, by the columns' names or by a profile. */
export interface AccessReader {
  ofRows(duckDb: DuckDb, opened: OpenedFile): EventSource;
  ofFile(duckDb: DuckDb, connection: DuckDBConnection, file: string): Promise<EventSource>;
  /** @throws Error if nothing was what it should be; names the files */
  check(report: RowReport & { files: string[] }): void;
}

/** The names of all options of `readAccess`. */
export const READ_OPTIONS = [
  ...['profile', 'tenant', 'user', 'res', 'time', 'timeFormat', 'count', 'from', 'to', 'likelihood'],
  ...['trim', 'foldCase', 'relation', 'accounts', 'failed', 'times', 'partitions'],
];

export interface EventIds {
  /** Whether the events' ids are asked for. */
  ids: boolean;
  /** The column that has them; a profile knows its own. */
  id?: string;
}

/** @throws TypeError or RangeError naming an option that can't be, or is missing */
export function accessReader(options: ReadAccessOptions, ids: EventIds = { ids: false }): AccessReader {
  checkNames('options', options, READ_OPTIONS);
  const { likelihood = 'count', from, to, time, profile, times = false, partitions = false } = options;
  const { trim = false, foldCase = false, failed = false } = options;
  for (const [name, choice] of Object.entries({ times, partitions, trim, foldCase, failed })) {
    expectBoolean(name, choice);
  }
  expectOneOf('likelihood', likelihood, ['count', 'logCount', 'days']);
  if (profile !== undefined) return profileReader(profile, options, ids);
  for (const [name, asks] of Object.entries({
    from,
    to,
    "likelihood 'days'": likelihood === 'days' || undefined,
    times: times || undefined,
  })) {
    if (asks !== undefined && time === undefined)
      throw new TypeError(`Expected time to name a column for ${name}, got none`);
  }
  for (const name of ['accounts', 'failed'] as const) {
    if (options[name]) throw new RangeError(`Expected ${name} with a profile only, got none`);
  }
  return columnReader(options, ids);
}

function columnReader(
  { tenant, user = 'user', res = 'res', time, count, partitions = false }: ReadAccessOptions,
  { id }: EventIds,
): AccessReader {
  const given = {
    tenant: tenant ?? 'default',
    user,
    res,
    time: time ?? 'default',
    count: count ?? 'default',
    id: id ?? 'default',
  };
  for (const [name, column] of Object.entries(given)) expectText(name, column, 'to name a column');
  if (user === res) {
    throw new RangeError(`Expected user and res to name different columns, got ${describe(user)} for both`);
  }
  const columns = { tenant, user, res, time, count, id };
  const wanted = Object.values(columns).filter((name) => name !== undefined);
  const openFile = async (duckDb: DuckDb, connection: DuckDBConnection, file: string) => {
    if (!partitions) return openAccessFile(duckDb, connection, file, wanted);
    const ofPath = partitionsOf(file);
    const ofFile = wanted.filter((name) => !ofPath.has(name));
    return withPartitions(duckDb, await openAccessFile(duckDb, connection, file, ofFile));
  };
  return {
    ofRows: (duckDb, opened) => columnSource(duckDb, checkColumns(opened, wanted), columns),
    ofFile: async (duckDb, connection, file) =>
      columnSource(duckDb, checkColumns(await openFile(duckDb, connection, file), wanted), columns),
    check() {},
  };
}

function profileReader(name: string, options: ReadAccessOptions, { ids, id }: EventIds): AccessReader {
  if (options.count !== undefined) {
    throw new RangeError(
      `Expected no count beside a profile, whose events count one each, got ${describe(options.count)}`,
    );
  }
  const { tenant, user, res, time } = options;
  const others = Object.entries({ tenant, user, res, time, id }).filter(([, given]) => given !== undefined);
  const profile: Profile = {
    ...findProfile(name as ProfileName),
    ...Object.fromEntries(others.map(([role, given]) => [role, field(given as string)])),
  };
  const choices = { accounts: resolveAccounts(options.accounts ?? {}), failed: options.failed ?? false, ids };
  return {
    ofRows: (duckDb, opened) => profileSource(recordsOf(duckDb, opened), profile, choices),
    async ofFile(duckDb, connection, file) {
      const records = holdsJson(file)
        ? await openJsonRecords(duckDb, file)
        : recordsOf(duckDb, await openAccessFile(duckDb, connection, file, []));
      const ofPath = options.partitions ? partitionsOf(file) : new Map<string, string | null>();
      const withPath = others
        .filter(([, given]) => ofPath.has(given as string))
        .map(([role, given]) => {
          const value = asLiteral(duckDb, ofPath.get(given as string) ?? null);
          return [role, `coalesce(${field(given as string)}, ${value})`];
        });
      return profileSource(records, { ...profile, ...Object.fromEntries(withPath) }, choices);
    },
    check({ rows, reasons, leftOut, files }) {
      const foreign = leftOut['other event'] ?? 0;
      if (foreign > 0 && foreign + (reasons['malformed line'] ?? 0) === rows) {
        throw new Error(
          `Expected accesses of the profile ${name} in ${files.map(visibleText).join(', ')}, got ${rows} rows of which none is one`,
        );
      }
    },
  };
}

function resolveAccounts(accounts: NonNullable<ReadAccessOptions['accounts']>): Accounts {
  const given = typeof accounts === 'string' ? parseAccounts(accounts) : accounts;
  checkNames('accounts', given, [...ACCOUNT_KINDS]);
  for (const [kind, treatment] of Object.entries(given)) {
    expectOneOf(`accounts.${kind}`, treatment, ['keep', 'leaveOut', 'apart']);
  }
  return { person: 'keep', machine: 'leaveOut', service: 'leaveOut', anonymous: 'leaveOut', ...given };
}

/** `machine=keep, service=apart` */
function parseAccounts(text: string): Partial<Record<AccountKind, AccountTreatment>> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const wrong = pairs.find((parts) => parts.length !== 2);
  if (wrong) {
    throw new RangeError(`Expected accounts like 'machine=keep, service=apart', got ${describe(text)}`);
  }
  return Object.fromEntries(pairs);
}
