import type { ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { cleanError } from '../../base/text/cleanError.js';

/** Starting takes 10 to 30 seconds, several times as long on a busy machine. */
const START_MS = 300_000;

/**
 * Waits until a program's log says that it can be used. From then on the program doesn't keep this process
 * alive.
 *
 * @param secrets texts that the program was given and may log
 */
export function untilReady(
  child: ChildProcessByStdio<null, Readable, Readable>,
  program: string,
  ready: RegExp,
  signal: AbortSignal | undefined,
  secrets: readonly string[],
): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      const error = new Error(`Expected ${program} to start, got ${why}:\n${lastLines(log)}`);
      reject(cleanError(error, secrets));
    };
    const timer = setTimeout(() => fail(`nothing within ${START_MS / 1000} s`), START_MS);
    const read = (text: string) => {
      log = (log + text).slice(-20_000);
      if (!ready.test(log)) return;
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      for (const pipe of [child.stdout, child.stderr]) {
        pipe.off('data', read).resume();
        (pipe as unknown as { unref?: () => void }).unref?.();
      }
      resolve();
    };
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    child.stdout.setEncoding('utf8').on('data', read);
    child.stderr.setEncoding('utf8').on('data', read);
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code, signal) => fail(`exit code ${code ?? signal}`));
    child.unref();
  });
}

/** The end of a log without the stacks of the JVM. */
function lastLines(log: string): string {
  return log
    .split('\n')
    .filter((line) => !/^\s+at /.test(line))
    .slice(-15)
    .join('\n');
}
