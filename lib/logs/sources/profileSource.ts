import { filled } from '../names/noName.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { partitionSql } from '../open/partitions.js';
import { isOfProfile } from '../profiles/detailsIn.js';
import { kindSql } from '../profiles/kindSql.js';
import type { AccountChoices, Profile, Value } from '../profiles/Profile.js';
import { pathsIn, pathsOf } from '../profiles/pathsOf.js';
import { predicateSql, valueSql } from '../profiles/valueSql.js';
import { toMicroseconds } from '../times/toMicroseconds.js';
import { accountsSql } from './accountsSql.js';
import { type EventSource, ONE } from './EventSource.js';
import { RowFields } from './RowFields.js';
import { rowText } from './rowText.js';

interface ProfileChoices {
  accounts: AccountChoices;
  /** Whether refused or failed accesses count, too, or are set apart. */
  failed: boolean | 'apart';
  /** Whether the events' ids are needed. */
  ids: boolean;
  /** Fields that are read instead of the profile's. */
  others: Partial<Record<'tenant' | 'user' | 'res' | 'time' | 'id', string>>;
  /** What else to read, by the names of the table's columns. */
  context: Readonly<Record<string, Value>>;
}

/**
 * The accesses of events in a vendor's own shape, wherever in the rows they are.
 *
 * @param numbered all files by their numbers, if folders with Hive's names are fields, too
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
  const isOwn = (name: string, value: Value) => isOfProfile(profile, name, value);
  const own = Object.entries(context).flatMap(([name, value]) => (isOwn(name, value) ? [value] : []));
  await fields.lookFor([...pathsOf(profile), ...pathsIn([], own), ...Object.values(others)], profile.within);
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
  const tenant = `coalesce(${isNotNested(role('tenant'))}, 'default')`;
  const user = isNotNested(role('user'));
  const { suffix, leftOut } = accountsSql(accounts, { user, kind, once: (sql) => fields.once(sql, 2) });
  const timeText = role('time');
  const isAccess = predicateSql(profile.access, textOf);
  const hasFailed = profile.failed === undefined ? undefined : predicateSql(profile.failed, textOf);
  /** The profile's own contexts may be absent; a named field has to exist. */
  const contextSql = (name: string, value: Value) =>
    filled(fields.once(valueSql(value, isOwn(name, value) ? textOf : named), 1));
  const roles = {
    tenant: suffix === 'NULL' ? tenant : `${tenant} || coalesce(${suffix}, '')`,
    user,
    res: isNotNested(role('res')),
    count: ONE,
    time: toMicroseconds(timeText),
    timeText,
    leftOut: `CASE WHEN NOT ${isAccess} THEN 'other event'
      ${failed === true || hasFailed === undefined ? '' : `WHEN ${hasFailed} THEN 'failed'`}
      ELSE ${leftOut} END`,
    ...(failed === 'apart' && {
      attempt: hasFailed === undefined ? 'false' : `(${isAccess} AND ${hasFailed} AND (${leftOut}) IS NULL)`,
    }),
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [name, contextSql(name, value)]),
    ),
    text: opened.row ?? rowText(opened.names ?? [], opened.column!),
    id: ids && (profile.id !== undefined || others.id !== undefined) ? role('id') : undefined,
  };
  return { ...roles, ...fields.rows };
}

/**
 * Whether a text may be a name, as SQL: an object or a list isn't, but a text that only looks like one is.
 */
function isNotNested(text: string): string {
  if (text === 'NULL') return text;
  return `CASE WHEN ${text}[1] = '{' OR ${text}[1] = '[' THEN CASE WHEN json_valid(${text}) THEN NULL ELSE ${text} END ELSE ${text} END`;
}
