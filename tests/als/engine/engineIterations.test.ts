import type { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseThreads } from '../../../lib/als/engine/chooseThreads.js';
import { engineIterations } from '../../../lib/als/engine/engineIterations.js';
import { builtFile } from '../../../lib/als/engine/loadKernel.js';
import { plainIterations } from '../../../lib/als/plain/plainIterations.js';
import { trainAls } from '../../../lib/als/trainAls.js';
import type { AlsOptions, Ratings } from '../../../lib/als/types.js';
import { giveBack, takeWorkers } from '../../../lib/base/threads/pool.js';
import { allFinite, checked, difference, forms, lossOf, problem, run } from './problems.js';

const small = problem(60, 45, 1500);
/** More than 20,000 ratings: summed in 32 bits, a tile of rows at a time. */
const tiled = problem(600, 450, 101_000);

describe('engineIterations beside plainIterations', () => {
  describe.each(forms)('%o', (form) => {
    it.each([1, 2, 3, 9, 10, 11, 12, 13, 14, 16, 17, 18, 22, 33])('in 64 bits, rank %i', async (rank) => {
      // Users and items beyond those with ratings: rows of zeros.
      const ratings = { ...small, numUsers: 63, numItems: 46 };
      await expectSame(ratings, { rank, maxIter: 4, ...form }, 1e-6);
    });

    it.each([1, 3, 10, 11, 14, 18])('in 32 bits, rank %i', async (rank) => {
      await expectSame(tiled, { rank, maxIter: 2, ...form }, 5e-5);
    });

    it.each([0, 1, -2])('with ratings of %i among others', async (rating) => {
      const ratings = { ...small, ratings: small.ratings.map((value, n) => (n % 3 ? value : rating)) };
      await expectSame(ratings, { rank: 5, maxIter: 3, ...form }, 1e-6);
    });
  });

  async function expectSame(ratings: Ratings, shared: AlsOptions, tolerance: number): Promise<void> {
    const options = { alpha: 2, regParam: 0.05, seed: 3, threads: 1, ...shared };
    const engine = await run(engineIterations, ratings, options);
    const plain = await run(plainIterations, ratings, options);
    expect(difference(engine.userFactors, plain.userFactors)).toBeLessThan(tolerance);
    expect(difference(engine.itemFactors, plain.itemFactors)).toBeLessThan(tolerance);
    for (const [n, { change, loss }] of engine.course.entries()) {
      expect(change / plain.course[n].change).toBeCloseTo(1, 5);
      expect(loss / plain.course[n].loss).toBeCloseTo(1, 5);
    }
    const loss = lossOf(ratings, engine, options);
    expect(Math.abs(engine.course.at(-1)!.loss - loss)).toBeLessThan(1e-5 * loss);
  }
});

describe('threads', () => {
  const even = problem(900, 400, 150_000);
  const skewed = problem(900, 400, 150_000, 0.5);

  it.each<[string, Ratings, AlsOptions]>([
    ['non-negative', even, { maxIter: 40, implicitPrefs: true, nonnegative: true }],
    ['explicit', even, { maxIter: 40 }],
    ['half of all ratings in one row', skewed, { maxIter: 40, implicitPrefs: true, nonnegative: true }],
    ['rank 33', skewed, { rank: 33, maxIter: 5, implicitPrefs: true }],
    ['conjugate gradients', even, cg({ rank: 16, maxIter: 10 })],
    ['conjugate gradients, half of all in one row', skewed, cg({ rank: 33, maxIter: 6 })],
    ['conjugate gradients, explicit', skewed, cg({ rank: 16, maxIter: 10, implicitPrefs: false })],
  ])('give the same bits, whatever their number: %s', async (_, ratings, options) => {
    const [, { rank, maxIter, solver, cgSteps }] = checked(ratings, options);
    const shape = { numRatings: 150_000, numRows: 1300 };
    const steps = solver === 'exact' ? 0 : cgSteps;
    const one = await run(engineIterations, ratings, { ...options, threads: 1 });
    for (const threads of [2, 3, 5]) {
      expect(chooseThreads({ threads, maxIter, rank, cgSteps: steps }, shape)).toBe(threads);
      const several = await run(engineIterations, ratings, { ...options, threads });
      // Buffers compare in native code.
      expect(bytes(several.userFactors).equals(bytes(one.userFactors))).toBe(true);
      expect(bytes(several.itemFactors).equals(bytes(one.itemFactors))).toBe(true);
      expect(several.course).toEqual(one.course);
    }
    expect(allFinite(one)).toBe(true);
  });

  it('really puts half of all ratings into one row', () => {
    expect(skewed.users.reduce((count, user) => count + Number(user === 0), 0)).toBeGreaterThan(75_000);
  });
});

describe('conjugateGradient', () => {
  it.each([8, 16, 33])('is within 1 %% of the exact loss after 15 iterations, rank %i', async (rank) => {
    const options = { rank, maxIter: 15, implicitPrefs: true, alpha: 5, threads: 1 };
    const exact = await run(engineIterations, tiled, options);
    const steps = await run(engineIterations, tiled, cg(options));
    expect(allFinite(steps)).toBe(true);
    expect(steps.course[14].loss).toBeLessThan(1.01 * exact.course[14].loss);
    expect(difference(steps.userFactors, exact.userFactors)).toBeGreaterThan(1e-4);
  });

  it.each([true, false])('tells the loss of its factors, implicit %s', async (implicitPrefs) => {
    for (const rank of [1, 5, 16, 33]) {
      for (const cgSteps of [1, 3]) {
        const options = cg({ rank, cgSteps, maxIter: 3, implicitPrefs, threads: 1 });
        const fit = await run(engineIterations, small, options);
        const loss = lossOf(small, fit, options);
        expect(Math.abs(fit.course[2].loss - loss)).toBeLessThan(1e-5 * loss);
      }
    }
  });

  it.each([true, false])(
    'gets to the exact half-step with many steps, implicit %s',
    async (implicitPrefs) => {
      for (const rank of [1, 3, 10, 16]) {
        const options = { rank, maxIter: 1, implicitPrefs, threads: 1 };
        const exact = await run(engineIterations, small, options);
        const far = (fit: { itemFactors: Float32Array }) => difference(fit.itemFactors, exact.itemFactors);
        const many = far(await run(engineIterations, small, cg({ ...options, cgSteps: 30 })));
        expect(many).toBeLessThan(1e-4);
        if (rank > 1) {
          expect(far(await run(engineIterations, small, cg({ ...options, cgSteps: 1 })))).toBeGreaterThan(
            many,
          );
        }
      }
    },
  );
});

describe('the loss', () => {
  const pair = fc.tuple(fc.nat(5), fc.nat(5), fc.integer({ min: -2, max: 5 }));

  it.each(forms)('never rises with exact steps, %o', async (form) => {
    const options = fc.record({
      rank: fc.constantFrom(1, 2, 4, 11),
      regParam: fc.constantFrom(0.01, 0.1, 2),
      alpha: fc.constantFrom(0, 1, 40),
      seed: fc.nat(9),
    });
    const triples = fc.array(pair, { minLength: 1, maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(triples, options, async (triples, options) => {
        const { course } = await run(engineIterations, ratingsOf(triples), {
          ...options,
          ...form,
          maxIter: 8,
        });
        // The loss at x = 0, from which its terms cancel down.
        const scale = triples.reduce((sum, [, , r]) => sum + r * r + 1 + options.alpha * Math.abs(r), 0);
        for (let n = 1; n < course.length; n++) {
          expect(course[n].loss).toBeLessThanOrEqual(course[n - 1].loss + 1e-6 * scale);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(forms)('never rises in 32 bits, %o', async (form) => {
    const { course } = await run(engineIterations, tiled, { ...form, maxIter: 20, threads: 1 });
    for (let n = 1; n < 20; n++) {
      expect(course[n].loss).toBeLessThanOrEqual(course[n - 1].loss * (1 + 1e-6));
    }
  });
});

describe('degenerate input', () => {
  const solvers: AlsOptions[] = [
    ...forms,
    cg({}),
    cg({ implicitPrefs: false }),
    cg({ cgSteps: 30 }),
    cg({ cgSteps: 30, implicitPrefs: false }),
  ];
  const cell = fc.tuple(fc.nat(4), fc.nat(4), fc.constantFrom(0, -0, 1, 1, 5, -1, 1e-30, -1e3, 1e3));
  const input = fc.record({
    triples: fc.array(cell, { minLength: 1, maxLength: 25 }),
    options: fc.record({
      rank: fc.constantFrom(1, 2, 9, 13),
      maxIter: fc.constantFrom(1, 6),
      regParam: fc.constantFrom(0, 1e-9, 0.1, 1e6),
      alpha: fc.constantFrom(0, 1, 1e5),
      seed: fc.nat(9),
    }),
  });

  it.each(solvers)('never gives NaN: factors, change and loss of %o', async (form) => {
    await fc.assert(
      fc.asyncProperty(input, async ({ triples, options }) => {
        const fit = await run(engineIterations, ratingsOf(triples), { ...options, ...form });
        expect(allFinite(fit)).toBe(true);
        if (form.nonnegative)
          expect(Math.min(...fit.userFactors, ...fit.itemFactors)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  // Singular systems of 32-bit sums: more factors than items, no regularisation, the same few pairs again and
  // again.
  it.each(solvers)('never gives NaN in 32 bits either, %o', async (form) => {
    const numRatings = 101_000;
    for (const value of [() => 1, (n: number) => (n % 7 ? 0 : 3), (n: number) => (n % 5) - 3]) {
      const ratings = {
        users: Int32Array.from({ length: numRatings }, (_, n) => n % 4),
        items: Int32Array.from({ length: numRatings }, (_, n) => n % 3),
        ratings: Float32Array.from({ length: numRatings }, (_, n) => value(n)),
      };
      for (const rank of [3, 7]) {
        const options = { rank, regParam: 0, alpha: 10, maxIter: 4, threads: 1, ...form };
        expect(allFinite(await run(engineIterations, ratings, options))).toBe(true);
      }
    }
  });

  // Found by the property above, before conjugate gradients left singular directions alone.
  it.each<[[number, number, number][], AlsOptions]>([
    [[[0, 0, 1000]], { rank: 13, maxIter: 1, alpha: 1e5 }],
    [
      [
        [2, 0, 1000],
        [2, 2, 0],
        [0, 2, 0],
        [0, 0, 0],
      ],
      { rank: 2, maxIter: 6, seed: 7, implicitPrefs: false },
    ],
  ])('fits singular systems with many conjugate gradients: %j', async (triples, given) => {
    const options = cg({ regParam: 0, cgSteps: 30, ...given });
    const fit = await run(engineIterations, ratingsOf(triples), options);
    expect(allFinite(fit)).toBe(true);
    const scale = Math.max(...triples.map(([, , r]) => (options.implicitPrefs ? 1e5 * r : r * r)));
    expect(fit.course.at(-1)!.loss).toBeLessThan(1e-4 * scale);
  });

  it.each([true, false])(
    'says that everything moved where all factors become 0, implicit %s',
    async (implicitPrefs) => {
      const { course } = await run(engineIterations, ratingsOf([[0, 0, 0]]), { maxIter: 2, implicitPrefs });
      expect(course.map(({ change }) => change)).toEqual([1, 0]);
    },
  );

  it.each(forms)('gives zeros to who has no positive rating and fits the others, %o', async (form) => {
    const ratings = ratingsOf([
      [0, 0, 3],
      [0, 1, 3],
      [1, 0, 0],
      [2, 1, 0],
    ]);
    const { userFactors } = await run(engineIterations, ratings, { rank: 2, ...form });
    expect([...userFactors.subarray(2)].map(Math.abs)).toEqual([0, 0, 0, 0]);
    expect(Math.hypot(...userFactors.subarray(0, 2))).toBeGreaterThan(0.1);
  });

  it.each([true, false])('counts a pair that is listed twice as two, implicit %s', async (implicitPrefs) => {
    const model = await run(
      engineIterations,
      ratingsOf([
        [0, 0, 1],
        [0, 0, 1],
      ]),
      { rank: 1, maxIter: 1, regParam: 0.5, implicitPrefs, initialUserFactors: Float32Array.of(1) },
    );
    // Implicit: b = 2 (1 + 1), A = 1 + 2 + 2 x 0.5; explicit: b = 2, A = 2 + 2 x 0.5.
    expect(model.itemFactors[0]).toBeCloseTo(implicitPrefs ? 1 : 2 / 3, 6);
  });
});

describe('workers', () => {
  const ratings = problem(900, 400, 150_000);
  const options = { maxIter: 40, implicitPrefs: true, nonnegative: true, threads: 2 };
  const reason = new Error('the cell was interrupted');
  const expected = trainAls(ratings, { ...options, threads: 1 });

  // Only two wait, so that fits take turns with none but them.
  beforeEach(async () => {
    const [one, two, ...others] = takeWorkers(5, builtFile('engine/worker.js'));
    await Promise.all(others.map((worker) => worker.terminate()));
    giveBack(one);
    giveBack(two);
  });

  /** The workers that the next fit of two threads will take. */
  function nextWorkers(): Worker[] {
    const workers = takeWorkers(2, builtFile('engine/worker.js'));
    for (const worker of workers) giveBack(worker);
    return workers;
  }

  function expectToWait(workers: Worker[]): void {
    for (const [n, worker] of nextWorkers().entries()) expect(worker === workers[n]).toBe(true);
  }

  async function expectFit(): Promise<void> {
    expect(await trainAls(ratings, options)).toEqual(await expected);
  }

  it('are there for the next fit', async () => {
    const workers = nextWorkers();
    await expectFit();
    expectToWait(workers);
    await expectFit();
    expectToWait(workers);
  });

  it("leave an iteration that is aborted, with the signal's reason", async () => {
    const workers = nextWorkers();
    const controller = new AbortController();
    let iterations = 0;
    const training = trainAls(ratings, {
      ...options,
      maxIter: 100_000,
      signal: controller.signal,
      // The timer fires while the next iteration runs: the fit waits for nothing else.
      onIteration: ({ iteration }) => {
        iterations = iteration;
        if (iteration === 3) setTimeout(() => controller.abort(reason), 0);
      },
    });
    await expect(training).rejects.toBe(reason);
    expect(iterations).toBeGreaterThanOrEqual(3);
    expect(iterations).toBeLessThan(50);
    expectToWait(workers);
    await expectFit();
  });

  it.each([0, 1])('reject the fit where number %i of them ends, and are replaced', async (number) => {
    const workers = nextWorkers();
    const training = trainAls(ratings, {
      ...options,
      maxIter: 100_000,
      onIteration: ({ iteration }) => {
        if (iteration === 3) void workers[number].terminate();
      },
    });
    await expect(training).rejects.toThrow(
      'Expected an answer from a worker, got none: it ended with exit code 1',
    );
    for (const worker of nextWorkers()) expect(workers.includes(worker)).toBe(false);
    await expectFit();
  });

  it('are free again after an exception in onIteration', async () => {
    const workers = nextWorkers();
    const training = trainAls(ratings, {
      ...options,
      onIteration: ({ iteration }) => {
        if (iteration === 3) throw reason;
      },
    });
    await expect(training).rejects.toBe(reason);
    expectToWait(workers);
    await expectFit();
  });

  it('serve two fits at a time, each its own', async () => {
    const other = { ...options, seed: 5 };
    const [one, two] = await Promise.all([trainAls(ratings, options), trainAls(ratings, other)]);
    expect(one).toEqual(await expected);
    expect(two).toEqual(await trainAls(ratings, { ...other, threads: 1 }));
  });
});

function cg(options: AlsOptions): AlsOptions {
  return { implicitPrefs: true, ...options, solver: 'conjugateGradient' };
}

function ratingsOf(triples: [user: number, item: number, rating: number][]): Ratings {
  return {
    users: Int32Array.from(triples, ([user]) => user),
    items: Int32Array.from(triples, ([, item]) => item),
    ratings: Float64Array.from(triples, ([, , rating]) => rating),
  };
}

function bytes(factors: Float32Array): Buffer {
  return Buffer.from(factors.buffer);
}
