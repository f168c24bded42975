import { parentPort } from 'node:worker_threads';
import { collectGarbage } from '../../base/threads/collectGarbage.js';
import { transpose } from '../groupBy.js';
import { CONTROL_BYTES, type Control, isStopped, meet, takeJob } from './control.js';
import { instantiate } from './loadKernel.js';
import type { Plan } from './memoryPlan.js';
import { createPhases, type Phase } from './phases.js';
import { sideViews } from './sideViews.js';
import type { Memory, Module } from './webAssembly.js';

/** The messages to a worker; it answers 'done' to each 'iterate'. */
type Request =
  | {
      type: 'open';
      module: Module;
      memory: Memory;
      plan: Plan;
      thread: number;
      threads: number;
      /** How many ratings this thread has to group by item; the others wait for it after the first phase. */
      toTranspose: number;
    }
  | { type: 'iterate' }
  | { type: 'close' };

/*
 * A thread of the pool. It holds one factorisation at a time, and runs an iteration with the other threads
 * each time it is told to. An error ends the thread, which the pool notices.
 */
let iterate: (() => void) | undefined;

parentPort?.on('message', (request: Request) => {
  if (request.type === 'open') {
    const { module, memory, plan, thread, threads, toTranspose } = request;
    if (toTranspose > 0) {
      const [users, items] = [plan.users, plan.items].map((side) =>
        sideViews(memory, side, toTranspose, plan.stride),
      );
      transpose(users.grouping, items.grouping);
    }
    const scratch = plan.scratch + thread * plan.scratchBytes + plan.gramBytes;
    const phases = createPhases(instantiate(module, memory, plan.settings, scratch), plan, memory, thread);
    const control = new Int32Array(memory.buffer, plan.control, CONTROL_BYTES / 4);
    iterate = () => runPhases(phases, control, threads);
  } else if (request.type === 'iterate') {
    iterate?.();
    parentPort?.postMessage('done');
  } else {
    iterate = undefined;
    // Do this after this message is released, too.
    setImmediate(collectGarbage);
  }
});

function runPhases(phases: Phase[], control: Control, threads: number): void {
  for (const [number, phase] of phases.entries()) {
    phase.prepare();
    for (let job = takeJob(control, number); job < phase.jobs; job = takeJob(control, number)) {
      if (isStopped(control)) return;
      phase.run(job);
    }
    if (!meet(control, threads)) return;
  }
}
