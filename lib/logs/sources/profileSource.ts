import type { OpenedRecords } from '../open/openRecords.js';
import { ACCOUNT_KINDS, type AccountKind, type Profile } from '../profiles/Profile.js';
import type { EventSource, LeftOutReason } from './EventSource.js';
import { toMicroseconds } from './toMicroseconds.js';

/** What becomes of the accesses of a kind of accounts: counted, left out (and reported), or a tenant of their own. */
export type AccountTreatment = 'keep' | 'leaveOut' | 'apart';

export type Accounts = Record<AccountKind, AccountTreatment>;

export interface ProfileChoices {
  accounts: Accounts;
  /** Whether accesses that were refused or failed count, too. */
  failed: boolean;
  /** Whether the events' ids are asked for. */
  ids: boolean;
}

/** The accesses of a file of events in a vendor's own shape. */
export function profileSource(
  opened: OpenedRecords,
  given: Profile,
  { accounts, failed, ids }: ProfileChoices,
): EventSource {
  const { profile, fields } = readOnce(ids ? given : { ...given, id: 'NULL' });
  const tenant = `coalesce(${profile.tenant}, 'default')`;
  const apart = ACCOUNT_KINDS.filter((kind) => accounts[kind] === 'apart');
  const excluded = ACCOUNT_KINDS.filter((kind) => accounts[kind] === 'leaveOut');
  return {
    name: opened.file,
    relation: `(SELECT *, ${fields} AS fields FROM (SELECT line, ${profile.event ?? 'json'} AS json FROM ${opened.relation}))`,
    tenant: `${tenant}${cases(
      apart,
      profile.kind,
      (kind) => `' (${TENANT_SUFFIX[kind]})'`,
      (sql) => ` || coalesce(${sql}, '')`,
    )}`,
    user: profile.user,
    res: profile.res,
    count: "'1'",
    time: toMicroseconds(profile.time),
    timeText: profile.time,
    leftOut: `CASE WHEN NOT coalesce(${profile.isAccess}, false) THEN 'other event'
      ${failed ? '' : `WHEN coalesce(${profile.isFailed}, false) THEN 'failed'`}
      ${cases(
        excluded,
        profile.kind,
        (kind) => `'${LEFT_OUT[kind]}'`,
        (sql) => `ELSE ${sql}`,
      )} END`,
    text: 'coalesce(line, json::VARCHAR)',
    id: profile.id,
    isMalformed: "coalesce(json_type(json) <> 'OBJECT', true)",
    hasRejects: opened.hasRejects,
  };
}

/**
 * The profile with all fields that its expressions name read at once: DuckDB parses an event for each reading of it, and an
 * event of many fields would be parsed a hundred times.
 */
function readOnce(profile: Profile): { profile: Profile; fields: string } {
  const { event, ...expressions } = profile;
  const paths: string[] = [];
  const read = (sql: string) =>
    sql.replace(/json ->> ('[^']+')/g, (_, path: string) => {
      if (!paths.includes(path)) paths.push(path);
      return `fields[${paths.indexOf(path) + 1}]`;
    });
  const entries = Object.entries(expressions).map(([name, sql]) => [name, read(sql)]);
  return {
    profile: { event, ...Object.fromEntries(entries) } as Profile,
    fields: `json_extract_string(json, [${paths.join(', ')}])`,
  };
}

const TENANT_SUFFIX: Record<AccountKind, string> = {
  person: 'persons',
  machine: 'machine accounts',
  service: 'service accounts',
  anonymous: 'anonymous',
};

const LEFT_OUT: Record<AccountKind, LeftOutReason> = {
  person: 'person',
  machine: 'machine account',
  service: 'service account',
  anonymous: 'anonymous',
};

/** A CASE over kinds of accounts, where there are any. */
function cases(
  kinds: readonly AccountKind[],
  kindSql: string,
  value: (kind: AccountKind) => string,
  wrap: (sql: string) => string,
): string {
  if (kinds.length === 0) return '';
  return wrap(`CASE ${kindSql} ${kinds.map((kind) => `WHEN '${kind}' THEN ${value(kind)}`).join(' ')} END`);
}
