import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Lets go of what this thread no longer refers to, now. An idle worker allocates nothing, so that its garbage collector would
 * never run by itself, and the shared memory of its last fit would stay for as long as the worker does.
 */
export function collectGarbage(): void {
  collect ??= exposed();
  collect?.();
}

/** V8's own function, which only contexts that are made under the flag have. The flag is all threads': nobody takes it back. */
function exposed(): (() => void) | undefined {
  setFlagsFromString('--expose-gc');
  return runInNewContext('globalThis.gc') as (() => void) | undefined;
}
