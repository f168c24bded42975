import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import type { DuckDb } from '../sql/openDuckDb.js';
import { readNumbers } from '../sql/readNumbers.js';
import { readResult } from '../sql/readResult.js';
import { dictionaryColumn } from '../tables/dictionaryColumn.js';
import { makeColumn } from '../tables/makeColumn.js';
import { sortByCodes } from '../tables/sortByCodes.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { usedNames } from '../tables/usedNames.js';
import { groupByCodes } from './groupByCodes.js';
import { judgedKeys, judgedRows, type RowOptions, USED } from './judgedRows.js';
import { locateLines } from './locateLines.js';
import { dropRejects } from './open/dropRejects.js';
import type { LikelihoodKind } from './ReadAccessOptions.js';
import { StoredRows } from './StoredRows.js';
import {
  type EventSource,
  type LeftOutReason,
  NAME_COLUMNS,
  type NameColumn,
} from './sources/EventSource.js';

/** Why a row could not be read. */
export type UnreadableReason =
  | 'malformed line'
  | 'no tenant'
  | 'no user'
  | 'no resource'
  | 'name begins with a byte order mark'
  | 'time is not a date'
  | 'count is not a positive number';

/** An unreadable row. */
export interface UnreadableSample {
  reason: UnreadableReason;
  file: string;
  /** The line in the file, from 1, at which the row begins; null where there are no lines (Parquet, databases, queries). */
  line: number | null;
  /** The line, or the row's values as JSON; cut to 200 characters. */
  text: string;
}

/** What became of the rows: `rows` = `used` + `unreadable` + all of `leftOut`. */
export interface RowReport {
  /** Rows found. */
  rows: number;
  /** Rows that are accesses in the table. */
  used: number;
  /** Rows that could not be read. */
  unreadable: number;
  /** The unreadable rows by reason, only reasons that occur. */
  reasons: Partial<Record<UnreadableReason, number>>;
  /** Up to three unreadable rows of each reason. */
  samples: UnreadableSample[];
  /** Rows that were read and are not counted, by reason, only reasons that occur. */
  leftOut: Partial<Record<LeftOutReason, number>>;
  /** The times of the first and the last row used; null without a time. */
  span: { first: Date; last: Date } | null;
}

export interface GroupOptions extends RowOptions {
  likelihood: LikelihoodKind;
  /** Whether the table has the first and the last time of each access. */
  times: boolean;
}

const DAY_OF = 'moment // 86400000000';

/** Every row one access. */
const ONE = "'1'";

/**
 * Counts are added up as integers, exactly, so that no sum depends on the order of files, rows and threads: what stands
 * before the point, and 2^-90ths.
 */
const UNIT = 2 ** 90;
const WHOLE = 'floor(likelihood)::HUGEINT';
const SUM_PART = `((likelihood - floor(likelihood)) * ${UNIT}::DOUBLE)::HUGEINT`;
const TOTAL = `(sum(whole)::DOUBLE + sum(part)::DOUBLE / ${UNIT}::DOUBLE)`;

/** Of groups, those that stand for accesses; those without names only count the rows of `StoredRows`. */
const NAMED = `${USED} AND tenant IS NOT NULL`;

/** The first and the last time of an access, in milliseconds. */
const TIMES = { first: '(min(first) // 1000)::DOUBLE', last: '(max(last) // 1000)::DOUBLE' };

/**
 * Accesses from any number of sources, grouped in DuckDB by tenant, user and resource; and with them, under a reason, the
 * rows that are unreadable or left out. Lives as long as its connection.
 */
export class AccessGroups {
  readonly #duckDb: DuckDb;
  readonly #connection: DuckDBConnection;
  readonly #options: GroupOptions;
  readonly #stored: StoredRows;
  /** Whether there may be groups with names in DuckDB's table. */
  #isGrouped = false;
  /** Whether rows stand for other numbers of accesses than one. */
  #isCounted = false;

  private constructor(duckDb: DuckDb, connection: DuckDBConnection, options: GroupOptions) {
    this.#duckDb = duckDb;
    this.#connection = connection;
    this.#options = options;
    this.#stored = new StoredRows(connection, options);
  }

  /** No accesses yet. */
  static async create(
    duckDb: DuckDb,
    connection: DuckDBConnection,
    options: GroupOptions,
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
      source.count === ONE ? 'count(*)::HUGEINT, 0' : `sum(${whereUsed(WHOLE)}), sum(${whereUsed(SUM_PART)})`;
    const names = NAME_COLUMNS.map((column) => `${whereUsed(`"${column}"`)} AS "${column}"`);
    const day = this.#options.likelihood === 'days' ? whereUsed(DAY_OF) : 'NULL';
    await this.#addGroups(source, judgedRows(source, this.#options), [...names, `${day} AS day`, sums]);
    if (source.hasRejects) await this.#addRejects(this.#duckDb.quotedString(source.name));
  }

  /** Adds what becomes of a stored source's rows; those that are accesses are counted later. */
  async #addStored(source: EventSource): Promise<void> {
    const areGood = await this.#stored.add(source);
    const judged = areGood
      ? judgedKeys(source, source.stored!.keys, this.#options)
      : judgedRows(source, this.#options);
    const nothing = ['NULL', 'NULL', 'NULL', 'NULL', 'NULL', 'NULL'];
    // Apart, since the rows' texts cost more than all else.
    const without = { ...source, text: 'NULL' };
    await this.#addGroups(without, `(FROM ${judged} WHERE reason IS NULL)`, nothing);
    await this.#addGroups(source, `(FROM ${judged} WHERE reason IS NOT NULL)`, nothing);
  }

  /** Adds judged rows. Rows that are used collapse to a group for each access; unreadable ones keep their text. */
  async #addGroups(source: EventSource, judged: string, columns: readonly string[]): Promise<void> {
    const file = this.#duckDb.quotedString(source.name);
    const whereUnreadable = (sql: string) => `CASE WHEN reason IS NOT NULL THEN ${sql} END`;
    const span = source.time === undefined ? 'NULL, NULL' : 'min(moment), max(moment)';
    await this.#connection.run(`INSERT INTO access_groups
      SELECT reason, left_out, ${whereUnreadable(file)} AS file, ${whereUnreadable('line')} AS line, ${whereUnreadable('text')} AS text,
        ${columns.join(', ')}, count(*), ${span}
      FROM ${judged} GROUP BY ALL`);
  }

  /** The accesses: tenant, user, res and likelihood, sorted by the names. */
  async table(): Promise<Table> {
    // Names cross over once each, and rows as numbers: millions of texts would fill the memory here.
    const names: string[][] = [];
    for (const column of NAME_COLUMNS) names.push(await this.#numberNames(column));
    const sizes = names.map(({ length }) => length);
    const pieces = await readNumbers(this.#connection, await this.#countQuery(sizes));
    const columns = await sortByCodes(pieces, sizes);
    const [likelihood, ...times] = columns.slice(NAME_COLUMNS.length) as Float64Array[];
    return tableFromVectors([
      ...NAME_COLUMNS.map((column, n) => {
        const codes = columns[n] as Int32Array;
        return [column, dictionaryColumn(codes, usedNames(codes, names[n]))] as const;
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
    const table = await this.#read(`SELECT name FROM ${column}_names ORDER BY id`);
    return [...table.getChild('name')!];
  }

  /** The query for the accesses, in any order: the names' numbers, likelihood, and the times that are asked for. */
  async #countQuery(sizes: readonly number[]): Promise<string> {
    const { likelihood, times } = this.#options;
    /** What is known of each row, and of each group of rows. */
    const known = [
      ...(this.#isCounted
        ? [
            [`${WHOLE} AS whole`, 'whole'],
            [`${SUM_PART} AS part`, 'part'],
          ]
        : [['1 AS whole', 'rows AS whole']]),
      ...(likelihood === 'days' ? [[`${DAY_OF} AS day`, 'day']] : []),
      ...(times
        ? [
            ['moment AS first', 'first'],
            ['moment AS last', 'last'],
          ]
        : []),
    ];
    const [ofRow, ofGroup] = [0, 1].map((n) => known.map((pair) => pair[n]));
    const [oneTenant, oneUser, oneRes] = sizes.map((size) => size === 1);
    const selects = await this.#stored.rows({ tenant: oneTenant, user: oneUser, res: oneRes }, ofRow);
    if (this.#isGrouped || this.#stored.isEmpty) {
      const ids = NAME_COLUMNS.map((column) => `${column}_names.id AS "${column}"`);
      const joins = NAME_COLUMNS.map(
        (column) => `JOIN ${column}_names ON ${column}_names.name = "${column}"`,
      );
      selects.push(
        `SELECT ${[...ids, ...ofGroup].join(', ')} FROM access_groups ${joins.join(' ')} WHERE ${NAMED}`,
      );
    }
    const sum = this.#isCounted ? TOTAL : this.#isGrouped ? 'sum(whole)::DOUBLE' : 'count(*)::DOUBLE';
    const value = {
      count: sum,
      logCount: `ln(1 + ${sum})`,
      days: 'count(DISTINCT day)::DOUBLE',
    }[likelihood];
    return groupByCodes(`(${selects.join(' UNION ALL ')})`, sizes, {
      likelihood: value,
      ...(times ? TIMES : {}),
    });
  }

  /** How many rows there were, and what became of them. */
  async report(): Promise<RowReport> {
    const counts = await this.#rows<{
      reason: UnreadableReason | null;
      left_out: LeftOutReason | null;
      rows: number;
      first: number | null;
      last: number | null;
    }>(`SELECT reason, left_out, sum(rows)::DOUBLE AS rows, min(first)::DOUBLE AS first, max(last)::DOUBLE AS last
      FROM access_groups GROUP BY ALL ORDER BY ALL`);
    const total = (groups: { rows: number }[]) => groups.reduce((sum, { rows }) => sum + rows, 0);
    const unreadable = counts.filter(({ reason }) => reason !== null);
    const leftOut = counts.filter(({ left_out }) => left_out !== null);
    const used = counts.find(({ reason, left_out }) => reason === null && left_out === null);
    return {
      rows: total(counts),
      used: used?.rows ?? 0,
      unreadable: total(unreadable),
      reasons: Object.fromEntries(unreadable.map(({ reason, rows }) => [reason, rows])),
      samples: unreadable.length > 0 ? await this.#samples() : [],
      leftOut: Object.fromEntries(leftOut.map(({ left_out, rows }) => [left_out, rows])),
      span:
        used === undefined || used.first === null || used.last === null
          ? null
          : { first: new Date(used.first / 1000), last: new Date(used.last / 1000) },
    };
  }

  /** Up to three unreadable rows of each reason, with their lines. */
  async #samples(): Promise<UnreadableSample[]> {
    const samples = await this.#rows<UnreadableSample>(`
      SELECT reason, file, line::DOUBLE AS line, text FROM access_groups WHERE reason IS NOT NULL
      QUALIFY row_number() OVER (PARTITION BY reason ORDER BY file, line, text) <= 3
      ORDER BY reason, file, line, text`);
    for (const file of new Set(samples.map((sample) => sample.file))) {
      const unplaced = samples.filter((sample) => sample.file === file && sample.line === null);
      const lines = await locateLines(
        file,
        unplaced.map(({ text }) => text),
      );
      unplaced.forEach((sample, n) => {
        sample.line = lines[n];
      });
    }
    return samples.map((sample) => ({ ...sample, text: [...sample.text].slice(0, 200).join('') }));
  }

  /** Moves the lines that DuckDB rejected of the last file. */
  async #addRejects(file: string): Promise<void> {
    await this.#connection.run(`INSERT INTO access_groups (reason, file, line, text, rows)
      SELECT 'malformed line', ${file}, line, coalesce(any_value(csv_line), ''), 1
      FROM reject_errors GROUP BY line`);
    await dropRejects(this.#connection);
  }

  async #read(query: string): Promise<Table> {
    return readResult(this.#duckDb, await this.#connection.run(query));
  }

  async #rows<Row>(query: string): Promise<Row[]> {
    return (await (await this.#connection.run(query)).getRowObjects()) as Row[];
  }
}
