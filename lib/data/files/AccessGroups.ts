import type { DuckDBConnection } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { readResult } from '../sql/readResult.js';
import type { DuckDb } from '../sql/withConnection.js';
import { dropRejects } from './dropRejects.js';
import type { OpenedFile } from './OpenedFile.js';

/** Why a row could not be read. */
export type UnreadableReason =
  | 'malformed line'
  | 'no tenant'
  | 'no user'
  | 'no resource'
  | 'count is not a positive number';

/** An unreadable row. */
export interface UnreadableSample {
  reason: UnreadableReason;
  file: string;
  /** The line in the file, from 1, a row over several lines counting as one; null where it isn't known. */
  line: number | null;
  /** The line, or the row's values as JSON; cut to 200 characters. */
  text: string;
}

/** How many rows there were, and which of them could not be read. */
export interface RowReport {
  /** Rows found, the unreadable ones among them. */
  rows: number;
  /** Rows that could not be read and are in no group. */
  unreadable: number;
  /** The unreadable rows by reason, only reasons that occur. */
  reasons: Partial<Record<UnreadableReason, number>>;
  /** Up to three unreadable rows of each reason. */
  samples: UnreadableSample[];
}

/** The columns to read: an absent tenant is always `default`, and an absent count always 1. */
export interface AccessColumns {
  tenant?: string;
  user: string;
  res: string;
  count?: string;
}

/**
 * Accesses from any number of files, grouped in DuckDB by tenant, user and resource; and with them, under a
 * reason, the rows that are unreadable. Lives as long as its connection.
 */
export class AccessGroups {
  readonly #duckDb: DuckDb;
  readonly #connection: DuckDBConnection;

  private constructor(duckDb: DuckDb, connection: DuckDBConnection) {
    this.#duckDb = duckDb;
    this.#connection = connection;
  }

  /** No accesses yet. */
  static async create(duckDb: DuckDb, connection: DuckDBConnection): Promise<AccessGroups> {
    await connection.run(`CREATE TEMP TABLE access_groups (
      reason VARCHAR, file VARCHAR, line BIGINT, text VARCHAR,
      tenant VARCHAR, "user" VARCHAR, res VARCHAR, likelihood DOUBLE, rows BIGINT)`);
    return new AccessGroups(duckDb, connection);
  }

  /** Adds a file's rows. */
  async add(opened: OpenedFile, columns: AccessColumns): Promise<void> {
    const { quotedString } = this.#duckDb;
    const file = quotedString(opened.file);
    const select = (name: string | undefined, constant: string) =>
      name === undefined ? quotedString(constant) : opened.column(name);
    // Good rows collapse to a group for each access; unreadable ones keep their text.
    await this.#connection.run(`INSERT INTO access_groups
      WITH raw AS (
        SELECT ${select(columns.tenant, 'default')} AS tenant, ${select(columns.user, '')} AS "user",
          ${select(columns.res, '')} AS res, ${select(columns.count, '1')} AS count,
          ${opened.line?.isMalformed ?? 'false'} AS malformed, ${opened.line?.text ?? 'NULL'} AS line
        FROM ${opened.relation}
      ), judged AS (
        SELECT *, TRY_CAST(count AS DOUBLE) AS likelihood, CASE
          WHEN malformed THEN 'malformed line'
          WHEN coalesce(tenant, '') = '' THEN 'no tenant'
          WHEN coalesce("user", '') = '' THEN 'no user'
          WHEN coalesce(res, '') = '' THEN 'no resource'
          WHEN NOT coalesce(likelihood > 0 AND isfinite(likelihood), false) THEN 'count is not a positive number'
          END AS reason
        FROM raw
      )
      SELECT reason,
        CASE WHEN reason IS NOT NULL THEN ${file} END AS file,
        NULL AS line,
        CASE WHEN reason IS NOT NULL THEN coalesce(line, to_json({${this.#fields(columns)}})::VARCHAR) END AS text,
        CASE WHEN reason IS NULL THEN tenant END AS tenant,
        CASE WHEN reason IS NULL THEN "user" END AS "user",
        CASE WHEN reason IS NULL THEN res END AS res,
        fsum(likelihood), count(*)
      FROM judged GROUP BY ALL`);
    if (opened.hasRejects) await this.#addRejects(file);
  }

  /** The accesses: tenant, user, res and likelihood, sorted by the names. */
  async table(): Promise<Table> {
    const result = await this.#connection.run(`
      SELECT tenant, "user", res, fsum(likelihood) AS likelihood FROM access_groups WHERE reason IS NULL
      GROUP BY tenant, "user", res ORDER BY tenant, "user", res`);
    return readResult(this.#duckDb, result);
  }

  /** How many rows there were, and which of them could not be read. */
  async report(): Promise<RowReport> {
    const counts = await this.#rows<{ reason: UnreadableReason | null; rows: number }>(
      'SELECT reason, sum(rows)::DOUBLE AS rows FROM access_groups GROUP BY reason ORDER BY reason',
    );
    const unreadable = counts.filter(({ reason }) => reason !== null);
    const total = (groups: { rows: number }[]) => groups.reduce((sum, { rows }) => sum + rows, 0);
    return {
      rows: total(counts),
      unreadable: total(unreadable),
      reasons: Object.fromEntries(unreadable.map(({ reason, rows }) => [reason, rows])),
      samples: await this.#rows<UnreadableSample>(`
        SELECT reason, file, line::DOUBLE AS line, left(text, 200) AS text FROM access_groups WHERE reason IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY reason ORDER BY file, line, text) <= 3
        ORDER BY reason, file, line, text`),
    };
  }

  /** The values of an unreadable row, under the names that they have in the file. */
  #fields(columns: AccessColumns): string {
    const named = Object.entries(columns).filter(([, name]) => name !== undefined);
    return named.map(([role, name]) => `${this.#duckDb.quotedString(name)}: "${role}"`).join(', ');
  }

  /** Moves the lines that DuckDB rejected of the last file. */
  async #addRejects(file: string): Promise<void> {
    await this.#connection.run(`INSERT INTO access_groups
      SELECT 'malformed line', ${file}, line, coalesce(any_value(csv_line), ''), NULL, NULL, NULL, NULL, 1
      FROM reject_errors GROUP BY line`);
    await dropRejects(this.#connection);
  }

  async #rows<Row>(query: string): Promise<Row[]> {
    return (await (await this.#connection.run(query)).getRowObjects()) as Row[];
  }
}
