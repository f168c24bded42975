import { filled } from '../names/noName.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { partitionSql } from '../open/partitions.js';
import { kindSql } from '../profiles/kindSql.js';
import type { AccountKind, Accounts, AccountTreatment, Profile, Value } from '../profiles/Profile.js';
import { pathsOf } from '../profiles/pathsOf.js';
import { predicateSql, valueSql } from '../profiles/valueSql.js';
import { toMicroseconds } from '../times/toMicroseconds.js';
import { type EventSource, type LeftOutReason, ONE } from './EventSource.js';
import { RowFields } from './RowFields.js';
import { rowText } from './rowText.js';

interface ProfileChoices {
  accounts: Accounts;
  /** Whether accesses that were refused or failed count, too. */
  failed: boolean;
  /** Whether the events' ids are asked for. */
  ids: boolean;
  /** Fields that are read instead of the profile's. */
  others: Partial<Record<'tenant' | 'user' | 'res' | 'time' | 'id', string>>;
  /** What else, by the names of the table's columns. */
  context: Readonly<Record<string, Value>>;
}

/**
 * The accesses of events in a vendor's own shape, wherever they stand in the rows.
 *
 * @param numbered where folders named as Hive does are fields, too: all files, by their numbers
 */
export async function profileSource(
  opened: OpenedRows,
  profile: Profile,
  { accounts, failed, ids, others, context }: ProfileChoices,
  numbered: readonly string[] | undefined,
): Promise<EventSource> {
  const fields = await RowFields.of(opened, 'all');
  const ofPath = (name: string) =>
    numbered === undefined ? undefined : partitionSql(opened, name, numbered);
  await fields.lookFor([...pathsOf(profile), ...Object.values(others)], profile.within);
  const textOf = (path: string) => fields.vendorText(path, profile.within);
  const named = (name: string) => {
    const path = ofPath(name);
    if (!fields.has(name)) return path ?? fields.vendorField(name, profile.within);
    return path === undefined ? fields.text(name) : `coalesce(${fields.text(name)}, ${path})`;
  };
  const role = (name: keyof typeof others): string => {
    const other = others[name];
    if (other !== undefined) return fields.once(named(other), 1);
    const value = profile[name];
    return value === undefined ? 'NULL' : fields.once(valueSql(value, textOf), 1);
  };
  const kind = fields.once(kindSql(profile, textOf), 1);
  const having = (treatment: AccountTreatment) =>
    (Object.keys(accounts) as AccountKind[]).filter((each) => accounts[each] === treatment);
  const tenant = `coalesce(${isNotNested(role('tenant'))}, 'default')`;
  const suffix = cases(having('apart'), kind, (each) => ` (${TENANT_SUFFIX[each]})`);
  const excluded = cases(having('leaveOut'), kind, (each) => LEFT_OUT[each]);
  const timeText = role('time');
  /** The profile's own contexts may be absent; a field that was named has to be there. */
  const contextSql = (name: string, value: Value) =>
    filled(fields.once(valueSql(value, profile.context?.[name] === value ? textOf : named), 1));
  const roles = {
    tenant: suffix === 'NULL' ? tenant : `${tenant} || coalesce(${suffix}, '')`,
    user: isNotNested(role('user')),
    res: isNotNested(role('res')),
    count: ONE,
    time: toMicroseconds(timeText),
    timeText,
    leftOut: `CASE WHEN NOT ${predicateSql(profile.access, textOf)} THEN 'other event'
      ${failed || profile.failed === undefined ? '' : `WHEN ${predicateSql(profile.failed, textOf)} THEN 'failed'`}
      ELSE ${excluded} END`,
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [name, contextSql(name, value)]),
    ),
    text: opened.row ?? rowText(opened.names ?? [], opened.column!),
    id: ids && (profile.id !== undefined || others.id !== undefined) ? role('id') : undefined,
  };
  return { ...roles, ...fields.rows };
}

/** An object or a list is no name, as SQL; a text that only looks like one is. */
function isNotNested(text: string): string {
  if (text === 'NULL') return text;
  return `CASE WHEN ${text}[1] = '{' OR ${text}[1] = '[' THEN CASE WHEN json_valid(${text}) THEN NULL ELSE ${text} END ELSE ${text} END`;
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

/** A CASE over kinds of accounts, as SQL; NULL where there are none. */
function cases(kinds: readonly AccountKind[], kindOf: string, text: (kind: AccountKind) => string): string {
  if (kinds.length === 0) return 'NULL';
  return `CASE ${kindOf} ${kinds.map((each) => `WHEN '${each}' THEN '${text(each)}'`).join(' ')} END`;
}
