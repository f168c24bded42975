import { startsOf } from '../../base/numbers/startsOf.js';
import { seededRandom } from '../../base/random/random.js';
import { createPacer } from '../../base/signals/pacer.js';
import { answerOf, giveBack, takeWorkers } from '../../base/threads/pool.js';
import type { ResolvedAlsOptions } from '../checkOptions.js';
import { groupInto, isGrouped, transpose } from '../groupBy.js';
import { givenFactors, initialFactors } from '../initialFactors.js';
import type { Iterations } from '../iterations.js';
import type { Ratings } from '../types.js';
import { chooseThreads } from './chooseThreads.js';
import { chunkRows } from './chunkRows.js';
import { CONTROL_BYTES, reset, stop } from './control.js';
import { summarizeIteration } from './iterationLoss.js';
import { instantiate, kernelModule } from './loadKernel.js';
import { giveBackMemory, takeMemory } from './memories.js';
import { makePlan, type Plan } from './memoryPlan.js';
import { createPhases } from './phases.js';
import { sideViews } from './sideViews.js';
import { workerScript } from './startWorkers.js';
import type { Memory } from './webAssembly.js';

/**
 * ALS in WebAssembly: the interactions and the factors in one shared memory, worked on by this thread or by several
 * workers. The result doesn't depend on how many.
 *
 * @throws RangeError where the memory would exceed 4 GiB
 */
export function engineIterations(
  { users, items, ratings, numUsers, numItems }: Required<Ratings>,
  options: ResolvedAlsOptions,
): Iterations {
  const { rank, initialUserFactors, seed } = options;
  const cgSteps = options.solver === 'conjugateGradient' ? options.cgSteps : 0;
  const numRatings = ratings.length;
  const settings = { ...pick(options), cgSteps, wide: numRatings <= LARGEST_WIDE };
  const workers = chooseThreads({ ...options, cgSteps }, { numRatings, numRows: numUsers + numItems });

  const userStarts = startsOf(users, numUsers);
  const itemStarts = startsOf(items, numItems);
  const userChunks = chunkRows(userStarts);
  const itemChunks = chunkRows(itemStarts);
  const plan = makePlan(
    settings,
    { numUsers, numItems, numRatings },
    { users: userChunks.length / 2, items: itemChunks.length / 2 },
    Math.max(workers, 1),
  );
  const memory = takeMemory(plan.bytes);
  const views = {
    users: sideViews(memory, plan.users, numRatings, plan.stride),
    items: sideViews(memory, plan.items, numRatings, plan.stride),
  };
  views.users.chunks.set(userChunks);
  views.items.chunks.set(itemChunks);
  views.users.grouping.starts.set(userStarts);
  views.items.grouping.starts.set(itemStarts);
  // Before any worker is taken: it may refuse them.
  const given = initialUserFactors && givenFactors(initialUserFactors, userStarts, rank);
  // By user already, as those of a fit are, a worker can group them by item, too, while this thread draws what to start from. It
  // is waited for in the first iteration, so that there must be one.
  const isByUser = isGrouped(users);
  const isHandedOver = isByUser && workers > 0 && options.maxIter > 0;
  if (isByUser) {
    views.users.grouping.others.set(items);
    views.users.grouping.ratings.set(ratings);
    if (!isHandedOver) transpose(views.users.grouping, views.items.grouping);
  } else {
    groupInto(views.users.grouping, users, items, ratings);
    groupInto(views.items.grouping, items, users, ratings);
  }
  const run =
    workers > 0
      ? onWorkers(memory, plan, workers, isHandedOver ? numRatings : 0, options.signal)
      : onThisThread(memory, plan, options.signal);

  const random = seededRandom(seed);
  const { factors: userFactors } = views.users;
  if (given) spread(given, userFactors, rank, plan.stride);
  else initialFactors(userStarts, rank, random, userFactors, plan.stride);
  initialFactors(itemStarts, rank, random, views.items.factors, plan.stride);
  return {
    async next() {
      await run.iterate();
      return summarizeIteration(views.users.statistics, views.items.statistics);
    },
    factors: () => ({
      userFactors: compact(views.users.factors, numUsers, rank, plan.stride),
      itemFactors: compact(views.items.factors, numItems, rank, plan.stride),
    }),
    close: run.close,
  };
}

/** Up to here sums in 64 bits cost less than anybody notices; above, their last digits drown in the data's noise. */
const LARGEST_WIDE = 20_000;

function pick({ rank, implicitPrefs, nonnegative, regParam, alpha }: ResolvedAlsOptions) {
  return { rank, implicitPrefs, nonnegative, regParam, alpha };
}

interface Run {
  iterate(): Promise<void>;
  close(): void;
}

function onThisThread(memory: Memory, plan: Plan, signal?: AbortSignal): Run {
  const kernel = instantiate(kernelModule(), memory, plan.settings, plan.scratch + plan.gramBytes);
  const phases = createPhases(kernel, plan, memory, 0);
  const pacer = createPacer(signal);
  return {
    async iterate() {
      for (const phase of phases) {
        phase.prepare();
        for (let job = 0; job < phase.jobs; job++) {
          phase.run(job);
          if (pacer.due()) await pacer.pause();
        }
      }
    },
    close() {
      giveBackMemory(memory);
    },
  };
}

/** @param toTranspose how many ratings the first of them has to group by item; 0: they are */
function onWorkers(
  memory: Memory,
  plan: Plan,
  threads: number,
  toTranspose: number,
  signal?: AbortSignal,
): Run {
  const control = new Int32Array(memory.buffer, plan.control, CONTROL_BYTES / 4);
  const workers = takeWorkers(threads, workerScript());
  let isSound = true;
  const module = kernelModule();
  for (const [thread, worker] of workers.entries()) {
    worker.postMessage({
      type: 'open',
      module,
      memory,
      plan,
      thread,
      threads,
      toTranspose: thread === 0 ? toTranspose : 0,
    });
  }
  return {
    async iterate() {
      reset(control);
      const onAbort = () => stop(control);
      signal?.addEventListener('abort', onAbort);
      try {
        const answers = workers.map((worker) => {
          const answer = answerOf(worker);
          worker.postMessage({ type: 'iterate' });
          // Whoever fails must not leave the others waiting for it.
          answer.catch(() => stop(control));
          return answer;
        });
        const failed = (await Promise.allSettled(answers)).find(({ status }) => status === 'rejected');
        if (failed) {
          isSound = false;
          throw (failed as PromiseRejectedResult).reason;
        }
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
      signal?.throwIfAborted();
    },
    close() {
      for (const worker of workers) {
        worker.postMessage({ type: 'close' });
        if (isSound) giveBack(worker);
        else void worker.terminate();
      }
      // A worker that failed may have left anything in it.
      if (isSound) giveBackMemory(memory);
    },
  };
}

function spread(from: Float32Array, to: Float32Array, rank: number, stride: number): void {
  for (let row = 0, at = 0; at < from.length; row++, at += rank) {
    for (let k = 0; k < rank; k++) to[row * stride + k] = from[at + k];
  }
}

function compact(from: Float32Array, numRows: number, rank: number, stride: number): Float32Array {
  const to = new Float32Array(numRows * rank);
  for (let row = 0; row < numRows; row++) {
    for (let k = 0; k < rank; k++) to[row * rank + k] = from[row * stride + k];
  }
  return to;
}
