import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { type EventSource, NAME_COLUMNS, ONE } from '../sources/EventSource.js';
import { AccessTable } from './AccessTable.js';
import { EventsOnce } from './EventsOnce.js';
import type { GroupOptions } from './GroupOptions.js';
import { contextColumn, judgedKeys, judgedRows, KEPT, USED } from './judgedRows.js';
import { type RowReport, rowReport } from './rowReport.js';
import { StoredRows } from './StoredRows.js';
import { DAY, HOUR, PART, WHOLE } from './sums.js';
import { type UsedTime, usedTime } from './usedTime.js';

/**
 * Accesses from any number of sources, grouped in DuckDB by tenant, user and resource, together with the rows
 * that are unreadable or left out, each with a reason. It lives as long as its connection.
 */
export class AccessGroups {
  readonly #connection: DuckDBConnection;
  readonly #options: GroupOptions;
  readonly #stored: StoredRows;
  readonly #once: EventsOnce;
  /** Whether DuckDB's table may have groups with names. */
  #isGrouped = false;
  /** Whether a row may stand for another number of accesses than one. */
  #isCounted = false;
  #duplicates = 0;
  #numJoined = { tenant: 0, user: 0, res: 0 };
  /** All judged rows, as SQL. */
  readonly #judged: string[] = [];
  #time: UsedTime | null = null;

  private constructor(connection: DuckDBConnection, options: GroupOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#stored = new StoredRows(connection, options);
    this.#once = new EventsOnce(connection, options, options.contexts.length);
  }

  /** Creates groups without accesses. */
  static async create(connection: DuckDBConnection, options: GroupOptions): Promise<AccessGroups> {
    const contexts = options.contexts.map((_, n) => `${contextColumn(n)} VARCHAR, `).join('');
    await connection.run(`CREATE TEMP TABLE access_groups (
      reason VARCHAR, left_out VARCHAR, file INTEGER, line BIGINT, text VARCHAR,
      tenant VARCHAR, "user" VARCHAR, res VARCHAR, day BIGINT, hour BIGINT, ${contexts}
      whole HUGEINT, part HUGEINT, rows BIGINT, first BIGINT, last BIGINT, place BIGINT)`);
    return new AccessGroups(connection, options);
  }

  /** Adds a source's rows. */
  async add(source: EventSource): Promise<void> {
    this.#isCounted ||= source.count !== ONE;
    if (this.#options.isOnce && source.id !== undefined) return this.#once.add(source);
    if (this.#isPlain && this.#stored.takes(source)) return this.#addStored(source);
    await this.#group(judgedRows(source, this.#options), source.count !== ONE);
  }

  /** Call this once after the last source, while all of them are open, and before any result is read. */
  async settle(): Promise<void> {
    const settled = await this.#once.settle();
    if (settled !== undefined) {
      this.#duplicates = settled.duplicates;
      await this.#group(settled.relation, this.#isCounted);
    }
    this.#time = await usedTime(this.#connection, this.#judged);
    if (settled !== undefined) await this.#connection.run('DROP TABLE events');
  }

  /** Used rows become a group for each access; unreadable ones keep their text. */
  async #group(rows: string, isCounted: boolean): Promise<void> {
    this.#isGrouped = true;
    this.#judged.push(rows);
    const { byDay, hours, likelihood, contexts, folded, isFailedApart } = this.#options;
    const isUsed = isFailedApart ? KEPT : USED;
    const whereUsed = (sql: string) => `CASE WHEN ${isUsed} THEN ${sql} END`;
    const whereUnreadable = (sql: string) => `CASE WHEN reason IS NOT NULL THEN ${sql} END`;
    const sums = isCounted ? `sum(${whereUsed(WHOLE)}), sum(${whereUsed(PART)})` : 'count(*)::HUGEINT, 0';
    const keys = [
      ...NAME_COLUMNS.map((column) => `${whereUsed(`"${column}"`)} AS "${column}"`),
      `${byDay || likelihood === 'days' ? whereUsed(DAY) : 'NULL'} AS day`,
      `${hours ? whereUsed(HOUR) : 'NULL'} AS hour`,
      ...contexts.map((_, n) => `${whereUsed(contextColumn(n))} AS ${contextColumn(n)}`),
    ];
    const place = folded.length > 0 ? `min(file::BIGINT * ${2 ** 36} + coalesce(line, 0))` : 'NULL';
    await this.#connection.run(`INSERT INTO access_groups
      SELECT reason, left_out, ${whereUnreadable('file')} AS file, ${whereUnreadable('line')} AS line, ${whereUnreadable('text')} AS text,
        ${keys.join(', ')}, ${sums}, count(*), min(moment), max(moment), ${place}
      FROM ${rows} GROUP BY ALL`);
  }

  /** Whether an access is identified by its names alone. */
  get #isPlain(): boolean {
    const { byDay, hours, contexts, folded } = this.#options;
    return !byDay && !hours && contexts.length === 0 && folded.length === 0;
  }

  /** Adds the other rows of a stored source; its accesses are counted later. */
  async #addStored(source: EventSource): Promise<void> {
    const areGood = await this.#stored.add(source);
    const judged = areGood
      ? judgedKeys(source, source.stored!.keys, this.#options)
      : judgedRows(source, this.#options);
    const columns = '(reason, left_out, file, text, rows, first, last)';
    this.#judged.push(judged);
    const counts = `count(*), ${source.time === undefined ? 'NULL, NULL' : 'min(moment), max(moment)'}`;
    const byDay = source.time === undefined ? 'HAVING count(*) > 0' : `GROUP BY ${DAY}`;
    // Each kind has its own query: a row's text costs more than everything else, and kinds that can't happen
    // cost nothing.
    for (const select of [
      `NULL, NULL, NULL, NULL, ${counts} FROM ${judged} WHERE ${USED} ${byDay}`,
      `NULL, left_out, NULL, NULL, ${counts} FROM ${judged} WHERE left_out IS NOT NULL GROUP BY left_out`,
      `reason, NULL, file, text, ${counts} FROM ${judged} WHERE reason IS NOT NULL GROUP BY reason, file, text`,
    ]) {
      await this.#connection.run(`INSERT INTO access_groups ${columns} SELECT ${select}`);
    }
  }

  /** The accesses: their names, days, hours and contexts, sorted by these, and likelihood. */
  async table(): Promise<Table> {
    const grouped = { stored: this.#stored, isGrouped: this.#isGrouped, isCounted: this.#isCounted };
    const table = new AccessTable(this.#connection, this.#options, grouped);
    const made = await table.table();
    this.#numJoined = table.numJoined;
    return made;
  }

  /** The failed attempts, like the accesses of `table`; null if they aren't asked for. */
  async failures(): Promise<Table | null> {
    if (!this.#options.isFailedApart) return null;
    const grouped = { stored: this.#stored, isGrouped: this.#isGrouped, isCounted: this.#isCounted };
    return new AccessTable(this.#connection, this.#options, grouped, 'failed').table();
  }

  /** Whether there are unreadable times with day or month first, or with the month's name. */
  async hasWrittenTimes(): Promise<boolean> {
    const written = String.raw`\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[ /-][A-Z][a-z]{2,8}[ /,-]+\d{4}|[A-Z][a-z]{2,8} +\d{1,2},? +\d`;
    const found = await this.#connection.run(`SELECT 1 FROM access_groups
      WHERE reason = 'time is not a date' AND regexp_matches(text, '${written}') LIMIT 1`);
    return (await found.getRows()).length > 0;
  }

  /** How many rows there were, and what happened to them. Call it after `table`, which joins spellings. */
  async report(files: readonly string[]): Promise<RowReport> {
    const { tenant: _, ...joinedSpellings } = this.#numJoined;
    return { ...(await rowReport(this.#connection, files, this.#duplicates, this.#time)), joinedSpellings };
  }
}
