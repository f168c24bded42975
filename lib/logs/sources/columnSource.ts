import { sqlText } from '../../sql/sqlText.js';
import { filled } from '../names/noName.js';
import type { OpenedRows } from '../open/OpenedRows.js';
import { partitionSql } from '../open/partitions.js';
import type { AccountChoices, Value } from '../profiles/Profile.js';
import { valueSql } from '../profiles/valueSql.js';
import { toMicroseconds } from '../times/toMicroseconds.js';
import { accountsSql } from './accountsSql.js';
import { type EventSource, ONE, type StoredSource } from './EventSource.js';
import { RowFields } from './RowFields.js';
import { rowText } from './rowText.js';

/** Which fields to read. */
interface LogColumns {
  tenant?: string;
  user: string;
  res: string;
  time?: string;
  count?: string;
  id?: string;
  /** What else to read, by the names of the table's columns. */
  context: Readonly<Record<string, Value>>;
  /** Accounts that are of a kind by their names. */
  accounts: AccountChoices;
}

/**
 * The accesses of rows by the names of their fields: without a tenant it is always `default`, without a count
 * always 1.
 *
 * @param numbered all files by their numbers, if folders with Hive's names are fields, too
 * @throws RangeError if there is no such field; lists the fields
 */
export async function columnSource(
  opened: OpenedRows,
  columns: LogColumns,
  numbered: readonly string[] | undefined,
): Promise<EventSource> {
  const { tenant, user, res, count, id, context, accounts } = columns;
  const ofPath = (name: string) =>
    numbered === undefined ? undefined : partitionSql(opened, name, numbered);
  const named = [tenant, user, res, count, id].filter((name) => name !== undefined);
  const isNested = Object.keys(context).length > 0 || opened.names === undefined;
  const times = columns.time === undefined ? [] : [columns.time];
  const fields = await RowFields.of(
    opened,
    isNested ? 'all' : [...named, ...times].filter((name) => !ofPath(name)),
  );
  const others = Object.values(context).filter((value) => typeof value === 'string');
  await fields.lookFor([...named, ...times, ...others].filter((name) => ofPath(name) === undefined));
  const text = (name: string) => {
    const path = ofPath(name);
    if (path === undefined) return fields.text(name);
    if (!fields.has(name)) return path;
    return opened.names === undefined ? `coalesce(${fields.text(name)}, ${path})` : fields.text(name);
  };
  const { suffix, leftOut } = accountsSql(accounts, { user: text(user), once: (sql) => fields.once(sql, 2) });
  const ownTenant = tenant === undefined ? sqlText('default') : text(tenant);
  const roles = {
    tenant: suffix === 'NULL' ? ownTenant : `${ownTenant} || coalesce(${suffix}, '')`,
    user: text(user),
    res: text(res),
    count: count === undefined ? ONE : (typedNumber(opened, fields, count) ?? text(count)),
    id: id === undefined ? undefined : text(id),
    context: Object.fromEntries(
      Object.entries(context).map(([name, value]) => [name, filled(fields.once(valueSql(value, text), 1))]),
    ),
    ...timesOf(opened, fields, columns.time, text),
  };
  const shown = opened.row ?? rowText([...named, ...(partsOf(opened, fields, columns.time) ?? [])], text);
  const { rows } = fields;
  // Reading times in text twice costs too much, and computed columns aren't stored in the files.
  const isStored =
    roles.timeText === undefined && rows.relation === opened.relation && accounts.named.length === 0;
  const stored = isStored ? storedSource(opened, fields, columns, ofPath) : undefined;
  return { ...rows, ...roles, leftOut, text: shown, stored };
}

/** The time of a row, and its text if it is text. */
function timesOf(
  opened: OpenedRows,
  fields: RowFields,
  time: string | undefined,
  text: (name: string) => string,
): { time?: string; timeText?: string } {
  const column = time === undefined ? undefined : fields.column(time);
  const typed = column === undefined ? undefined : opened.microseconds?.(column);
  if (typed !== undefined) return { time: typed };
  const parts = partsOf(opened, fields, time);
  if (parts === undefined) return {};
  const timeText = parts.length === 1 ? text(parts[0]) : `(${parts.map(text).join(" || ' ' || ")})`;
  return { time: toMicroseconds(timeText), timeText };
}

/** A time may be in two fields, such as `date time`. */
function partsOf(opened: OpenedRows, fields: RowFields, time: string | undefined) {
  if (time === undefined) return opened.time;
  const parts = time.trim().split(/\s+/);
  return !fields.has(time) && parts.length > 1 && parts.every((part) => fields.has(part)) ? parts : [time];
}

function typedNumber(opened: OpenedRows, fields: RowFields, name: string): string | undefined {
  const column = fields.column(name);
  return column === undefined ? undefined : opened.number?.(column);
}

function storedSource(
  { stored }: OpenedRows,
  fields: RowFields,
  { tenant, user, res }: LogColumns,
  ofPath: (name: string) => string | undefined,
): StoredSource | undefined {
  if (stored === undefined) return undefined;
  const key = (name: string) => {
    const column = fields.column(name);
    return column !== undefined && ofPath(name) === undefined ? stored.key(column) : undefined;
  };
  const keys = {
    tenant: tenant === undefined ? sqlText('default') : key(tenant),
    user: key(user),
    res: key(res),
  };
  if (keys.tenant === undefined || keys.user === undefined || keys.res === undefined) return undefined;
  return { paths: stored.paths, layout: stored.layout, keys: keys as StoredSource['keys'] };
}
