import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import type { AccessAnomalyParams } from '../../../lib/original/params.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { accessTable, departments, scoresOf } from '../accessTable.js';

const known = departments();
const everyPair = accessTable(
  ...['a', 'b'].flatMap((user) =>
    ['r', 's'].flatMap((res) =>
      Array.from({ length: 25 }, (_, n) => `0 ${user}${n % 5} ${res}${Math.floor(n / 5)}`),
    ),
  ),
);

function fit(params: AccessAnomalyParams = {}): Promise<AccessAnomalyModel> {
  return new AccessAnomaly({ rankParam: 3, ...params }).fit(accessTable(...known));
}

let model: AccessAnomalyModel;
beforeAll(async () => {
  model = await fit();
});

async function scores(of: AccessAnomalyModel, ...lines: string[]): Promise<(number | null)[]> {
  return scoresOf(of.transform(accessTable(...lines)));
}

describe('foldIn', () => {
  it('gives a new user the vector of a known one with the same accesses', async () => {
    const twin = known.filter((line) => line.startsWith('0 a2 ')).map((line) => line.replace('a2', 'new'));
    const folded = await model.foldIn(accessTable(...twin));
    const [vector, expected] = [folded.userVector('0', 'new')!, model.userVector('0', 'a2')!];
    // The fit stops short of its optimum, where both would be the same.
    expect(vector.length).toBe(expected.length);
    for (const [k, value] of vector.entries()) expect(Math.abs(value - expected[k])).toBeLessThan(0.01);
    expect(folded.numUsers).toBe(11);
    expect(folded.numResources).toBe(10);
  });

  it('solves the normal equation of Hu, Koren and Volinsky, in one dimension by hand', async () => {
    // One user x, one resource y of likelihood 5 to 10 scaled: all equal, so 7.5;
    // A = x^2 (1 + 7.5) + 1, b = 8.5 x.
    const one = await new AccessAnomaly({ rankParam: 1, maxIter: 50 }).fit(accessTable('t u r'));
    const folded = await one.foldIn(accessTable('t new r'));
    const y = one.resVector('t', 'r')![0];
    const [x, , last] = folded.userVector('t', 'new')!;
    expect(x / last).toBeCloseTo((8.5 * y) / (8.5 * y * y + 1), 6);
  });

  it('leaves known users and resources as they were, bit for bit', async () => {
    const folded = await model.foldIn(
      accessTable('0 new r1 3', '0 new r2 1', '0 a1 fresh 2', '0 a2 fresh 2'),
    );
    expect(scoresOf(folded.transform(everyPair))).toEqual(scoresOf(model.transform(everyPair)));
    expect(await scores(model, '0 new r1')).toEqual([null]);
  });

  it('expects of newcomers what their first accesses say', async () => {
    const folded = await model.foldIn(
      accessTable('0 new r1 3', '0 new r2 4', '0 new fresh 2', '0 a1 fresh 3'),
    );
    const [usual, alike, theirs, others] = await scores(
      folded,
      '0 new r1',
      '0 new r3',
      '0 a2 fresh',
      '0 b1 fresh',
    );
    // `fresh` has been seen with two users only.
    expect(usual).toBeLessThan(theirs! / 2);
    expect(alike).toBeLessThan(theirs! / 2);
    expect(others).toBe(Number.POSITIVE_INFINITY);
  });

  it('reaches newcomers over other newcomers, and leaves those unknown whom nothing connects', async () => {
    const folded = await model.foldIn(
      accessTable('0 n1 r1 1', '0 n1 x1 1', '0 n2 x1 1', '0 n2 x2 1', '0 far away 1', '9 a0 r0 1'),
    );
    const [near, over, far, tenant] = await scores(folded, '0 n1 r1', '0 n2 x2', '0 far away', '9 a0 r0');
    for (const score of [near, over]) expect(Number.isFinite(score)).toBe(true);
    expect(Math.hypot(...folded.resVector('0', 'x2')!.subarray(0, 3))).toBeGreaterThan(0.01);
    expect([far, tenant]).toEqual([null, null]);
    expect(folded.userVector('0', 'far')).toBeNull();
  });

  it('connects components', async () => {
    expect(await scores(model, '0 a0 s1')).toEqual([Number.POSITIVE_INFINITY]);
    const folded = await model.foldIn(accessTable('0 new r1 1', '0 new s1 1'));
    expect((await scores(folded, '0 a0 s1'))[0]).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('takes likelihoods on the scale of the fit', async () => {
    // Beyond the largest of the fit (4) counts as that.
    const [huge, most] = await Promise.all(
      [1e6, 4].map((n) => model.foldIn(accessTable(`0 new r1 ${n}`, '0 new r2 1'))),
    );
    expect(huge.userVector('0', 'new')).toEqual(most.userVector('0', 'new'));
    const less = await model.foldIn(accessTable('0 new r1 2', '0 new r2 1'));
    expect(less.userVector('0', 'new')).not.toEqual(most.userVector('0', 'new'));
  });

  it('keeps a history, and counts its own accesses as connections', async () => {
    const withHistory = await new AccessAnomaly({
      rankParam: 3,
      historyAccessDf: accessTable(...known.slice(0, 30)),
    }).fit(accessTable(...known));
    // `0 a0 aa` sorts before all others of user and resource: every id moves.
    const folded = await withHistory.foldIn(accessTable('0 A r1 2', '0 a0 A 2'));
    expect(scoresOf(folded.transform(everyPair))).toEqual(scoresOf(withHistory.transform(everyPair)));
    expect(scoresOf(withHistory.transform(everyPair)).filter((score) => score === 0)).toHaveLength(30);
    expect((await scores(folded, '0 A r1'))[0]).not.toBeNull();
  });

  it.each<[string, AccessAnomalyParams]>([
    ['separate tenants', { separateTenants: true }],
    ['explicit feedback', { applyImplicitCf: false, regParam: 0.1 }],
    ['unscaled likelihoods', { lowValue: null, highValue: null }],
    ['counted rows', { likelihoodCol: null }],
  ])('works with %s', async (_, params) => {
    const before = await fit(params);
    const twin = known.filter((line) => line.startsWith('0 a2 ')).map((line) => line.replace('a2', 'new'));
    const folded = await before.foldIn(accessTable(...twin));
    const all = (user: string) =>
      scores(folded, ...['r0', 'r1', 'r2', 'r3'].map((res) => `0 ${user} ${res}`));
    const [of, expected] = [await all('new'), await all('a2')];
    for (const [n, score] of of.entries()) expect(Math.abs(score! - expected[n]!)).toBeLessThan(0.6);
  });

  it('goes on from a model that was saved', async () => {
    const path = mkdtempSync(`${tmpdir()}/fold-`);
    const accesses = accessTable('0 new r1 3', '0 new r2 1', '0 a1 fresh 2');
    await model.save(path);
    const [here, there] = [model, await AccessAnomalyModel.load(path)].map((each) => each.foldIn(accesses));
    expect((await there).userVector('0', 'new')).toEqual((await here).userVector('0', 'new'));
    expect((await there).resVector('0', 'fresh')).toEqual((await here).resVector('0', 'fresh'));
    rmSync(path, { recursive: true });
  });

  it('counts rows where the table has no likelihood', async () => {
    const [counted, ones] = await Promise.all(
      [accessTable('0 new r1', '0 new r1', '0 new r2'), accessTable('0 new r1 2', '0 new r2 1')].map(
        (table) => model.foldIn(table),
      ),
    );
    expect(counted.userVector('0', 'new')).toEqual(ones.userVector('0', 'new'));
  });

  it('says what it cannot use', async () => {
    await expect(model.foldIn(toTable([{ tenant: 0, user: 'x' }]))).rejects.toThrow('Expected a column res');
    await expect(model.foldIn(accessTable('0 x r1 1').slice(0, 0))).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
    const reason = new Error('interrupted');
    await expect(model.foldIn(accessTable('0 x r1 1'), { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason,
    );
  });
});
