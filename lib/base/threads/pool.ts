import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { exposeCollector } from './collectGarbage.js';

/** After this long idle workers end, and idle memories are freed. */
export const IDLE_MS = 10_000;

/** Workers that wait for their next fit, each with the function that ends its wait. */
const idle = new Map<Worker, () => void>();
/** The script that each worker runs. */
const scripts = new WeakMap<Worker, string>();

/**
 * Takes workers out of the pool and starts missing ones. They keep the process alive until they are given
 * back.
 *
 * @param script the file that they run
 */
export function takeWorkers(count: number, script: string): Worker[] {
  return Array.from({ length: count }, () => {
    for (const [worker, stopWaiting] of idle) {
      if (scripts.get(worker) !== script) continue;
      stopWaiting();
      worker.ref();
      return worker;
    }
    exposeCollector();
    // The process's own flags are left out, since a worker refuses some of them, such as --input-type.
    const worker = new Worker(script, { execArgv: [] });
    scripts.set(worker, script);
    return worker;
  });
}

/** Gives a worker back for the next fit. It doesn't keep the process alive, and ends after a while. */
export function giveBack(worker: Worker): void {
  worker.unref();
  const end = () => {
    stopWaiting();
    void worker.terminate();
  };
  const timer = setTimeout(end, IDLE_MS).unref();
  const stopWaiting = () => {
    clearTimeout(timer);
    worker.off('error', end);
    worker.off('exit', end);
    idle.delete(worker);
  };
  worker.on('error', end);
  worker.on('exit', end);
  idle.set(worker, stopWaiting);
}

/** Resolves at the worker's next message; rejects if the worker fails or ends instead. */
export async function answerOf(worker: Worker): Promise<void> {
  const settled = new AbortController();
  const { signal } = settled;
  const ended = ([code]: number[]) => {
    throw new Error(`Expected an answer from a worker, got none: it ended with exit code ${code}`);
  };
  try {
    // If the worker emits an error, both reject with it.
    await Promise.race([once(worker, 'message', { signal }), once(worker, 'exit', { signal }).then(ended)]);
  } finally {
    settled.abort();
  }
}
