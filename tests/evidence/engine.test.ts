import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { giveBack, takeWorkers } from '../../lib/base/threads/pool.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { evidenceStateOf } from '../../lib/evidence/AccessEvidenceModel.js';
import { type Counts, countsOf as linksOf, userOfEach } from '../../lib/evidence/counts/counts.js';
import { resDirection, userDirection } from '../../lib/evidence/counts/similarity.js';
import { createWork, doJobs, stopWork } from '../../lib/evidence/engine/jobs.js';
import { runWork } from '../../lib/evidence/engine/runWork.js';
import { drawSample } from '../../lib/evidence/fit/drawSample.js';
import { colourEntities } from '../../lib/evidence/fit/refineColours.js';
import { weighParts } from '../../lib/evidence/mixture/mixture.js';
import { cellsOf, inquire } from '../../lib/evidence/score/cells.js';
import { listOf } from '../accesses/listOf.js';
import { column, OUTPUTS, offices, type Row, TERMS, tableOf } from './evidenceTables.js';

const columns = { tenantCol: 'tenant', userCol: 'user', resCol: 'res', likelihoodCol: 'likelihood' };
const countsOf = (rows: readonly Row[]): Counts => linksOf(listOf(tableOf(rows), columns));

/** Enough work for workers: a few resources that many users share. */
function crowd(users: number, resources: number): Row[] {
  return Array.from({ length: users * 8 }, (_, n) => ({
    tenant: 't',
    user: `u${n >> 3}`,
    res: `r${((n >> 3) * 31 + (n & 7) * 17 * ((n >> 3) % 5)) % resources}`,
    likelihood: 1 + (n % 3),
  }));
}

describe('threads', () => {
  it('give the same bits, in the fit and in scores', async () => {
    const rows = crowd(6000, 60);
    const table = tableOf(rows);
    const [one, two, three] = await Promise.all(
      [1, 2, 3].map((threads) => new AccessEvidence({ threads }).fit(table)),
    );
    const scores = [one, two, three].map((model) => {
      const scored = model.transform(table, { parts: true, window: 0.1 });
      return [...OUTPUTS, ...TERMS].map((name) => column(scored, name));
    });
    expect(scores[1]).toEqual(scores[0]);
    expect(scores[2]).toEqual(scores[0]);
  });

  it('do the jobs again that a worker never finished', async () => {
    const counts = countsOf(crowd(500, 20));
    const expected = userDirection(counts);
    await runWork(createWork([{ direction: expected, questions: null }]), { threads: 1 });
    const direction = userDirection(counts);
    const work = createWork([{ direction, questions: null }]);
    // A thread that takes a job, and is gone.
    Atomics.add(work.control, 0, 1);
    await runWork(work, { threads: 1 });
    expect(direction.spread).toEqual(expected.spread);
  });

  it('go on without a worker that dies', async () => {
    const counts = countsOf(crowd(20_000, 40));
    const [expected, direction] = [userDirection(counts), userDirection(counts)];
    await runWork(createWork([{ direction: expected, questions: null }]), { threads: 1 });
    const [worker] = takeWorkers(
      1,
      createRequire(import.meta.url).resolve('access-anomaly/evidence/engine/worker.js'),
    );
    giveBack(worker);
    // It is the one that the run takes out of the pool.
    const run = runWork(createWork([{ direction, questions: null }]), { threads: 2 });
    await worker.terminate();
    await run;
    expect(direction.spread).toEqual(expected.spread);
  });

  it('stop when told to', () => {
    const work = createWork([{ direction: userDirection(countsOf(offices(20))), questions: null }]);
    stopWork(work);
    expect([...doJobs(work)]).toEqual([]);
  });

  it('end a fit in its midst', async () => {
    const controller = new AbortController();
    let last = 0;
    const fit = new AccessEvidence({ threads: 2 }).fit(tableOf(crowd(20_000, 40)), {
      signal: controller.signal,
      onIteration: ({ fraction }) => {
        last = fraction;
        if (fraction > 0) controller.abort(new Error('enough'));
      },
    });
    await expect(fit).rejects.toThrow('enough');
    expect(last).toBeGreaterThan(0);
    expect(last).toBeLessThan(0.5);
  });
});

describe('the weights of a sample', () => {
  it('have newcomers as they are in the population, also where a bucket has none of the others', () => {
    const parts = Float64Array.from([0.1, 0.2, 0.3, 0.4, 0]);
    const all = new Float64Array(8);
    const fresh = new Float64Array(8);
    [all[1], fresh[1]] = [1000, 0];
    [all[3], fresh[3]] = [1000, 100];
    const { byDegree } = weighParts(parts, Int32Array.of(1), { all, fresh });
    expect(byDegree[5 * 3 + 4]).toBeCloseTo(0.1, 2);
    for (let bucket = 0; bucket < 8; bucket++) {
      const weights = byDegree.subarray(5 * bucket, 5 * bucket + 5);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe('the budget', () => {
  const counts = countsOf(crowd(300, 40));

  it('leaves out the most used columns, all of one k together', () => {
    const whole = resDirection(counts, Number.POSITIVE_INFINITY);
    const some = userDirection(counts, 50_000);
    const k = Int32Array.from(some.weight, (_, r) => counts.byRes.starts[r + 1] - counts.byRes.starts[r]);
    const kept = [...k].filter((_, r) => some.weight[r] > 0);
    const left = [...k].filter((_, r) => some.weight[r] === 0);
    expect(left.length).toBeGreaterThan(0);
    expect(Math.max(...kept)).toBeLessThan(Math.min(...left));
    expect(kept.reduce((sum, n) => sum + n * n, 0)).toBeLessThanOrEqual(50_000);
    expect(whole.weight.every((weight) => weight > 0)).toBe(true);
  });

  it('answers alike whichever way a row is looked up', async () => {
    // A row of one rare column, asked about columns that are far longer.
    const rows = [...crowd(2000, 10), { tenant: 't', user: 'rare', res: 'attic', likelihood: 1 }];
    rows.push({ tenant: 't', user: 'u1', res: 'attic', likelihood: 1 });
    const all = countsOf(rows);
    const directions = {
      users: userDirection(all, 1e4),
      resources: resDirection(all, 1e4),
    };
    await runWork(
      createWork(Object.values(directions).map((direction) => ({ direction, questions: null }))),
      { threads: 1 },
    );
    const user = all.users.find('t', 'rare');
    const asked = Int32Array.from(all.resources.names, (_, r) => r);
    const answers = (users: Int32Array, resources: Int32Array) => {
      const cells = cellsOf(
        all,
        users.map(() => 0),
        users,
        resources,
      );
      const { work, begin, answers } = inquire(cells, directions);
      begin();
      for (const _ of doJobs(work));
      return answers();
    };
    const together = answers(
      asked.map(() => user),
      asked,
    );
    // AskedScores beside short columns only, the walk is the other one.
    asked.forEach((r) => {
      const alone = answers(Int32Array.of(user), Int32Array.of(r));
      expect(together.userPeers[r]).toBeCloseTo(alone.userPeers[0], 14);
      expect(together.resAlike[r]).toBeCloseTo(alone.resAlike[0], 14);
    });
    expect(together.userPeers.some((value) => value > 0)).toBe(true);
  });
});

describe('the sample', () => {
  const rows = offices(120);
  const renamed = rows.map((row) => ({
    ...row,
    user: `${(Number(row.user.slice(1)) * 7919) % 1009}x`,
    res: row.res.split('').reverse().join(''),
  }));

  /** The drawn sample, in terms that don't depend on names. */
  function shapes(some: readonly Row[], size: number, seed: number): string[] {
    const counts = countsOf(some);
    const { user, res } = drawSample(counts, seed, size);
    const { likelihood, numResources, numUsers } = cellsOf(
      counts,
      user.map(() => 0),
      user,
      res,
    );
    return Array.from(user, (_, n) => [likelihood[n], numResources[n], numUsers[n]].join());
  }

  it('is all accesses where they are few', () => {
    const counts = countsOf(rows);
    const { user, res } = drawSample(counts, 1);
    expect(user).toEqual(userOfEach(counts));
    expect([...res]).toEqual([...counts.byUser.others]);
  });

  it("doesn't depend on names, but on the seed", () => {
    expect(shapes(renamed, 200, 1)).toEqual(shapes(rows, 200, 1));
    expect(shapes(rows, 200, 2)).not.toEqual(shapes(rows, 200, 1));
  });

  it("doesn't depend on other tenants, and draws nothing twice", () => {
    const both = countsOf([...offices(90, 4, 'a'), ...rows]);
    const { starts, user, res } = drawSample(both, 1, 200);
    expect([...starts]).toEqual([0, 200, 400]);
    const names = Array.from(user, (u, n) => `${both.users.names[u]} ${both.resources.names[res[n]]}`);
    const alone = countsOf(rows);
    const own = drawSample(alone, 1, 200);
    expect(names.slice(200)).toEqual(
      Array.from(own.user, (u, n) => `${alone.users.names[u]} ${alone.resources.names[own.res[n]]}`),
    );
    expect(new Set(names.slice(200)).size).toBe(200);
  });

  it('has colours that names have no part in', () => {
    const colours = (some: readonly Row[]) => colourEntities(countsOf(some)).users.slice().sort();
    expect(colours(renamed)).toEqual(colours(rows));
    expect(new Set(colours(rows)).size).toBeGreaterThan(100);
  });
});

it('keeps its state to itself', async () => {
  await expect(async () => evidenceStateOf({} as never, 'model')).rejects.toThrow(
    'Expected model to be an AccessEvidenceModel',
  );
});
