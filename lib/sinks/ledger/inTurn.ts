import { untilAborted } from '../../base/signals/untilAborted.js';

const TURNS = Symbol.for('access-anomaly.ledgers');

/** The last waiting call, by file. The process has one map, however often this module was loaded. */
function turns(): Map<string, Promise<void>> {
  const host = globalThis as { [key: symbol]: Map<string, Promise<void>> | undefined };
  host[TURNS] ??= new Map();
  return host[TURNS];
}

/**
 * Calls `use` once all earlier calls for the same file have ended, even with an error.
 *
 * @throws the signal's reason if it is aborted during the wait
 */
export async function inTurn<T>(
  path: string,
  signal: AbortSignal | undefined,
  use: () => Promise<T>,
): Promise<T> {
  const last = turns();
  const before = last.get(path) ?? Promise.resolve();
  let release = () => {};
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  const mine = before.then(() => over);
  last.set(path, mine);
  try {
    await untilAborted(before, signal);
    return await use();
  } finally {
    release();
    // Only after the earlier ones have ended, too: the next has to wait for them.
    void mine.then(() => {
      if (last.get(path) === mine) last.delete(path);
    });
  }
}
