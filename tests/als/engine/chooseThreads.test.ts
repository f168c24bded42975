import { availableParallelism } from 'node:os';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseThreads } from '../../../lib/als/engine/chooseThreads.js';

const million = { numRatings: 1_000_000, numRows: 100_000 };
const fit = { maxIter: 25, rank: 10, cgSteps: 0 };

describe('chooseThreads', () => {
  it('takes workers for a million ratings, as many as there may be', () => {
    expect(chooseThreads({ ...fit, threads: 2 }, million)).toBe(2);
    expect(chooseThreads({ ...fit, threads: 7 }, million)).toBe(7);
  });

  it('takes one for each core by default', () => {
    const cores = availableParallelism();
    expect(chooseThreads(fit, million)).toBe(cores > 1 ? cores : 0);
  });

  it('stays on this thread where there may be only one', () => {
    expect(chooseThreads({ ...fit, threads: 1 }, million)).toBe(0);
  });

  it("stays on this thread for small iterations, however many: the original notebook's 1,000", () => {
    expect(chooseThreads({ ...fit, maxIter: 1000, threads: 2 }, { numRatings: 10_000, numRows: 1000 })).toBe(
      0,
    );
  });

  it('stays on this thread for a fit that is over before workers have started', () => {
    // 100,000 ratings at rank 10, 1000 rows: 2 x 100,000 x 9 ns + 1000 x 500 ns = 2.3 ms an iteration.
    const shape = { numRatings: 100_000, numRows: 1000 };
    expect(chooseThreads({ ...fit, maxIter: 34, threads: 2 }, shape)).toBe(0);
    expect(chooseThreads({ ...fit, maxIter: 35, threads: 2 }, shape)).toBe(2);
  });

  it('counts the work of a step of conjugate gradients', () => {
    // 2 x 30,000 x (k + 1) x 0.5 x 32 ns + 100 x (k + 1) x 0.3 x 32^2 ns = (k + 1) x 0.99 ms an iteration.
    const shape = { numRatings: 30_000, numRows: 100 };
    const steps = { maxIter: 100, rank: 32, threads: 2 };
    expect(chooseThreads({ ...steps, cgSteps: 1 }, shape)).toBe(0);
    expect(chooseThreads({ ...steps, cgSteps: 2 }, shape)).toBe(2);
  });

  it('never goes back to one thread for more work', () => {
    const size = fc.integer({ min: 1, max: 1_000_000 });
    const steps = fc.constantFrom(0, 1, 3, 10);
    fc.assert(
      fc.property(fc.tuple(size, size, size, size), steps, ([a, b, c, d], cgSteps) => {
        const options = { threads: 2, rank: 1 + (a % 64), maxIter: 1 + (b % 100), cgSteps };
        const less = chooseThreads(options, { numRatings: c, numRows: d });
        for (const more of [
          chooseThreads({ ...options, rank: options.rank + 1 }, { numRatings: c, numRows: d }),
          chooseThreads({ ...options, maxIter: options.maxIter + 1 }, { numRatings: c, numRows: d }),
          chooseThreads(options, { numRatings: 2 * c, numRows: d }),
          chooseThreads(options, { numRatings: c, numRows: 2 * d }),
        ]) {
          expect(more).toBeGreaterThanOrEqual(less);
        }
      }),
    );
  });
});
