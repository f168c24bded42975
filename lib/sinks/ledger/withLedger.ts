import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { inTurn } from './inTurn.js';
import { type Ledger, type LedgerOptions, openLedger } from './openLedger.js';

/**
 * Calls `use` with a ledger that nobody else has open meanwhile. Of one process, calls wait for each other;
 * another process is waited for a while.
 *
 * @throws Error naming a file that another process holds for longer, or that is no ledger; the signal's
 *   reason
 */
export async function withLedger<T>(
  path: string,
  { signal, patience = 5000 }: Partial<LedgerOptions>,
  use: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  // DuckDB's lock keeps other processes out, and not this one.
  return await inTurn(await fileOf(path), signal, async () => {
    const ledger = await openLedger(resolve(path), { signal, patience });
    try {
      return await use(ledger);
    } finally {
      ledger.close();
    }
  });
}

/** One name for one file, also where it isn't there yet. */
async function fileOf(path: string): Promise<string> {
  const whole = resolve(path);
  return await realpath(whole).catch(async () => {
    const folder = await realpath(dirname(whole)).catch(() => dirname(whole));
    return join(folder, basename(whole));
  });
}
