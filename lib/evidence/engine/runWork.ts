import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { sum } from '../../base/numbers/sum.js';
import { createPacer } from '../../base/signals/pacer.js';
import { giveBack, takeWorkers } from '../../base/threads/pool.js';
import { DONE, doJobs, doUnfinished, stopWork, type Work } from './jobs.js';

/** Below this many additions the work is done before a worker could begin. */
const SMALLEST_WORK = 5e7;
/** A thread that finishes no job for this long counts as gone. */
const PATIENCE_MS = 5_000;
const LOOK_MS = 1;

/** What a run may use and reports. */
export interface RunOptions {
  /** The most threads; null: as many as the machine has cores. */
  threads: number | null;
  signal?: AbortSignal;
  /** Called now and then with the cost of the jobs done so far. */
  onCost?: (cost: number) => void;
}

/** Does the work on this thread and on workers, and lets the event loop run now and then. */
export async function runWork(work: Work, { threads, signal, onCost }: RunOptions): Promise<void> {
  signal?.throwIfAborted();
  const pacer = createPacer(signal);
  const crew = new Crew(work, threads);
  const tell = () => onCost?.(costDone(work));
  try {
    for (const _ of doJobs(work)) {
      if (!pacer.due()) continue;
      tell();
      await pacer.pause();
    }
    while (!isAllDone(work)) {
      if (crew.isGone()) doUnfinished(work);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      signal?.throwIfAborted();
      tell();
    }
    tell();
  } finally {
    crew.dismiss();
  }
}

/** Like `runWork`, but synchronous: for `transform`, which returns its table at once. */
export function runWorkSync(work: Work, threads: number | null): void {
  const crew = new Crew(work, threads);
  try {
    for (const _ of doJobs(work));
    while (!isAllDone(work)) {
      if (crew.isGone()) doUnfinished(work);
      else Atomics.wait(work.control, DONE, Atomics.load(work.control, DONE), LOOK_MS);
    }
  } finally {
    crew.dismiss();
  }
}

const require = createRequire(import.meta.url);

/** The workers that help with some work. If one fails, nothing is lost: its jobs are done again here. */
class Crew {
  readonly #work: Work;
  readonly #workers: Worker[];
  readonly #failed = new Set<Worker>();
  readonly #listeners = new Map<Worker, () => void>();
  #done = -1;
  #since = 0;

  constructor(work: Work, threads: number | null) {
    this.#work = work;
    this.#workers = takeWorkers(countHelpers(work, threads), workerScript());
    for (const worker of this.#workers) {
      const onError = () => this.#failed.add(worker);
      worker.on('error', onError);
      worker.on('exit', onError);
      this.#listeners.set(worker, onError);
      worker.postMessage({ ...work, costs: null });
    }
  }

  /** Whether nothing was finished for so long that no worker can be busy any longer. */
  isGone(): boolean {
    const done = Atomics.load(this.#work.control, DONE);
    if (done !== this.#done) {
      this.#done = done;
      this.#since = performance.now();
    }
    return this.#workers.length === this.#failed.size || performance.now() - this.#since > PATIENCE_MS;
  }

  dismiss(): void {
    stopWork(this.#work);
    for (const [worker, onError] of this.#listeners) {
      worker.off('error', onError);
      worker.off('exit', onError);
      if (!this.#failed.has(worker)) giveBack(worker);
    }
  }
}

function workerScript(): string {
  return require.resolve('access-anomaly/evidence/engine/worker.js');
}

function countHelpers(work: Work, threads: number | null): number {
  const helpful = Math.min(Math.floor(costOf(work) / SMALLEST_WORK), work.costs.length - 1);
  return Math.max(0, Math.min((threads ?? availableParallelism()) - 1, helpful));
}

function isAllDone({ control, done }: Work): boolean {
  return Atomics.load(control, DONE) === done.length;
}

function costDone({ costs, done }: Work): number {
  return sum(costs.filter((_, job) => Atomics.load(done, job) === 1));
}

/** The cost of some work, in additions. */
export function costOf({ costs }: Work): number {
  return sum(costs);
}
