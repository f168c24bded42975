import type { DuckDBConnection } from '@duckdb/node-api';
import { isNoName } from '../names/noName.js';
import { type EventSource, NAME_COLUMNS } from '../sources/EventSource.js';
import { contextColumn, judgedRows, KEPT, type RowOptions } from './judgedRows.js';

/** The place of an event: by the order of the files, and within a file by the order of reading. */
const PLACE = `(coalesce(events.file, 0)::BIGINT * ${2 ** 40} + events.rowid)`;

/**
 * Events with ids, each of which counts once: the first readable one with its id over all files. Ids are
 * stored as numbers, so that DuckDB can use the disk, however many there are.
 */
export class EventsOnce {
  readonly #connection: DuckDBConnection;
  readonly #options: RowOptions;
  readonly #contexts: readonly string[];
  #isEmpty = true;

  constructor(connection: DuckDBConnection, options: RowOptions, numContexts: number) {
    this.#connection = connection;
    this.#options = options;
    this.#contexts = Array.from({ length: numContexts }, (_, n) => contextColumn(n));
  }

  /** Adds the rows of a source that has ids. */
  async add(source: EventSource): Promise<void> {
    const contexts = this.#contexts.map((name) => `, ${name}`).join('');
    const names = NAME_COLUMNS.map((column) => `CASE WHEN ${KEPT} THEN "${column}" END AS "${column}"`);
    const columns = `reason, left_out, attempt, CASE WHEN reason IS NOT NULL THEN text END AS text, file::INTEGER AS file,
      line::BIGINT AS line, ${names.join(', ')}, likelihood, moment ${contexts}`;
    // 128 bits of MD5: among a billion ids the chance that two different ones meet is 1e-21.
    const id = `CASE WHEN ${isNoName('id')} THEN NULL ELSE md5_number(id::VARCHAR) END AS id`;
    const rows = `SELECT ${id}, ${columns} FROM ${judgedRows(source, this.#options)}`;
    await this.#connection.run(
      this.#isEmpty ? `CREATE TEMP TABLE events AS ${rows}` : `INSERT INTO events ${rows}`,
    );
    this.#isEmpty = false;
  }

  /** The rows that count, like judged rows, and how many others there are; undefined if there are no rows. */
  async settle(): Promise<{ relation: string; duplicates: number } | undefined> {
    if (this.#isEmpty) return undefined;
    await this.#connection.run(`CREATE TEMP TABLE repeated AS
      SELECT id, coalesce(min(CASE WHEN reason IS NULL THEN ${PLACE} END), min(${PLACE})) AS first,
        count(*) - 1 AS others FROM events WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1`);
    const others = await this.#connection.run('SELECT coalesce(sum(others), 0)::DOUBLE FROM repeated');
    const [[duplicates]] = await others.getRows();
    if (duplicates === 0) return { relation: 'events', duplicates: 0 };
    return {
      relation: `(SELECT events.* FROM events LEFT JOIN repeated USING (id) WHERE repeated.id IS NULL OR ${PLACE} = repeated.first)`,
      duplicates: Number(duplicates),
    };
  }
}
