import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import {
  CONTROL_BYTES,
  type Control,
  isStopped,
  meet,
  resetJobs,
  stop,
  takeJob,
} from '../../../lib/als/engine/control.js';

function createControl(): Control {
  return new Int32Array(new SharedArrayBuffer(CONTROL_BYTES));
}

const workers: Worker[] = [];
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

/** Runs code on a thread that has the functions of control.ts and `data`; its value is the first message. */
function onThread(code: string, data: object): Promise<unknown> {
  const worker = new Worker(
    `const { parentPort, workerData } = require('node:worker_threads');
     import(workerData.url).then(({ takeJob, meet }) => {
       const { control, threads, done } = workerData;
       parentPort.postMessage((() => { ${code} })());
     });`,
    {
      eval: true,
      workerData: { ...data, url: new URL('../../../lib/dist/als/engine/control.js', import.meta.url).href },
    },
  );
  workers.push(worker);
  return once(worker, 'message').then(([value]) => value);
}

describe('control', () => {
  it('hands out the jobs of a phase in order, each phase by itself, again after a reset', () => {
    const control = createControl();
    expect([takeJob(control, 0), takeJob(control, 0), takeJob(control, 3), takeJob(control, 0)]).toEqual([
      0, 1, 0, 2,
    ]);
    resetJobs(control);
    expect([takeJob(control, 0), takeJob(control, 3)]).toEqual([0, 0]);
  });

  it('does not wait where there is nobody to wait for', () => {
    const control = createControl();
    expect(meet(control, 1)).toBe(true);
    expect(meet(control, 1)).toBe(true);
  });

  it('does not wait once stopped, and stays stopped over a reset', () => {
    const control = createControl();
    expect(isStopped(control)).toBe(false);
    stop(control);
    resetJobs(control);
    expect(isStopped(control)).toBe(true);
    expect(meet(control, 2)).toBe(false);
  });

  it('gives each job to one thread, and lets none into a phase before all have left the last', async () => {
    const threads = 3;
    const jobs = 1000;
    const done = new Int32Array(new SharedArrayBuffer(4 * 4 * jobs));
    const code = `
      let early = 0;
      for (let phase = 0; phase < 4; phase++) {
        for (let job = takeJob(control, phase); job < ${jobs}; job = takeJob(control, phase)) {
          Atomics.add(done, phase * ${jobs} + job, 1);
          for (let n = 0; n < phase * ${jobs}; n++) if (Atomics.load(done, n) !== 1) early++;
        }
        if (!meet(control, threads)) return 'stopped';
      }
      return early;`;
    const control = createControl();
    const all = Array.from({ length: threads }, () => onThread(code, { control, threads, done }));
    expect(await Promise.all(all)).toEqual([0, 0, 0]);
    expect(done.every((count) => count === 1)).toBe(true);
  });

  it('wakes those who wait when it is stopped', async () => {
    const control = createControl();
    const waiting = [1, 2].map(() => onThread('return meet(control, threads);', { control, threads: 3 }));
    // Both count as arrived just before they wait.
    while (Atomics.load(control, 4) < 2) await new Promise((resolve) => setImmediate(resolve));
    stop(control);
    expect(await Promise.all(waiting)).toEqual([false, false]);
  });
});
