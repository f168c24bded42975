import { startsOf } from '../../base/numbers/startsOf.js';
import { seededRandom } from '../../base/random/random.js';
import { createPacer } from '../../base/signals/pacer.js';
import { answerOf, giveBack, takeWorkers } from '../../base/threads/pool.js';
import type { ResolvedAlsOptions } from '../checkOptions.js';
import { groupInto, isGrouped, transpose } from '../groupBy.js';
import { givenFactors, initialFactors } from '../initialFactors.js';
import type { AlsIterations } from '../iterations.js';
import type { Ratings } from '../types.js';
import { chooseThreads } from './chooseThreads.js';
import { chunkRows } from './chunkRows.js';
import { CONTROL_BYTES, resetJobs, stop } from './control.js';
import { summarizeIteration } from './iterationLoss.js';
import { instantiate, kernelModule } from './loadKernel.js';
import { giveBackMemory, takeMemory } from './memories.js';
import { makePlan, type Plan } from './memoryPlan.js';
import { createPhases } from './phases.js';
import { sideViews } from './sideViews.js';
import { workerScript } from './startWorkers.js';
import type { Memory } from './webAssembly.js';

/**
 * ALS in WebAssembly: interactions and factors are in one shared memory, and this thread or several workers
 * give the same result.
 *
 * @throws RangeError if the memory would exceed 4 GiB
 */
export function engineIterations(
  { users, items, ratings, numUsers, numItems }: Required<Ratings>,
  options: ResolvedAlsOptions,
): AlsIterations {
  const { rank, implicitPrefs, nonnegative, regParam, alpha, initialUserFactors, signal } = options;
  const cgSteps = options.solver === 'conjugateGradient' ? options.cgSteps : 0;
  const numRatings = ratings.length;
  const wide = numRatings <= LARGEST_WIDE;
  const settings = { rank, implicitPrefs, nonnegative, wide, cgSteps, regParam, alpha };
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
  // This may throw, so it comes before any worker is taken.
  const given = initialUserFactors && givenFactors(initialUserFactors, userStarts, rank);
  // If ratings are grouped by user, as those of a fit are, a worker can group them by item while this thread
  // draws the first factors. The first iteration waits for it, so there has to be one.
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
      ? onWorkers(memory, plan, workers, isHandedOver ? numRatings : 0, signal)
      : onThisThread(memory, plan, signal);

  const { stride } = plan;
  const random = seededRandom(options.seed);
  if (given) copyRows(given, rank, views.users.factors, stride, rank);
  else initialFactors(userStarts, rank, random, views.users.factors, stride);
  initialFactors(itemStarts, rank, random, views.items.factors, stride);
  return {
    async next() {
      await run.iterate();
      return summarizeIteration(views.users.statistics, views.items.statistics);
    },
    factors: () => ({
      userFactors: copyRows(views.users.factors, stride, new Float32Array(numUsers * rank), rank, rank),
      itemFactors: copyRows(views.items.factors, stride, new Float32Array(numItems * rank), rank, rank),
    }),
    close: run.close,
  };
}

/**
 * Up to this many ratings 64-bit sums cost nearly nothing; above, the data's noise is larger than their last
 * digits.
 */
const LARGEST_WIDE = 20_000;

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
    close: () => giveBackMemory(memory),
  };
}

/** @param toTranspose how many ratings the first worker has to group by item; 0 if they are grouped */
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
    const open = { type: 'open', module, memory, plan, thread, threads };
    worker.postMessage({ ...open, toTranspose: thread === 0 ? toTranspose : 0 });
  }
  return {
    async iterate() {
      resetJobs(control);
      const onAbort = () => stop(control);
      signal?.addEventListener('abort', onAbort);
      try {
        const answers = workers.map((worker) => {
          const answer = answerOf(worker);
          worker.postMessage({ type: 'iterate' });
          // The others must not wait for a worker that fails.
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
      // A failed worker may have left anything in it.
      if (isSound) giveBackMemory(memory);
    },
  };
}

/** Copies rows of `rank` factors, which begin `fromStride` and `toStride` numbers apart. */
function copyRows(from: Float32Array, fromStride: number, to: Float32Array, toStride: number, rank: number) {
  for (let at = 0, target = 0; at < from.length; at += fromStride, target += toStride) {
    for (let k = 0; k < rank; k++) to[target + k] = from[at + k];
  }
  return to;
}
