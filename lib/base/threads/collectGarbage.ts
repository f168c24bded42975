import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

let collect: (() => void) | undefined;

/**
 * Lets go of what this thread no longer refers to, now. An idle worker allocates nothing, so that its garbage collector would
 * never run by itself, and the shared memory of its last fit would stay for as long as the worker does.
 *
 * A worker has V8's own function where it was started after `exposeCollector`. It makes no context to get one, as the main thread
 * does: where the process ends in the middle of that, V8 prints a page of Node's source into the output.
 */
export function collectGarbage(): void {
  collect ??= (globalThis as { gc?: () => void }).gc ?? (isMainThread ? newContextsOwn() : undefined);
  collect?.();
}

/** Gives V8's function to the contexts that are made from now on, in all threads. Nobody takes the flag back. */
export function exposeCollector(): void {
  setFlagsFromString('--expose-gc');
}

function newContextsOwn(): (() => void) | undefined {
  exposeCollector();
  return runInNewContext('globalThis.gc') as (() => void) | undefined;
}
