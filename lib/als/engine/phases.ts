import type { Kernel } from './loadKernel.js';
import { BLOCK, type Plan, type SidePlan } from './memoryPlan.js';
import type { Memory } from './webAssembly.js';

/**
 * A part of an iteration: jobs for any thread, in any order. All of them are done before the next phase
 * begins.
 */
export interface Phase {
  /** What each thread does by itself first. */
  prepare(): void;
  jobs: number;
  run(job: number): void;
}

/**
 * The phases of one iteration on one thread: Y'Y of the users, the items; Y'Y of the items, the users. Y'Y is
 * summed in blocks of rows, which each thread adds up in their order: the same bits for any number of
 * threads.
 *
 * @param thread number of the thread, which has its own scratch space
 */
export function createPhases(kernel: Kernel, plan: Plan, memory: Memory, thread: number): Phase[] {
  const gram = plan.scratch + thread * plan.scratchBytes;
  return [...halfStep(plan.users, plan.items), ...halfStep(plan.items, plan.users)];

  function halfStep(fixed: SidePlan, solved: SidePlan): Phase[] {
    const chunks = new Int32Array(memory.buffer, solved.chunks, 2 * solved.numChunks);
    const blocks = plan.settings.implicitPrefs ? fixed.numBlocks : 0;
    return [
      {
        prepare() {},
        jobs: blocks,
        run(block) {
          const first = block * BLOCK;
          const end = Math.min(first + BLOCK, fixed.numRows);
          kernel.gramRows(fixed.factors, first, end, fixed.partials + block * kernel.gramLength() * 8);
        },
      },
      {
        prepare() {
          kernel.sumGrams(fixed.partials, blocks, gram);
        },
        jobs: solved.numChunks,
        run(chunk) {
          kernel.solveRows(
            chunks[2 * chunk],
            chunks[2 * chunk + 1],
            solved.starts,
            solved.others,
            solved.ratings,
            fixed.factors,
            solved.factors,
            gram,
            solved.statistics + 32 * chunk,
          );
        },
      },
    ];
  }
}
