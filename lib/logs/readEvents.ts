import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { expectInteger } from '../base/checks/expect.js';
import { registerTable } from '../sql/registerTable.js';
import { withConnection } from '../sql/withConnection.js';
import { adoptTable } from '../tables/adoptTable.js';
import { findColumn } from '../tables/findColumn.js';
import { checkTable } from '../tables/isTable.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { accessReader } from './accessReader.js';
import { placeLines } from './decode/locateLines.js';
import { judgedRows, type RowOptions, rowOptionsOf, USED } from './group/judgedRows.js';
import { isNoName } from './names/noName.js';
import { nameSourceInErrors } from './open/nameSourceInErrors.js';
import type { Session } from './open/Session.js';
import { openSources, type Sources } from './openSources.js';
import { READ_OPTIONS } from './options/checkReadOptions.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import { mayHold } from './smallFiles/mayHold.js';
import { type EventSource, NAME_COLUMNS, type NameColumn } from './sources/EventSource.js';

/** Which accesses, and how many events of each. */
export interface ReadEventsOptions
  extends Omit<ReadAccessOptions, 'likelihood' | 'times' | 'by' | 'hours' | 'context' | 'details'> {
  /** The accesses, as `readAccess` or `tellingOf` gave them: the columns tenant, user and res. */
  of: Table;
  /** How many events of each access at most, the first ones. Default: 100. */
  limit?: number;
}

interface Event {
  place: number;
  tenant: string;
  user: string;
  res: string;
  moment: number | null;
  file: string;
  line: number | null;
  id: string | null;
  text: string;
}

const LONGEST_TEXT = 2000;
const DEFAULT_LIMIT = 100;

/**
 * The events of a log behind some accesses, such as those of alerts, so that an analyst finds them in the
 * source. The log is read again, with the same options as for `readAccess`.
 *
 * @param source as for `readAccess`
 * @returns a row for each event, in the order of the accesses, and for each access by time and place: tenant,
 *   user, res; time (null without one); file; line (from 1; null if rows have no lines of their own: Parquet,
 *   databases, queries, wrapped JSON); id (null if none is known); event (the line, or the row as JSON, of up
 *   to 2,000 characters)
 * @throws as `readAccess` does; RangeError or TypeError if limit isn't a positive integer, or `of` isn't a
 *   table or lacks a column
 *
 * @example
 * const options = { user: 'account', res: 'share', count: 'n' };
 * const { table } = await readAccess('february-1.csv.gz', options);
 * const alerts = triage(table, { model, budget: 5 });
 * const events = await readEvents('february-1.csv.gz', { ...options, of: tellingOf(alerts) });
 */
export async function readEvents(
  source: string | readonly string[],
  eventOptions: ReadEventsOptions,
): Promise<Table> {
  checkNames('readEvents options', eventOptions ?? {}, ['of', 'limit', ...READ_OPTIONS]);
  const { of, limit = DEFAULT_LIMIT, ...options } = eventOptions ?? {};
  checkTable(of);
  for (const name of ['tenant', 'user', 'res']) findColumn(of, name);
  expectInteger('limit', limit, 1);
  const reader = await accessReader(options, true);
  const rowOptions = rowOptionsOf(options);
  const isOnce = options.duplicates !== 'keep';
  const asked = { rowOptions, limit, folded: reader.folded, isOnce };
  return withConnection(async (connection, duckDb) => {
    const session = { connection, duckDb };
    await registerWanted(session, of, reader.folded);
    const sources = { source, reader, options, look: 'all' } as const;
    const found = (await quickly(session, of, sources, asked)) ?? (await eventsOf(session, sources, asked));
    const events = firstOf(isOnce ? onceEach(found.events) : found.events, limit);
    await placeLines(events);
    return eventTable(events);
  });
}

/** Events, and whether their times were read by a guessed format. */
interface FoundEvents {
  events: Event[];
  isGuessed: boolean;
}

/**
 * The same, but only reading rows whose text may be wanted; undefined if that can't be told, or if other rows
 * are needed to know the fields or the format of times.
 */
async function quickly(
  session: Session,
  of: Table,
  sources: Sources,
  asked: AskedEvents,
): Promise<FoundEvents | undefined> {
  const { reader } = sources;
  const [users, resources] = ['user', 'res'].map((name) => Array.from(of.getChild(name) ?? [], String));
  const pairs = users.map((user, n) => ({ user, res: resources[n] }));
  const isWanted = mayHold(pairs, reader.written);
  if (isWanted === undefined) return undefined;
  const quick = { ...reader, asked: { ...reader.asked, mayHold: isWanted } };
  const found = await eventsOf(session, { ...sources, reader: quick }, asked).catch(() => undefined);
  return found?.isGuessed ? undefined : found;
}

async function eventsOf(session: Session, sources: Sources, asked: AskedEvents): Promise<FoundEvents> {
  const events: Event[] = [];
  const opened = await openSources(session, sources);
  try {
    for (const event of opened.events) {
      const read = () => eventsIn(session.connection, event, asked);
      const rows = await nameSourceInErrors(event.files, read, event.probe);
      events.push(...rows.map((row) => ({ ...row, file: opened.files[Number(row.file)] })));
    }
  } finally {
    await opened.close();
  }
  return { events, isGuessed: opened.timeFormat !== null && sources.options.timeFormat === undefined };
}

/** The wanted accesses, once each, in order. */
async function registerWanted(
  { connection, duckDb }: Session,
  of: Table,
  folded: readonly NameColumn[],
): Promise<void> {
  await registerTable(duckDb, connection, 'asked', adoptTable(of).select(['tenant', 'user', 'res']));
  const names = NAME_COLUMNS.map(
    (column) => `${alike(`"${column}"::VARCHAR`, column, folded)} AS ${column}_key`,
  );
  await connection.run(`CREATE TEMP TABLE wanted AS SELECT ${names.join(', ')},
      first(tenant::VARCHAR) AS shown_tenant, first("user"::VARCHAR) AS shown_user, first(res::VARCHAR) AS shown_res, min(rowid) AS place
    FROM temp.asked GROUP BY ALL`);
}

/** A name as it is compared, as SQL. */
function alike(sql: string, column: NameColumn, folded: readonly NameColumn[]): string {
  return folded.includes(column) ? `lower(${sql})` : sql;
}

interface AskedEvents {
  rowOptions: RowOptions;
  limit: number;
  folded: readonly NameColumn[];
  /** Whether an event with an id is returned once. */
  isOnce: boolean;
}

async function eventsIn(
  connection: DuckDBConnection,
  event: EventSource,
  { rowOptions, limit, folded, isOnce }: AskedEvents,
): Promise<Event[]> {
  const same = NAME_COLUMNS.map(
    (column) => `${alike(`judged."${column}"`, column, folded)} = wanted.${column}_key`,
  );
  const id = `CASE WHEN ${isNoName('id::VARCHAR')} THEN NULL ELSE id::VARCHAR END`;
  const found = await connection.run(`
    SELECT * EXCLUDE (copy) FROM (SELECT place::DOUBLE AS place, shown_tenant AS tenant, shown_user AS "user", shown_res AS res,
      (moment // 1000)::DOUBLE AS moment, file::VARCHAR AS file, line::DOUBLE AS line, ${id} AS id, text,
      row_number() OVER (PARTITION BY place, ${id} ORDER BY moment, file, line, text) AS copy
    FROM ${judgedRows(event, rowOptions)} AS judged JOIN wanted ON ${same.join(' AND ')}
    WHERE ${USED})
    ${isOnce ? 'WHERE id IS NULL OR copy = 1' : ''}
    QUALIFY row_number() OVER (PARTITION BY place ORDER BY moment, file, line, text) <= ${limit}`);
  return (await found.getRowObjects()) as unknown as Event[];
}

/** The events without repeated ids. */
function onceEach(events: readonly Event[]): Event[] {
  const seen = new Set<string>();
  return events.filter(({ id }) => {
    const isNew = id === null || !seen.has(id);
    if (id !== null) seen.add(id);
    return isNew;
  });
}

/** The first events of each access over all files. */
function firstOf(events: readonly Event[], limit: number): Event[] {
  const files = [...new Set(events.map(({ file }) => file))];
  const places = new Map(files.map((file, n) => [file, n]));
  const time = ({ moment }: Event) => moment ?? 0;
  const sorted = [...events].sort(
    (a, b) =>
      a.place - b.place ||
      time(a) - time(b) ||
      places.get(a.file)! - places.get(b.file)! ||
      (a.line ?? 0) - (b.line ?? 0),
  );
  const taken = new Map<number, number>();
  return sorted.filter(({ place }) => {
    const count = taken.get(place) ?? 0;
    taken.set(place, count + 1);
    return count < limit;
  });
}

function eventTable(events: readonly Event[]): Table {
  const text = (value: (event: Event) => string | null) => makeColumn.string(events.map(value));
  return tableFromVectors([
    ['tenant', text(({ tenant }) => tenant)],
    ['user', text(({ user }) => user)],
    ['res', text(({ res }) => res)],
    ['time', makeColumn.milliseconds(events.map(({ moment }) => (moment === null ? null : BigInt(moment))))],
    ['file', text(({ file }) => file)],
    ['line', makeColumn.float64(events.map(({ line }) => line))],
    ['id', text(({ id }) => id)],
    ['event', text(({ text: whole }) => [...whole].slice(0, LONGEST_TEXT).join(''))],
  ]);
}
