import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import type { DuckDb } from '../sql/openDuckDb.js';
import { readNumbers } from '../sql/readNumbers.js';
import { dictionaryColumn } from '../tables/dictionaryColumn.js';
import { makeColumn } from '../tables/makeColumn.js';
import { sortByCodes } from '../tables/sortByCodes.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { usedNames } from '../tables/usedNames.js';
import { groupByCodes } from './groupByCodes.js';
import { judgedKeys, judgedRows, type RowOptions, USED } from './judgedRows.js';
import { dropRejects } from './open/dropRejects.js';
import { type RowReport, rowReport } from './rowReport.js';
import { StoredRows } from './StoredRows.js';
import { type EventSource, NAME_COLUMNS, type NameColumn } from './sources/EventSource.js';

import { DAY, ONE, PART, type SumOptions, summandsOf, sumsOf, WHOLE } from './sums.js';

/** Of groups, those that stand for accesses; those without names only count the rows of `StoredRows`. */
const NAMED = `${USED} AND tenant IS NOT NULL`;

/**
 * Accesses from any number of sources, grouped in DuckDB by tenant, user and resource; and with them, under a reason, the
 * rows that are unreadable or left out. Lives as long as its connection.
 */
export class AccessGroups {
  readonly #duckDb: DuckDb;
  readonly #connection: DuckDBConnection;
  readonly #options: SumOptions & RowOptions;
  readonly #stored: StoredRows;
  /** Whether there may be groups with names in DuckDB's table. */
  #isGrouped = false;
  /** Whether rows stand for other numbers of accesses than one. */
  #isCounted = false;

  private constructor(duckDb: DuckDb, connection: DuckDBConnection, options: SumOptions & RowOptions) {
    this.#duckDb = duckDb;
    this.#connection = connection;
    this.#options = options;
    this.#stored = new StoredRows(connection, options);
  }

  /** No accesses yet. */
  static async create(
    duckDb: DuckDb,
    connection: DuckDBConnection,
    options: SumOptions & RowOptions,
  ): Promise<AccessGroups> {
    await connection.run(`CREATE TEMP TABLE access_groups (
      reason VARCHAR, left_out VARCHAR, file VARCHAR, line BIGINT, text VARCHAR,
      tenant VARCHAR, "user" VARCHAR, res VARCHAR, day BIGINT,
      whole HUGEINT, part HUGEINT, rows BIGINT, first BIGINT, last BIGINT)`);
    return new AccessGroups(duckDb, connection, options);
  }

  /** Adds a source's rows. */
  async add(source: EventSource): Promise<void> {
    this.#isCounted ||= source.count !== ONE;
    if (this.#stored.takes(source)) return this.#addStored(source);
    this.#isGrouped = true;
    const whereUsed = (sql: string) => `CASE WHEN ${USED} THEN ${sql} END`;
    const sums =
      source.count === ONE ? 'count(*)::HUGEINT, 0' : `sum(${whereUsed(WHOLE)}), sum(${whereUsed(PART)})`;
    const names = NAME_COLUMNS.map((column) => `${whereUsed(`"${column}"`)} AS "${column}"`);
    const day = this.#options.likelihood === 'days' ? whereUsed(DAY) : 'NULL';
    const file = this.#duckDb.quotedString(source.name);
    const whereUnreadable = (sql: string) => `CASE WHEN reason IS NOT NULL THEN ${sql} END`;
    // Rows that are used collapse to a group for each access; unreadable ones keep their text.
    await this.#connection.run(`INSERT INTO access_groups
      SELECT reason, left_out, ${whereUnreadable(file)} AS file, ${whereUnreadable('line')} AS line, ${whereUnreadable('text')} AS text,
        ${names.join(', ')}, ${day} AS day, ${sums}, ${countOf(source)}
      FROM ${judgedRows(source, this.#options)} GROUP BY ALL`);
    if (source.hasRejects) await this.#addRejects(file);
  }

  /** Adds what becomes of a stored source's rows; those that are accesses are counted later. */
  async #addStored(source: EventSource): Promise<void> {
    const areGood = await this.#stored.add(source);
    const judged = areGood
      ? judgedKeys(source, source.stored!.keys, this.#options)
      : judgedRows(source, this.#options);
    const file = this.#duckDb.quotedString(source.name);
    const columns = '(reason, left_out, file, text, rows, first, last)';
    // Each apart: a row's text costs more than all else, and what can't happen nothing at all.
    for (const select of [
      `NULL, NULL, NULL, NULL, ${countOf(source)} FROM ${judged} WHERE ${USED} HAVING count(*) > 0`,
      `NULL, left_out, NULL, NULL, ${countOf(source)} FROM ${judged} WHERE left_out IS NOT NULL GROUP BY left_out`,
      `reason, NULL, ${file}, text, ${countOf(source)} FROM ${judged} WHERE reason IS NOT NULL GROUP BY reason, text`,
    ]) {
      await this.#connection.run(`INSERT INTO access_groups ${columns} SELECT ${select}`);
    }
  }

  /** The accesses: tenant, user, res and likelihood, sorted by the names. */
  async table(): Promise<Table> {
    // Names cross over once each, and rows as numbers: millions of texts would fill the memory here.
    const names: string[][] = [];
    for (const column of NAME_COLUMNS) names.push(await this.#numberNames(column));
    const sizes = names.map(({ length }) => length);
    const pieces = await readNumbers(this.#connection, await this.#countQuery(sizes));
    const columns = await sortByCodes(
      pieces,
      sizes.filter((size) => size > 1),
    );
    const codes = sizes.map((size) => (size > 1 ? (columns.shift() as Int32Array) : undefined));
    const [likelihood, ...times] = columns as Float64Array[];
    return tableFromVectors([
      ...NAME_COLUMNS.map((column, n) => {
        const ofRows = codes[n] ?? new Int32Array(likelihood.length);
        return [column, dictionaryColumn(ofRows, usedNames(ofRows, names[n]))] as const;
      }),
      ['likelihood', makeColumn.float64Of(likelihood)],
      ...times.map((values, n) => [['first', 'last'][n], makeColumn.millisecondsOf(values)] as const),
    ]);
  }

  /** Numbers the names of a column in their order, in a table of their own, and returns them. */
  async #numberNames(column: NameColumn): Promise<string[]> {
    const found = this.#stored.names(column);
    const grouped = `SELECT "${column}" AS name FROM access_groups WHERE ${NAMED}`;
    await this.#connection.run(`CREATE TEMP TABLE ${column}_names AS
      SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS id
      FROM (SELECT DISTINCT name FROM (${[...found, grouped].join(' UNION ALL ')}))`);
    const [numbered] = await (
      await this.#connection.run(`SELECT name FROM ${column}_names ORDER BY id`)
    ).getColumns();
    return (numbered ?? []) as string[];
  }

  /** The query for the accesses, in any order: the names' numbers, and what the table says of each. */
  async #countQuery(sizes: readonly number[]): Promise<string> {
    const summands = (from: 'rows' | 'groups') => summandsOf(this.#options, this.#isCounted, from);
    const [oneTenant, oneUser, oneRes] = sizes.map((size) => size === 1);
    const isOne = { tenant: oneTenant, user: oneUser, res: oneRes };
    const selects = await this.#stored.rows(isOne, summands('rows'));
    if (this.#isGrouped || this.#stored.isEmpty) {
      const ids = NAME_COLUMNS.map((column) => `${column}_names.id AS "${column}"`);
      const joins = NAME_COLUMNS.map(
        (column) => `JOIN ${column}_names ON ${column}_names.name = "${column}"`,
      );
      selects.push(`SELECT ${[...ids, ...summands('groups')].join(', ')}
        FROM access_groups ${joins.join(' ')} WHERE ${NAMED}`);
    }
    const sums = sumsOf(this.#options, this.#isCounted, this.#isGrouped);
    return groupByCodes(`(${selects.join(' UNION ALL ')})`, sizes, sums);
  }

  /** How many rows there were, and what became of them. */
  report(): Promise<RowReport> {
    return rowReport(this.#connection);
  }

  /** Moves the lines that DuckDB rejected of the last file. */
  async #addRejects(file: string): Promise<void> {
    await this.#connection.run(`INSERT INTO access_groups (reason, file, line, text, rows)
      SELECT 'malformed line', ${file}, line, coalesce(any_value(csv_line), ''), 1
      FROM reject_errors GROUP BY line`);
    await dropRejects(this.#connection);
  }
}

/** How many rows there are, and the first and the last of their times. */
function countOf({ time }: EventSource): string {
  return `count(*), ${time === undefined ? 'NULL, NULL' : 'min(moment), max(moment)'}`;
}
