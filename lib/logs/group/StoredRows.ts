import type { DuckDBConnection } from '@duckdb/node-api';
import { parquetRelation } from '../open/parquetRelation.js';
import {
  type EventSource,
  NAME_COLUMNS,
  type NameColumn,
  type StoredSource,
} from '../sources/EventSource.js';
import { comparableSql, isBadName, judgedKeys, type RowOptions, USED } from './judgedRows.js';

/** Files that are read as one. */
interface Part {
  source: EventSource;
  keys: StoredSource['keys'];
  paths: string[];
  /** Whether every row has a valid name, by column. */
  isWhole: Record<NameColumn, boolean>;
}

/** Each layout costs tables of its own: with more layouts than this, reading twice would save nothing. */
const MOST_PARTS = 20;

/**
 * Files whose rows are counted at the very end, all together, by numbers instead of names. Each file is read
 * twice, because grouping numbers takes a fraction of the time and memory of grouping texts, and each name is
 * looked at once instead of once for every row.
 */
export class StoredRows {
  readonly #connection: DuckDBConnection;
  readonly #options: RowOptions;
  readonly #parts = new Map<string, Part>();

  constructor(connection: DuckDBConnection, options: RowOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Whether there is nothing to count. */
  get isEmpty(): boolean {
    return this.#parts.size === 0;
  }

  /** Whether a source can be read this way. */
  takes(source: EventSource): boolean {
    if (source.stored === undefined) return false;
    return this.#parts.has(kindOf(source)) || this.#parts.size < MOST_PARTS;
  }

  /** Collects the names of a source that it takes. @returns whether all of them are valid names */
  async add(source: EventSource): Promise<boolean> {
    const { paths, keys } = source.stored!;
    const kind = kindOf(source);
    let part = this.#parts.get(kind);
    if (part === undefined) {
      part = { source, keys, paths: [], isWhole: { tenant: true, user: true, res: true } };
      this.#parts.set(kind, part);
    }
    part.paths.push(...paths);
    const number = [...this.#parts.keys()].indexOf(kind);
    let areGood = true;
    for (const column of NAME_COLUMNS) {
      if (await this.#addNames(source, column, keysTable(number, column))) continue;
      areGood = false;
      part.isWhole[column] = false;
    }
    return areGood;
  }

  /** All names of a column, as SQL; some more than once. */
  names(column: NameColumn): string[] {
    return Array.from({ length: this.#parts.size }, (_, n) => `SELECT name FROM ${keysTable(n, column)}`);
  }

  /**
   * The rows that are accesses, as SQL, with numbers for names, from the tables tenant_names, ...
   *
   * @param isOne whether a column has only one name, which has the number 0
   * @param values further columns to select of judged rows
   */
  async rows(isOne: Record<NameColumn, boolean>, values: readonly string[]): Promise<string[]> {
    const selects: string[] = [];
    for (const [n, part] of [...this.#parts.values()].entries()) {
      const joined = NAME_COLUMNS.filter((column) => !(isOne[column] && part.isWhole[column]));
      // Keys and names are joined first: the planner might otherwise join the rows with one after the other.
      for (const column of joined) {
        await this.#connection.run(`CREATE TEMP TABLE ${idsTable(n, column)} AS
          SELECT key, id FROM ${keysTable(n, column)} JOIN ${column}_names USING (name)`);
      }
      const ids = NAME_COLUMNS.map((column) =>
        joined.includes(column) ? `${idsTable(n, column)}.id AS "${column}_code"` : `0 AS "${column}_code"`,
      );
      const joins = joined.map((column) => {
        const table = idsTable(n, column);
        return `JOIN ${table} ON ${table}.key = judged."${column}"`;
      });
      const source = { ...part.source, relation: parquetRelation(part.paths) };
      selects.push(`SELECT ${[...ids, ...values].join(', ')}
        FROM ${judgedKeys(source, part.keys, this.#options)} AS judged ${joins.join(' ')} WHERE ${USED}`);
    }
    return selects;
  }

  /** Adds a column's valid names with their keys; returns whether all were valid. */
  async #addNames(
    { relation, stored, ...names }: EventSource,
    column: NameColumn,
    keys: string,
  ): Promise<boolean> {
    const key = stored!.keys[column];
    const run = (statement: string) => this.#connection.run(statement);
    await run(`CREATE OR REPLACE TEMP TABLE found AS
      SELECT ${key} AS key, ${comparableSql(names[column], this.#options)} AS name FROM (SELECT DISTINCT ${key} FROM ${relation})`);
    await run(`CREATE TEMP TABLE IF NOT EXISTS ${keys} AS FROM found LIMIT 0`);
    await run(`INSERT INTO ${keys}
      FROM found WHERE NOT ${isBadName('name')} AND NOT EXISTS (FROM ${keys} AS known WHERE known.key = found.key)`);
    const bad = await run(`SELECT 1 FROM found WHERE ${isBadName('name')} LIMIT 1`);
    return (await bad.getRows()).length === 0;
  }
}

/** The properties that have to be equal in files that are read as one. */
function kindOf({ files, file, relation, text, tree, probe, stored, ...expressions }: EventSource): string {
  return JSON.stringify([stored?.layout, stored?.keys, expressions]);
}

function keysTable(part: number, column: NameColumn): string {
  return `stored_keys_${part}_${column}`;
}

function idsTable(part: number, column: NameColumn): string {
  return `stored_ids_${part}_${column}`;
}
