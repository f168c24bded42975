/** Interrupts a long computation: `due()` is cheap and often false; `pause()` lets other work run. */
export interface Pacer {
  due(): boolean;
  pause(): Promise<void>;
}

const SLICE_MS = 15;

/**
 * A pacer that lets the event loop run every 15 ms, so that a notebook responds while it computes.
 *
 * @param signal aborting it makes the next `pause` reject with its reason
 */
export function createPacer(signal?: AbortSignal): Pacer {
  let last = performance.now();
  return {
    due: () => performance.now() - last > SLICE_MS,
    async pause() {
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
      last = performance.now();
    },
  };
}
