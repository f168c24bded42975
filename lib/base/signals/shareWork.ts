import { untilAborted } from './untilAborted.js';

/** A caller that waits for shared work. */
interface Waiter<Told> {
  signal?: AbortSignal;
  onProgress?: (told: Told) => void;
}

interface Going<Result, Told> {
  result: Promise<Result>;
  waiting: Set<Waiter<Told>>;
  controller: AbortController;
}

/**
 * Does work once for several callers, and keeps its result. A caller's abort ends that caller's wait, and
 * ends the work if nobody else waits for it. Work that failed or was ended is done again at the next call.
 */
export function shareWork<Result, Told = never>(
  work: (signal: AbortSignal, onProgress: (told: Told) => void) => Promise<Result>,
): (waiter?: Waiter<Told>) => Promise<Result> {
  let current: Going<Result, Told> | null = null;
  const begin = (): Going<Result, Told> => {
    const waiting = new Set<Waiter<Told>>();
    const controller = new AbortController();
    const tell = (told: Told) => {
      for (const { onProgress } of waiting) onProgress?.(told);
    };
    const going = { waiting, controller, result: work(controller.signal, tell) };
    going.result.catch(() => forget(going));
    return going;
  };
  const forget = (going: Going<Result, Told>) => {
    if (current === going) current = null;
  };
  return async (given = {}) => {
    given.signal?.throwIfAborted();
    current ??= begin();
    const going = current;
    // Each call has its own, even if it has the same options.
    const waiter = { ...given };
    going.waiting.add(waiter);
    try {
      return await untilAborted(going.result, waiter.signal);
    } finally {
      going.waiting.delete(waiter);
      if (going.waiting.size === 0 && waiter.signal?.aborted) {
        forget(going);
        going.controller.abort(waiter.signal.reason);
      }
    }
  };
}
