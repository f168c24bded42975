import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

let collect: (() => void) | undefined;

/**
 * Frees what this thread no longer refers to. An idle worker allocates nothing, so its garbage collector
 * never runs by itself and would keep the shared memory of its last fit.
 *
 * A worker that was started after `exposeCollector` has V8's own function. Only the main thread makes a
 * context to get it: if the process ends while a worker does so, V8 prints a page of Node's source.
 */
export function collectGarbage(): void {
  collect ??= (globalThis as { gc?: () => void }).gc ?? (isMainThread ? newContextsOwn() : undefined);
  collect?.();
}

/** Gives V8's function to all later contexts, in all threads, permanently. */
export function exposeCollector(): void {
  setFlagsFromString('--expose-gc');
}

function newContextsOwn(): (() => void) | undefined {
  exposeCollector();
  return runInNewContext('globalThis.gc') as (() => void) | undefined;
}
