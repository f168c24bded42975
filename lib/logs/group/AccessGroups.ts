import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table, Vector } from 'apache-arrow';
import { readNumbers } from '../../sql/readNumbers.js';
import { dictionaryColumn } from '../../tables/dictionaryColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { nullBitmap } from '../../tables/nullBitmap.js';
import { sortByCodes } from '../../tables/sortByCodes.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { usedNames } from '../../tables/usedNames.js';
import { ONE } from '../sources/columnSource.js';
import { type EventSource, NAME_COLUMNS, type NameColumn } from '../sources/EventSource.js';
import { EventsOnce } from './EventsOnce.js';
import { groupByCodes } from './groupByCodes.js';
import { contextColumn, judgedKeys, judgedRows, type RowOptions, USED } from './judgedRows.js';
import { type RowReport, rowReport } from './rowReport.js';
import { StoredRows } from './StoredRows.js';
import { numberNames } from './spellings.js';
import { DAY, HOUR, PART, type SumOptions, summandsOf, sumsOf, WHOLE } from './sums.js';

/** Of groups, those that stand for accesses; those without names only count the rows of `StoredRows`. */
const NAMED = `${USED} AND tenant IS NOT NULL`;

/** What makes rows one access, and what the table says of it. */
export interface GroupOptions extends SumOptions, RowOptions {
  /** Whether accesses of several days are several. */
  byDay: boolean;
  /** Whether accesses of several hours of the day are several. */
  hours: boolean;
  /** The names of the contexts' columns: accesses that differ in one are several. */
  contexts: readonly string[];
  /** The names in which case tells nothing apart. */
  folded: readonly NameColumn[];
  /** Whether an event that has an id counts once. */
  isOnce: boolean;
}

/** A column by which the table is grouped and sorted. */
interface Key {
  /** Its name in SQL, and in the table. */
  name: string;
  shown: string;
  /** How many codes it has. */
  size: number;
  /** Its code, as SQL over groups joined with the names. */
  code: string;
  join: string;
  vector(codes: Int32Array): Vector;
}

const HOUR_KEY: Key = {
  ...{ name: 'hour', shown: 'hour', size: 24, code: 'hour', join: '' },
  vector: (codes) => makeColumn.int32(codes),
};

/**
 * Accesses from any number of sources, grouped in DuckDB by tenant, user and resource; and with them, under a reason, the
 * rows that are unreadable or left out. Lives as long as its connection.
 */
export class AccessGroups {
  readonly #connection: DuckDBConnection;
  readonly #options: GroupOptions;
  readonly #stored: StoredRows;
  readonly #once: EventsOnce;
  /** Whether there may be groups with names in DuckDB's table. */
  #isGrouped = false;
  /** Whether rows stand for other numbers of accesses than one. */
  #isCounted = false;
  #duplicates = 0;
  readonly #numJoined: Record<NameColumn, number> = { tenant: 0, user: 0, res: 0 };

  private constructor(connection: DuckDBConnection, options: GroupOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#stored = new StoredRows(connection, options);
    this.#once = new EventsOnce(connection, options, options.contexts.length);
  }

  /** No accesses yet. */
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

  /** To be called once behind the last source, before anything is asked. */
  async settle(): Promise<void> {
    const settled = await this.#once.settle();
    if (settled === undefined) return;
    this.#duplicates = settled.duplicates;
    await this.#group(settled.relation, this.#isCounted);
    await this.#connection.run('DROP TABLE events');
  }

  /** Rows that are used collapse to a group for each access; unreadable ones keep their text. */
  async #group(rows: string, isCounted: boolean): Promise<void> {
    this.#isGrouped = true;
    const { byDay, hours, likelihood, contexts, folded } = this.#options;
    const whereUsed = (sql: string) => `CASE WHEN ${USED} THEN ${sql} END`;
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

  /** Whether an access is no more than its names. */
  get #isPlain(): boolean {
    const { byDay, hours, contexts, folded } = this.#options;
    return !byDay && !hours && contexts.length === 0 && folded.length === 0;
  }

  /** Adds what becomes of a stored source's rows; those that are accesses are counted later. */
  async #addStored(source: EventSource): Promise<void> {
    const areGood = await this.#stored.add(source);
    const judged = areGood
      ? judgedKeys(source, source.stored!.keys, this.#options)
      : judgedRows(source, this.#options);
    const columns = '(reason, left_out, file, text, rows, first, last)';
    const counts = `count(*), ${source.time === undefined ? 'NULL, NULL' : 'min(moment), max(moment)'}`;
    // Each apart: a row's text costs more than all else, and what can't happen nothing at all.
    for (const select of [
      `NULL, NULL, NULL, NULL, ${counts} FROM ${judged} WHERE ${USED} HAVING count(*) > 0`,
      `NULL, left_out, NULL, NULL, ${counts} FROM ${judged} WHERE left_out IS NOT NULL GROUP BY left_out`,
      `reason, NULL, file, text, ${counts} FROM ${judged} WHERE reason IS NOT NULL GROUP BY reason, file, text`,
    ]) {
      await this.#connection.run(`INSERT INTO access_groups ${columns} SELECT ${select}`);
    }
  }

  /** The accesses: their names, days, hours and contexts, sorted by these, and likelihood. */
  async table(): Promise<Table> {
    // Names cross over once each, and rows as numbers: millions of texts would fill the memory here.
    const keys = await this.#keys();
    const pieces = await readNumbers(this.#connection, await this.#countQuery(keys));
    const several = keys.filter(({ size }) => size > 1);
    const columns = await sortByCodes(
      pieces,
      several.map(({ size }) => size),
    );
    const codes = new Map(several.map((key) => [key, columns.shift() as Int32Array]));
    const [likelihood, ...times] = columns as Float64Array[];
    const vectors = keys.map(
      (key) => [key.shown, key.vector(codes.get(key) ?? new Int32Array(likelihood.length))] as const,
    );
    return tableFromVectors([
      ...vectors,
      ['likelihood', makeColumn.float64Of(likelihood)],
      ...times.map((values, n) => [['first', 'last'][n], makeColumn.millisecondsOf(values)] as const),
    ]);
  }

  async #keys(): Promise<Key[]> {
    const { byDay, hours, contexts } = this.#options;
    const keys: Key[] = [];
    for (const column of NAME_COLUMNS) keys.push(await this.#nameKey(column));
    if (byDay) keys.push(await this.#dayKey());
    if (hours) keys.push(HOUR_KEY);
    for (const [n, shown] of contexts.entries()) keys.push(await this.#contextKey(contextColumn(n), shown));
    return keys;
  }

  async #nameKey(column: NameColumn): Promise<Key> {
    const isFolded = this.#options.folded.includes(column);
    const grouped = `SELECT "${column}" AS name ${isFolded ? ', rows, place, first' : ''} FROM access_groups WHERE ${NAMED}`;
    const table = `${column}_names`;
    const { names, numJoined } = await numberNames(this.#connection, {
      ...{ table, isFolded },
      names: isFolded ? grouped : [...this.#stored.names(column), grouped].join(' UNION ALL '),
    });
    this.#numJoined[column] = numJoined;
    return {
      ...{ name: column, shown: column, size: names.length, code: `${table}.id` },
      join: `JOIN ${table} ON ${table}.name = access_groups."${column}"`,
      vector: (codes) => dictionaryColumn(codes, usedNames(codes, names)),
    };
  }

  async #dayKey(): Promise<Key> {
    const [[first, last]] = await (
      await this.#connection.run(
        `SELECT min(day)::INTEGER, max(day)::INTEGER FROM access_groups WHERE ${NAMED}`,
      )
    ).getRows();
    const from = Number(first ?? 0);
    return {
      ...{
        name: 'day',
        shown: 'day',
        size: Number(last ?? 0) - from + 1,
        code: `(day - (${from}))`,
        join: '',
      },
      vector: (codes) => makeColumn.date(codes.map((code) => code + from)),
    };
  }

  /** Code 0 is none. */
  async #contextKey(column: string, shown: string): Promise<Key> {
    const table = `${column}_names`;
    const { names } = await numberNames(this.#connection, {
      ...{ table, isFolded: false },
      names: `SELECT ${column} AS name FROM access_groups WHERE ${NAMED} AND ${column} IS NOT NULL`,
    });
    return {
      ...{ name: column, shown, size: names.length + 1, code: `coalesce(${table}.id + 1, 0)` },
      join: `LEFT JOIN ${table} ON ${table}.name = access_groups.${column}`,
      vector: (codes) => {
        const nulls = nullBitmap(Array.from(codes, (code) => (code === 0 ? null : code)));
        return dictionaryColumn(
          codes.map((code) => Math.max(0, code - 1)),
          names,
          nulls,
        );
      },
    };
  }

  /** The query for the accesses, in any order: the codes of their keys, and what the table says of each. */
  async #countQuery(keys: readonly Key[]): Promise<string> {
    const summands = (from: 'rows' | 'groups') => summandsOf(this.#options, this.#isCounted, from);
    const [oneTenant, oneUser, oneRes] = keys.map(({ size }) => size === 1);
    const isOne = { tenant: oneTenant, user: oneUser, res: oneRes };
    const selects = await this.#stored.rows(isOne, summands('rows'));
    if (this.#isGrouped || this.#stored.isEmpty) {
      const codes = keys.map(({ name, code }) => `${code} AS "${name}_code"`);
      selects.push(`SELECT ${[...codes, ...summands('groups')].join(', ')}
        FROM access_groups ${keys.map(({ join }) => join).join(' ')} WHERE ${NAMED}`);
    }
    const sums = sumsOf(this.#options, this.#isCounted, this.#isGrouped);
    const columns = keys.map(({ name, size }) => ({ name: `${name}_code`, size }));
    return groupByCodes(`(${selects.join(' UNION ALL ')})`, columns, sums);
  }

  /** How many rows there were, and what became of them; behind `table`, which joins spellings. */
  async report(files: readonly string[]): Promise<RowReport> {
    const { tenant: _, ...joinedSpellings } = this.#numJoined;
    return { ...(await rowReport(this.#connection, files, this.#duplicates)), joinedSpellings };
  }
}
