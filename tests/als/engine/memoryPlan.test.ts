import { describe, expect, it } from 'vitest';
import { instantiate, type KernelSettings, kernelModule } from '../../../lib/als/engine/loadKernel.js';
import { makePlan, type Plan, type SidePlan } from '../../../lib/als/engine/memoryPlan.js';
import { webAssembly } from '../../../lib/als/engine/webAssembly.js';

const settings: KernelSettings = {
  rank: 10,
  implicitPrefs: true,
  nonnegative: true,
  regParam: 0.1,
  alpha: 1,
  wide: false,
  cgSteps: 0,
};

function planOf({ rank = 10, numUsers = 1000, numItems = 300, numRatings = 5000, threads = 2 }): Plan {
  return makePlan({ ...settings, rank }, { numUsers, numItems, numRatings }, { users: 7, items: 3 }, threads);
}

/** All parts of the memory, [start, end), by what is written to them. */
function parts(plan: Plan, numRatings: number, threads: number): [start: number, end: number][] {
  const part = (start: number, bytes: number): [number, number] => [start, start + bytes];
  const side = (side: SidePlan) => [
    part(side.starts, 4 * (side.numRows + 1)),
    part(side.others, 4 * numRatings),
    part(side.ratings, 4 * numRatings),
    part(side.factors, 4 * plan.stride * side.numRows),
    part(side.chunks, 8 * side.numChunks),
    part(side.statistics, 32 * side.numChunks),
    part(side.partials, plan.gramBytes * side.numBlocks),
  ];
  return [
    part(plan.control, 28),
    ...side(plan.users),
    ...side(plan.items),
    part(plan.scratch, plan.scratchBytes * threads),
  ];
}

describe('makePlan', () => {
  it.each([1, 2, 9, 10, 11, 16, 33, 100])('keeps all parts apart and aligned, rank %i', (rank) => {
    const plan = planOf({ rank, numRatings: 5001, threads: 3 });
    let last = 1;
    for (const [start, end] of parts(plan, 5001, 3).sort(([a], [b]) => a - b)) {
      expect(start % 64).toBe(0);
      expect(start).toBeGreaterThanOrEqual(last);
      last = end;
    }
    expect(plan.bytes).toBeGreaterThanOrEqual(last);
    expect(plan.stride).toBeGreaterThanOrEqual(rank);
  });

  it("sums Y'Y in blocks of 1024 rows", () => {
    const { users, items } = planOf({ numUsers: 2049, numItems: 1024 });
    expect([users.numBlocks, items.numBlocks]).toEqual([3, 1]);
  });

  it('needs 16 bytes for each interaction', () => {
    const [one, two, three] = [1, 2, 3].map((millions) => planOf({ numRatings: millions * 1e6 }).bytes);
    expect(two - one).toBe(16e6);
    expect(three - two).toBe(16e6);
  });

  it('refuses what a WebAssembly memory cannot hold, and says how much it is', () => {
    // 16 bytes x 300 million = 4.47 GiB, the rest is small.
    expect(() => planOf({ numRatings: 300e6 })).toThrow(RangeError);
    expect(() => planOf({ numRatings: 300e6 })).toThrow(
      'Expected a factorisation that fits into the 4 GiB of a WebAssembly memory, got 300000000 ratings of ' +
        '1000 users and 300 items at rank 10, 4.5 GiB: train on fewer, with a smaller rank, each tenant by itself (separateTenants), or on Spark (connectSpark, docs/scale.md)',
    );
    expect(() => planOf({ numUsers: 20e6, rank: 100 })).toThrow('20000000 users and 300 items at rank 100');
    expect(planOf({ numRatings: 260e6 }).bytes).toBeLessThan(2 ** 32);
  });
});

describe("the plan's space", () => {
  const memory = new webAssembly.Memory({ initial: 64, maximum: 64, shared: true });

  it.each([
    { cgSteps: 0, wide: true },
    { cgSteps: 0, wide: false },
    { cgSteps: 3, wide: false },
  ])('holds what the kernel lays out and sums, at any rank: %o', (form) => {
    for (let rank = 1; rank <= 128; rank++) {
      const all = { ...settings, ...form, rank };
      const plan = makePlan(all, { numUsers: 1, numItems: 1, numRatings: 1 }, { users: 1, items: 1 }, 1);
      const kernel = instantiate(kernelModule(), memory, all, 0);
      const start = 64;
      const end = kernel.configure(rank, true, true, all.wide, all.cgSteps, 0.1, 1, start);
      expect(end - start).toBeLessThanOrEqual(plan.scratchBytes - plan.gramBytes);
      expect(8 * kernel.gramLength()).toBeLessThanOrEqual(plan.gramBytes);
    }
  });
});
