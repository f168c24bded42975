import { realpath } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { inTurn } from './inTurn.js';
import { type Ledger, type LedgerOptions, openLedger } from './openLedger.js';

/**
 * Calls `use` with a ledger that nobody else has open meanwhile. Calls in one process wait for each other;
 * for another process it waits a while.
 *
 * @throws Error naming a file that another process holds for longer, or that is no ledger; the signal's
 *   reason
 */
export async function withLedger<T>(
  path: string,
  { signal, patience = 5000 }: Partial<LedgerOptions>,
  use: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  // DuckDB's lock keeps other processes out, but not this one.
  return await inTurn(await fileOf(path), signal, async () => {
    const ledger = await openLedger(resolve(path), { signal, patience });
    try {
      return await use(ledger);
    } finally {
      ledger.close();
    }
  });
}

/** One name for each file, even if it doesn't exist yet. */
async function fileOf(path: string): Promise<string> {
  const whole = resolve(path);
  return await realpath(whole).catch(async () => {
    const folder = await realpath(dirname(whole)).catch(() => dirname(whole));
    return join(folder, basename(whole));
  });
}
