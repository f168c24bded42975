import { setTimeout } from 'node:timers/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { untilAborted } from '../../base/signals/untilAborted.js';
import { visibleText } from '../../base/text/visibleText.js';
import { OFFLINE } from '../../sql/offlineSettings.js';
import { checkLedgerFile } from './checkLedgerFile.js';
import { checkLedgerTable } from './checkLedgerTable.js';
import { ledgerError } from './ledgerError.js';

const SETTINGS = {
  ...OFFLINE,
  // Only its own table is used.
  enable_external_access: 'false',
  threads: '1',
};
const CREATE =
  'CREATE TABLE IF NOT EXISTS sent (target VARCHAR, uid VARCHAR, acknowledged TIMESTAMPTZ, PRIMARY KEY (target, uid))';
const ADD = 'INSERT INTO sent SELECT $target, unnest($uids), now() ON CONFLICT DO NOTHING';
const AMONG = 'SELECT uid FROM sent WHERE target = $target AND uid IN (SELECT unnest($uids))';

/** DuckDB's words if another process has the file, on Unix and on Windows. */
const HELD = /could not set lock|being used by another process/i;
const PAUSE_MS = 50;

export interface LedgerOptions {
  signal?: AbortSignal;
  /** How long to wait for another process that has the file open, milliseconds. */
  patience: number;
}

/** Which alerts each target has acknowledged: a DuckDB file, so that what was added survives a kill. */
export interface Ledger {
  /** The alerts that the target has acknowledged. */
  among(target: string, uids: readonly string[]): Promise<Set<string>>;
  /** Adds alerts that the target has acknowledged, all of them or none, safely on disk. */
  add(target: string, uids: readonly string[]): Promise<void>;
  close(): void;
}

/**
 * Use `withLedger`, which makes sure that a process opens a file only once.
 *
 * @throws Error naming a file that is damaged, no ledger, or can't be written, here and from all that the
 *   ledger does
 */
export async function openLedger(path: string, options: LedgerOptions): Promise<Ledger> {
  await checkLedgerFile(path);
  const duckDb = await import('@duckdb/node-api');
  const instance = await openFile(path, duckDb, options);
  try {
    const connection = await instance.connect();
    await naming(path, async () => {
      await checkLedgerTable(connection);
      await connection.run(CREATE);
    });
    const types = { uids: duckDb.LIST(duckDb.VARCHAR) };
    const values = (target: string, uids: readonly string[]) => ({
      target,
      uids: duckDb.listValue([...uids]),
    });
    return {
      among: (target, uids) =>
        naming(path, async () => {
          const reader = await connection.runAndReadAll(AMONG, values(target, uids), types);
          return new Set(reader.getRows().map(([uid]) => String(uid)));
        }),
      add: (target, uids) =>
        naming(path, async () => {
          await connection.run(ADD, values(target, uids), types);
        }),
      close() {
        connection.closeSync();
        instance.closeSync();
      },
    };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Adds the file's name, and what to do, to DuckDB's errors. */
async function naming<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw ledgerError(path, error as Error);
  }
}

async function openFile(
  path: string,
  { DuckDBInstance }: typeof import('@duckdb/node-api'),
  { signal, patience }: LedgerOptions,
): Promise<DuckDBInstance> {
  const until = performance.now() + patience;
  for (;;) {
    signal?.throwIfAborted();
    try {
      return await DuckDBInstance.create(path, SETTINGS);
    } catch (error) {
      const { message } = error as Error;
      if (!HELD.test(message)) throw ledgerError(path, error as Error);
      if (performance.now() >= until) {
        const holder = /PID \d+/.exec(message)?.[0] ?? 'unknown';
        throw new Error(
          `Expected the ledger ${visibleText(path)} to be free, got one that another process (${holder}) uses: wait until it ends`,
        );
      }
    }
    await untilAborted(setTimeout(PAUSE_MS), signal);
  }
}
