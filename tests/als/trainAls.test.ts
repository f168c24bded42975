import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trainAls } from '../../lib/als/trainAls.js';
import type { AlsModel, AlsOptions, AlsProgress, Ratings } from '../../lib/als/types.js';

type Triple = [user: number, item: number, rating: number];

function ratingsOf(triples: Triple[]): Ratings {
  return {
    users: Int32Array.from(triples, ([user]) => user),
    items: Int32Array.from(triples, ([, item]) => item),
    ratings: Float64Array.from(triples, ([, , rating]) => rating),
  };
}

function predict({ rank, userFactors, itemFactors }: AlsModel, user: number, item: number): number {
  let sum = 0;
  for (let k = 0; k < rank; k++) sum += userFactors[user * rank + k] * itemFactors[item * rank + k];
  return sum;
}

function allFinite({ userFactors, itemFactors }: AlsModel): boolean {
  return userFactors.every(Number.isFinite) && itemFactors.every(Number.isFinite);
}

/** The four forms of ALS. */
const forms = [
  { implicitPrefs: false, nonnegative: false },
  { implicitPrefs: false, nonnegative: true },
  { implicitPrefs: true, nonnegative: false },
  { implicitPrefs: true, nonnegative: true },
];

const cells: Triple[] = Array.from({ length: 64 }, (_, n) => [n >> 3, n & 7, ((n >> 3) + n) % 2]);

/** Ratings of up to 6 users and 6 items, a pair at most once. */
function problems(rating: fc.Arbitrary<number>) {
  return fc.uniqueArray(fc.tuple(fc.nat(5), fc.nat(5), rating) as fc.Arbitrary<Triple>, {
    minLength: 1,
    maxLength: 25,
    selector: ([user, item]) => user * 6 + item,
  });
}

describe('trainAls', () => {
  it('does one iteration by hand: items first, then users', async () => {
    const { users, items } = ratingsOf([[0, 0, 1]]);
    const model = await trainAls(
      { users, items, ratings: Float32Array.of(1) },
      { rank: 1, maxIter: 1, regParam: 1, implicitPrefs: true, initialUserFactors: Float32Array.of(1) },
    );
    // Item: (1 + 1) / (1 + 1 + 1); user: 2 y / (2 y y + 1).
    expect(model.itemFactors[0]).toBeCloseTo(2 / 3, 6);
    expect(model.userFactors[0]).toBeCloseTo(12 / 17, 6);
    expect(model).toMatchObject({ rank: 1, numUsers: 1, numItems: 1, iterations: 1 });
  });

  it('does one explicit iteration by hand', async () => {
    const model = await trainAls(
      ratingsOf([
        [0, 0, 4],
        [0, 1, 2],
      ]),
      { rank: 1, maxIter: 1, regParam: 0.5, initialUserFactors: Float32Array.of(2) },
    );
    expect(model.itemFactors[0]).toBeCloseTo(8 / 4.5, 6);
    expect(model.itemFactors[1]).toBeCloseTo(4 / 4.5, 6);
    // (4 x 16/9 + 2 x 8/9) / (256/81 + 64/81 + 2 x 0.5)
    expect(model.userFactors[0]).toBeCloseTo(720 / 401, 6);
  });

  it.each([0, 1, 2, 3, 4])('recovers a checkerboard from any start: seed %d', async (seed) => {
    // Of rank 2: two steps of least squares are enough.
    const model = await trainAls(ratingsOf(cells), { rank: 2, maxIter: 1, regParam: 0, seed });
    for (const [user, item, colour] of cells) expect(predict(model, user, item)).toBeCloseTo(colour, 4);
  });

  it.each(forms)('recovers a checkerboard, %o', async (form) => {
    const seen = form.implicitPrefs ? cells.filter(([, , colour]) => colour === 1) : cells;
    const model = await trainAls(ratingsOf(seen), {
      rank: 4,
      maxIter: 50,
      regParam: 0.001,
      alpha: 40,
      ...form,
    });
    for (const [user, item, colour] of cells) {
      expect(Math.abs(predict(model, user, item) - colour)).toBeLessThan(0.02);
    }
  });

  it('keeps factors from turning negative where asked', async () => {
    const triples = cells.map(([user, item, colour]): Triple => [user, item, colour * 2 - 1]);
    const model = await trainAls(ratingsOf(triples), { rank: 3, nonnegative: true });
    expect(Math.min(...model.userFactors, ...model.itemFactors)).toBe(0);
    const free = await trainAls(ratingsOf(triples), { rank: 3 });
    expect(Math.min(...free.userFactors, ...free.itemFactors)).toBeLessThan(-0.1);
  });

  it.each(forms)('never makes the loss worse, %o', async (form) => {
    const rating = fc.integer({ min: form.implicitPrefs ? -2 : -5, max: 5 });
    await fc.assert(
      fc.asyncProperty(problems(rating), fc.nat(1000), async (triples, seed) => {
        const options = { rank: 3, regParam: 0.05, alpha: 2, seed, ...form };
        let last = Number.POSITIVE_INFINITY;
        for (const maxIter of [1, 2, 3, 4, 8]) {
          const now = loss(triples, await trainAls(ratingsOf(triples), { ...options, maxIter }), options);
          // Factors are rounded to 32 bits.
          expect(now).toBeLessThanOrEqual(last + 1e-5 * (1 + Math.abs(last)));
          last = now;
        }
      }),
      { seed: 6, numRuns: 40 },
    );
  });

  it('does not depend on the order of the ratings', async () => {
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(problems(fc.integer({ min: 1, max: 5 })), order, async (triples, keys) => {
        const shuffled = triples
          .map((triple) => ({ triple, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ triple }) => triple);
        const options = { rank: 2, maxIter: 3, implicitPrefs: true };
        const [one, other] = [
          await trainAls(ratingsOf(triples), options),
          await trainAls(ratingsOf(shuffled), options),
        ];
        one.userFactors.forEach((value, n) => {
          expect(other.userFactors[n]).toBeCloseTo(value, 4);
        });
      }),
      { seed: 7, numRuns: 50 },
    );
  });

  it('gives the same factors again, and others for another seed', async () => {
    const train = (seed: number) => trainAls(ratingsOf(cells), { rank: 2, maxIter: 2, seed });
    expect(await train(3)).toEqual(await train(3));
    expect((await train(3)).userFactors).not.toEqual((await train(4)).userFactors);
  });
});

describe('trainAls on degenerate input', () => {
  const input = fc.record({
    triples: fc.array(
      fc.tuple(fc.nat(4), fc.nat(4), fc.constantFrom(0, 1, 1, 5, -1, 1e-30, 1e6)) as fc.Arbitrary<Triple>,
      { minLength: 1, maxLength: 20 },
    ),
    options: fc.record({
      rank: fc.constantFrom(1, 2, 9),
      maxIter: fc.constantFrom(1, 6),
      regParam: fc.constantFrom(0, 1e-9, 0.1, 1e6),
      alpha: fc.constantFrom(0, 1, 1e6),
      seed: fc.nat(9),
    }),
  });

  it.each(forms)('never gives NaN or Infinity, %o', async (form) => {
    await fc.assert(
      fc.asyncProperty(input, async ({ triples, options }) => {
        expect(allFinite(await trainAls(ratingsOf(triples), { ...options, ...form }))).toBe(true);
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  // Beyond what the kernel's 32-bit products hold: the plain form solves these, whatever the solver.
  it.each<AlsOptions>([
    ...forms,
    { solver: 'conjugateGradient' },
    { solver: 'conjugateGradient', implicitPrefs: true },
  ])('fits ratings of 1e30, and an alpha of 1e30, %o', async (form) => {
    const triples: Triple[] = [
      [0, 0, 1e30],
      [0, 1, 1],
      [1, 1, 2],
    ];
    for (const [scale, alpha] of [
      [1, 1],
      [1e-30, 1e30],
    ]) {
      const ratings = ratingsOf(triples.map(([user, item, r]) => [user, item, r * scale]));
      const losses: number[] = [];
      const onIteration = ({ loss }: AlsProgress) => losses.push(loss);
      const model = await trainAls(ratings, {
        rank: 2,
        maxIter: 9,
        regParam: 1e-3,
        alpha,
        ...form,
        onIteration,
      });
      expect(allFinite(model)).toBe(true);
      expect(losses.every(Number.isFinite)).toBe(true);
      const wanted = form.implicitPrefs ? 1 : 1e30 * scale;
      expect(predict(model, 0, 0) / wanted).toBeCloseTo(1, 1);
    }
  });

  it.each(forms)('fits a single rating, with more factors than items, %o', async (form) => {
    const model = await trainAls(ratingsOf([[0, 0, 1]]), { rank: 5, regParam: 0, ...form, seed: 1 });
    expect(predict(model, 0, 0)).toBeCloseTo(1, 5);
  });

  it.each(forms)('fits constant ratings, %o', async (form) => {
    const ones = cells.map(([user, item]): Triple => [user, item, 1]);
    const model = await trainAls(ratingsOf(ones), { rank: 3, regParam: 0, ...form });
    for (const [user, item] of ones) expect(predict(model, user, item)).toBeCloseTo(1, 4);
  });

  it('gives zeros to a user without a positive implicit rating', async () => {
    const triples: Triple[] = [
      [0, 0, 1],
      [0, 1, 2],
      [1, 0, 0],
      [2, 1, -3],
    ];
    const model = await trainAls(ratingsOf(triples), { rank: 2, implicitPrefs: true });
    expect([...model.userFactors.subarray(2)]).toEqual([0, 0, 0, 0]);
    expect(Math.hypot(...model.userFactors.subarray(0, 2))).toBeGreaterThan(0.1);
  });

  it.each(forms)('gives zeros to users and items without a rating, %o', async (form) => {
    const ratings = { ...ratingsOf([[1, 2, 3]]), numUsers: 3, numItems: 5 };
    const { userFactors, itemFactors } = await trainAls(ratings, { rank: 1, ...form, seed: 1 });
    expect(Array.from(userFactors, (value) => value !== 0)).toEqual([false, true, false]);
    expect(Array.from(itemFactors, (value) => value !== 0)).toEqual([false, false, true, false, false]);
  });

  it.each<[AlsOptions | Record<string, number>, string]>([
    [{ rank: 0 }, 'Expected rank to be a positive integer, got 0'],
    [{ iterations: 5 }, 'got iterations'],
    [{ rank: 1, initialUserFactors: new Float32Array(3) }, 'numUsers x rank = 8 x 1 numbers, got 3'],
  ])('rejects %o', async (options, message) => {
    await expect(trainAls(ratingsOf(cells), options)).rejects.toThrow(message);
  });

  it('rejects an empty list of ratings', async () => {
    await expect(trainAls(ratingsOf([]))).rejects.toThrow('Expected at least one rating, got 0');
  });
});

describe("trainAls' course", () => {
  async function record(options: AlsOptions): Promise<{ model: AlsModel; told: AlsProgress[] }> {
    const told: AlsProgress[] = [];
    const model = await trainAls(ratingsOf(cells), {
      rank: 2,
      ...options,
      onIteration: (progress) => told.push(progress),
    });
    return { model, told };
  }

  it('tells of each iteration, and how far the user factors moved in it', async () => {
    const { told } = await record({ maxIter: 3 });
    expect(told.map(({ iteration, maxIter, done }) => [iteration, maxIter, done])).toEqual([
      [1, 3, false],
      [2, 3, false],
      [3, 3, true],
    ]);
    const [before, after] = [await record({ maxIter: 2 }), await record({ maxIter: 3 })].map(
      ({ model }) => model.userFactors,
    );
    const step = Math.hypot(...after.map((value, n) => value - before[n]));
    expect(told[2].change).toBeCloseTo(step / Math.hypot(...after), 9);
  });

  it('tells a change of 0 where nothing moves', async () => {
    const ratings = ratingsOf([[0, 0, 0]]);
    const changes: number[] = [];
    await trainAls(ratings, {
      implicitPrefs: true,
      maxIter: 3,
      onIteration: ({ change }) => changes.push(change),
    });
    expect(changes.slice(1)).toEqual([0, 0]);
  });

  it('stops once the change is at most tol', async () => {
    const all = (await record({ maxIter: 8 })).told.map(({ change }) => change);
    for (const tol of [all[1], (all[1] + all[2]) / 2, all[4]]) {
      const { model, told } = await record({ maxIter: 8, tol });
      expect(model.iterations).toBe(1 + all.findIndex((change) => change <= tol));
      expect(told.map(({ done }) => done).indexOf(true)).toBe(model.iterations - 1);
      expect(model).toEqual((await record({ maxIter: model.iterations })).model);
    }
  });

  it('returns the start after 0 iterations', async () => {
    const start = Float32Array.from({ length: 16 }, (_, n) => n / 16);
    const { model, told } = await record({ maxIter: 0, initialUserFactors: start });
    expect(model.iterations).toBe(0);
    expect(model.userFactors).toEqual(start);
    expect(told).toEqual([]);
  });

  it('leaves the given factors as they are', async () => {
    const start = new Float32Array(16).fill(0.5);
    await record({ maxIter: 2, initialUserFactors: start });
    expect(start).toEqual(new Float32Array(16).fill(0.5));
  });
});

describe("trainAls' signal", () => {
  const reason = new Error('the cell was interrupted');

  it('rejects at once where it was aborted before', async () => {
    let iterations = 0;
    const onIteration = () => {
      iterations++;
    };
    const signal = AbortSignal.abort(reason);
    await expect(trainAls(ratingsOf(cells), { signal, onIteration })).rejects.toBe(reason);
    expect(iterations).toBe(0);
  });

  it.each([0, 1])('rejects where it is aborted in an iteration, be it the last (tol %d)', async (tol) => {
    const controller = new AbortController();
    let iterations = 0;
    const training = trainAls(ratingsOf(cells), {
      maxIter: tol ? 100 : 2,
      tol: tol * 1e9,
      signal: controller.signal,
      onIteration: () => {
        iterations++;
        controller.abort(reason);
      },
    });
    await expect(training).rejects.toBe(reason);
    expect(iterations).toBe(1);
  });

  it('lets timers fire during a long training, and one of them abort it', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 0);
    // Would take a minute.
    const training = trainAls(ratingsOf(cells), { rank: 10, maxIter: 200_000, signal: controller.signal });
    await expect(training).rejects.toBe(reason);
  });
});

/**
 * What ALS minimises, with lambda scaled by the number of ratings of a row (in the implicit form: of positive
 * ones). Explicit: sum of (r - x . y)^2 over the ratings. Implicit: sum of c (p - x . y)^2 over all pairs.
 */
function loss(triples: Triple[], model: AlsModel, options: AlsOptions): number {
  const { rank, numUsers, numItems, userFactors, itemFactors } = model;
  const { implicitPrefs, regParam = 0, alpha = 1 } = options;
  const counted = implicitPrefs ? triples.filter(([, , rating]) => rating > 0) : triples;
  let sum = 0;
  for (let user = 0; user < numUsers; user++) {
    for (let item = 0; item < numItems; item++) {
      const rating = triples.find(([u, i]) => u === user && i === item)?.[2];
      const predicted = predict(model, user, item);
      if (implicitPrefs) {
        const confidence = 1 + alpha * Math.abs(rating ?? 0);
        sum += confidence * ((rating ?? 0) > 0 ? 1 - predicted : predicted) ** 2;
      } else if (rating !== undefined) {
        sum += (rating - predicted) ** 2;
      }
    }
  }
  const penalty = (factors: Float32Array, row: number, count: number) =>
    regParam * count * factors.subarray(row * rank, (row + 1) * rank).reduce((total, x) => total + x * x, 0);
  for (let user = 0; user < numUsers; user++) {
    sum += penalty(userFactors, user, counted.filter(([u]) => u === user).length);
  }
  for (let item = 0; item < numItems; item++) {
    sum += penalty(itemFactors, item, counted.filter(([, i]) => i === item).length);
  }
  return sum;
}
