import { setTimeout } from 'node:timers/promises';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { untilAborted } from '../../base/signals/untilAborted.js';
import { OFFLINE } from '../../sql/offlineSettings.js';

const SETTINGS = {
  ...OFFLINE,
  // Only its own table is in play.
  enable_external_access: 'false',
  threads: '1',
};
const CREATE =
  'CREATE TABLE IF NOT EXISTS sent (target VARCHAR, uid VARCHAR, acknowledged TIMESTAMPTZ, PRIMARY KEY (target, uid))';
const ADD = 'INSERT INTO sent SELECT $target, unnest($uids), now() ON CONFLICT DO NOTHING';
const AMONG = 'SELECT uid FROM sent WHERE target = $target AND uid IN (SELECT unnest($uids))';

/** How DuckDB says that another process has the file, on Unix and on Windows. */
const HELD = /could not set lock|being used by another process/i;
const PAUSE_MS = 50;

export interface LedgerOptions {
  signal?: AbortSignal;
  /** How long to wait for another process that has the file open, milliseconds. */
  patience?: number;
}

/** Which alerts each target has acknowledged: a DuckDB file, so that what was added survives a kill. */
export class Ledger {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly duckDb: typeof import('@duckdb/node-api'),
  ) {}

  /** Use `withLedger`, which sees to it that one process opens a file once. */
  static async open(
    path: string,
    { signal, patience }: Required<Pick<LedgerOptions, 'patience'>> & LedgerOptions,
  ): Promise<Ledger> {
    const duckDb = await import('@duckdb/node-api');
    const instance = await openFile(path, duckDb, performance.now() + patience, signal);
    try {
      const connection = await instance.connect();
      await connection.run(CREATE);
      return new Ledger(instance, connection, duckDb);
    } catch (error) {
      instance.closeSync();
      throw error;
    }
  }

  /** Those of the alerts that the target has acknowledged. */
  async among(target: string, uids: readonly string[]): Promise<Set<string>> {
    const reader = await this.connection.runAndReadAll(AMONG, this.values(target, uids), this.types());
    return new Set(reader.getRows().map(([uid]) => String(uid)));
  }

  /** Adds alerts that the target has acknowledged: all of them, and to stay. */
  async add(target: string, uids: readonly string[]): Promise<void> {
    await this.connection.run(ADD, this.values(target, uids), this.types());
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private values(target: string, uids: readonly string[]) {
    return { target, uids: this.duckDb.listValue([...uids]) };
  }

  private types() {
    return { uids: this.duckDb.LIST(this.duckDb.VARCHAR) };
  }
}

async function openFile(
  path: string,
  { DuckDBInstance }: typeof import('@duckdb/node-api'),
  until: number,
  signal: AbortSignal | undefined,
): Promise<DuckDBInstance> {
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await DuckDBInstance.create(path, SETTINGS);
    } catch (error) {
      const { message } = error as Error;
      if (!HELD.test(message))
        throw new Error(`Expected ${path} to be a ledger of sent alerts, got: ${message}`);
      if (performance.now() >= until) {
        const holder = /PID \d+/.exec(message)?.[0] ?? 'unknown';
        throw new Error(
          `Expected the ledger ${path} to be free, got one that another process (${holder}) is sending by: wait for it`,
        );
      }
    }
    await untilAborted(setTimeout(PAUSE_MS), signal);
  }
}
