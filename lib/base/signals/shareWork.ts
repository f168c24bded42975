import { untilAborted } from './untilAborted.js';

/** Who waits for shared work. */
export interface Waiter<Told> {
  signal?: AbortSignal;
  onProgress?: (told: Told) => void;
}

interface Going<Result, Told> {
  result: Promise<Result>;
  waiting: Set<Waiter<Told>>;
  controller: AbortController;
}

/**
 * Work that several may ask for, and whose result is kept: it is done once. An abort ends the waiting of whoever it is of, and the
 * work once nobody waits any more. What failed or was ended is done again when it is next asked for.
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
    // Of its own, also where one asks twice with the same options.
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
