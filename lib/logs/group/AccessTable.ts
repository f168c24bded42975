import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table, Vector } from 'apache-arrow';
import { fetchNumbers } from '../../sql/fetchNumbers.js';
import { dictionaryColumn } from '../../tables/dictionaryColumn.js';
import { makeColumn } from '../../tables/makeColumn.js';
import { nullBitmap } from '../../tables/nullBitmap.js';
import { sortByCodes } from '../../tables/sortByCodes.js';
import { noteContexts, noteDetails } from '../../tables/tableContexts.js';
import { tableFromVectors } from '../../tables/tableFromVectors.js';
import { usedNames } from '../../tables/usedNames.js';
import { NAME_COLUMNS, type NameColumn } from '../sources/EventSource.js';
import type { GroupOptions } from './GroupOptions.js';
import { groupByCodes } from './groupByCodes.js';
import { contextColumn, USED } from './judgedRows.js';
import { numberNames } from './numberNames.js';
import type { StoredRows } from './StoredRows.js';
import { summandsOf, sumsOf } from './sums.js';

/** The groups that are accesses; groups without names only count the rows of `StoredRows`. */
const NAMED = `${USED} AND tenant IS NOT NULL`;
/** The same for failed attempts: other rows that are left out have no names. */
const FAILED = `reason IS NULL AND left_out = 'failed' AND tenant IS NOT NULL`;

/** Where the accesses are. */
interface Grouped {
  stored: StoredRows;
  /** Whether DuckDB's table may have groups with names. */
  isGrouped: boolean;
  /** Whether a row may stand for another number of accesses than one. */
  isCounted: boolean;
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

/** Makes the table of accesses from groups in DuckDB. */
export class AccessTable {
  readonly #connection: DuckDBConnection;
  readonly #options: GroupOptions;
  readonly #grouped: Grouped;
  readonly #rows: 'used' | 'failed';
  /** How many other spellings of names were joined. */
  readonly numJoined: Record<NameColumn, number> = { tenant: 0, user: 0, res: 0 };

  constructor(
    connection: DuckDBConnection,
    options: GroupOptions,
    grouped: Grouped,
    rows: 'used' | 'failed' = 'used',
  ) {
    this.#rows = rows;
    this.#connection = connection;
    this.#options = options;
    this.#grouped = grouped;
  }

  /** The accesses: their names, days, hours and contexts, sorted by these, and likelihood. */
  async table(): Promise<Table> {
    // Each name is fetched once, and rows as numbers: millions of texts would fill the memory here.
    const keys = await this.#keys();
    const pieces = await fetchNumbers(this.#connection, await this.#countQuery(keys));
    const several = keys.filter(({ size }) => size > 1);
    const sizes = several.map(({ size }) => size);
    const columns = await sortByCodes(pieces, sizes);
    const codes = new Map(several.map((key) => [key, columns.shift() as Int32Array]));
    const [likelihood, ...times] = columns as Float64Array[];
    const vectors = keys.map(
      (key) => [key.shown, key.vector(codes.get(key) ?? new Int32Array(likelihood.length))] as const,
    );
    const table = tableFromVectors([
      ...vectors,
      ['likelihood', makeColumn.float64Of(likelihood)],
      ...times.map((values, n) => [['first', 'last'][n], makeColumn.millisecondsOf(values)] as const),
    ]);
    const { contexts, details } = this.#options;
    noteContexts(
      table,
      contexts.filter((name) => !details.includes(name)),
    );
    noteDetails(table, details);
    return table;
  }

  /** Which groups the table has, as SQL. */
  get #where(): string {
    return this.#rows === 'used' ? NAMED : FAILED;
  }

  /** Rows that are stored apart are accesses. */
  get #storedNames(): Pick<StoredRows, 'names'> {
    return this.#rows === 'used' ? this.#grouped.stored : { names: () => [] };
  }

  /** The name of a table of names. */
  #namesTable(column: string): string {
    return this.#rows === 'used' ? `${column}_names` : `failed_${column}_names`;
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
    // The spelling is that of the accesses, so that an attempt finds its account.
    const counted = this.#rows === 'used' ? 'rows' : `CASE WHEN ${USED} THEN rows ELSE 0 END AS rows`;
    const where = this.#rows === 'used' || !isFolded ? this.#where : `((${NAMED}) OR (${FAILED}))`;
    const grouped = `SELECT "${column}" AS name ${isFolded ? `, ${counted}, place, first` : ''} FROM access_groups WHERE ${where}`;
    const table = this.#namesTable(column);
    const { names, numJoined } = await numberNames(this.#connection, {
      ...{ table, isFolded },
      names: isFolded ? grouped : [...this.#storedNames.names(column), grouped].join(' UNION ALL '),
    });
    this.numJoined[column] = numJoined;
    return {
      ...{ name: column, shown: column, size: names.length, code: `${table}.id` },
      join: `JOIN ${table} ON ${table}.name = access_groups."${column}"`,
      vector: (codes) => dictionaryColumn(codes, usedNames(codes, names)),
    };
  }

  async #dayKey(): Promise<Key> {
    const query = `SELECT min(day)::INTEGER, max(day)::INTEGER FROM access_groups WHERE ${this.#where}`;
    const [[first, last]] = await (await this.#connection.run(query)).getRows();
    const from = Number(first ?? 0);
    const size = Number(last ?? 0) - from + 1;
    return {
      ...{ name: 'day', shown: 'day', size, code: `(day - (${from}))`, join: '' },
      vector: (codes) => makeColumn.date(codes.map((code) => code + from)),
    };
  }

  /** Code 0 means none. */
  async #contextKey(column: string, shown: string): Promise<Key> {
    const table = this.#namesTable(column);
    const { names } = await numberNames(this.#connection, {
      ...{ table, isFolded: false },
      names: `SELECT ${column} AS name FROM access_groups WHERE ${this.#where} AND ${column} IS NOT NULL`,
    });
    return {
      ...{ name: column, shown, size: names.length + 1, code: `coalesce(${table}.id + 1, 0)` },
      join: `LEFT JOIN ${table} ON ${table}.name = access_groups.${column}`,
      vector: (codes) => {
        const nulls = nullBitmap(Array.from(codes, (code) => (code === 0 ? null : code)));
        const places = codes.map((code) => Math.max(0, code - 1));
        return dictionaryColumn(places, names, nulls);
      },
    };
  }

  /** The query for the accesses, in any order: the codes of their keys, and the table's values of each. */
  async #countQuery(keys: readonly Key[]): Promise<string> {
    const summands = (from: 'rows' | 'groups') => summandsOf(this.#options, this.#grouped.isCounted, from);
    const [oneTenant, oneUser, oneRes] = keys.map(({ size }) => size === 1);
    const isOne = { tenant: oneTenant, user: oneUser, res: oneRes };
    const isUsed = this.#rows === 'used';
    const selects = isUsed ? await this.#grouped.stored.rows(isOne, summands('rows')) : [];
    if (this.#grouped.isGrouped || this.#grouped.stored.isEmpty || !isUsed) {
      const codes = keys.map(({ name, code }) => `${code} AS "${name}_code"`);
      selects.push(`SELECT ${[...codes, ...summands('groups')].join(', ')}
        FROM access_groups ${keys.map(({ join }) => join).join(' ')} WHERE ${this.#where}`);
    }
    const sums = sumsOf(this.#options, this.#grouped.isCounted, this.#grouped.isGrouped);
    const columns = keys.map(({ name, size }) => ({ name: `${name}_code`, size }));
    return groupByCodes(`(${selects.join(' UNION ALL ')})`, columns, sums);
  }
}
