import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { column, OUTPUTS, offices, type Row, someRows, TERMS, tableOf } from './evidenceTables.js';

const all = { parts: true, window: 0.25 };
const asked: Row[] = ['u0', 'u3', 'nobody'].flatMap((user) =>
  ['r0', 'r4', 'all', 'nothing'].map((res) => ({ tenant: 't', user, res, likelihood: 1 })),
);

function fit(rows: readonly Row[], params = {}): Promise<AccessEvidenceModel> {
  return new AccessEvidence(params).fit(tableOf(rows));
}

function scores(model: AccessEvidenceModel, rows: readonly Row[]): number[][] {
  const scored = model.transform(tableOf(rows), all);
  return [...OUTPUTS, ...TERMS].map((name) => column(scored, name));
}

describe('every row of any table', () => {
  it('has finite scores that are the sum of their terms, and p-values in (0, 1]', async () => {
    await fc.assert(
      fc.asyncProperty(someRows, async (rows) => {
        const scored = (await fit(rows)).transform(tableOf([...rows, ...asked]), all);
        for (const name of [...OUTPUTS, ...TERMS]) {
          expect(scored.getChild(name)!.nullCount).toBe(0);
          expect(column(scored, name).every(Number.isFinite)).toBe(true);
        }
        const [evidence, pair, pNew, pNext] = OUTPUTS.map((name) => column(scored, name));
        const terms = TERMS.map((name) => column(scored, name));
        evidence.forEach((value, n) => {
          expect(value).toBeCloseTo(
            terms.reduce((sum, term) => sum + term[n], 0),
            9,
          );
          expect(value).toBeLessThanOrEqual(pair[n] + 1e-12);
          for (const p of [pNew[n], pNext[n]]) expect(p > 0 && p <= 1).toBe(true);
        });
      }),
      { numRuns: 60, seed: 3 },
    );
  });

  it('falls as the pair is seen more often, and is the pair where it was never seen', async () => {
    const rows = offices(30);
    const at = rows.findIndex(({ likelihood }) => likelihood === 1);
    const values: number[] = [];
    for (const likelihood of [1, 2, 5, 50, 1e6]) {
      const changed = rows.map((row, n) => (n === at ? { ...row, likelihood } : row));
      const model = await fit(changed);
      values.push(column(model.transform(tableOf([changed[at]])), 'evidence')[0]);
    }
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(new Set(values).size).toBe(values.length);
    const seen = new Set(rows.map(({ user, res }) => `${user} ${res}`));
    const unseen = asked.filter(({ user, res }) => !seen.has(`${user} ${res}`));
    expect(unseen.length).toBeGreaterThan(3);
    const fresh = (await fit(rows)).transform(tableOf(unseen), all);
    expect(column(fresh, 'evidence')).toEqual(column(fresh, 'pair_evidence'));
    expect(column(fresh, 'from_history').every((value) => value === 0)).toBe(true);
  });

  it('p-values fall as the evidence grows', async () => {
    const rows = offices(50);
    const model = await fit(rows);
    const scored = model.transform(tableOf([...rows, ...asked]), all);
    for (const [score, p] of [
      ['pair_evidence', 'p_new'],
      ['evidence', 'p_next'],
    ]) {
      const values = column(scored, score).map((value, n) => [value, column(scored, p)[n]]);
      values.sort(([a], [b]) => a - b);
      values.slice(1).forEach(([, p], n) => {
        expect(p).toBeLessThanOrEqual(values[n][1] + 1e-12);
      });
    }
  });
});

describe('a fit', () => {
  const rows = offices(60);
  const others = offices(40, 9, 'other');
  const queries = [...rows.slice(0, 100), ...asked];

  it("doesn't depend on the order of rows, other tenants, or how rows are split", async () => {
    const expected = scores(await fit(rows), queries);
    const split = rows.flatMap((row) =>
      row.likelihood > 1
        ? [
            { ...row, likelihood: 1 },
            { ...row, likelihood: row.likelihood - 1 },
          ]
        : [row],
    );
    expect(scores(await fit([...rows].reverse()), queries)).toEqual(expected);
    expect(scores(await fit([...others, ...rows]), queries)).toEqual(expected);
    expect(scores(await fit(split.reverse()), queries)).toEqual(expected);
  });

  it("doesn't depend on names", async () => {
    const renamed = (some: readonly Row[]) =>
      some.map((row) => ({
        ...row,
        user: `${row.user.split('').reverse().join('')}!`,
        res: `${(row.res.length * 7919) % 13}${row.res.split('').reverse().join('')}`,
      }));
    const expected = scores(await fit(rows), queries);
    const actual = scores(await fit(renamed(rows)), renamed(queries));
    actual.forEach((values, n) => {
      values.forEach((value, row) => {
        expect(Math.abs(value - expected[n][row])).toBeLessThan(1e-12 * Math.max(1, Math.abs(value)) * 100);
      });
    });
  });

  it('says how far it is, up to the whole', async () => {
    const fractions: number[] = [];
    await new AccessEvidence().fit(tableOf(rows), {
      onIteration: ({ fraction, done }) => {
        fractions.push(fraction);
        expect(done).toBe(fraction === 1);
      },
    });
    expect(fractions[0]).toBe(0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
  });

  it('ends with the reason of its signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(new AccessEvidence().fit(tableOf(rows), { signal: controller.signal })).rejects.toThrow(
      'enough',
    );
  });

  it('is told of another intruder, and how far to trust history', async () => {
    const [usual, rare] = await Promise.all([{}, { historyTrust: 0 }].map((params) => fit(rows, params)));
    const trained = rows.filter(({ likelihood }) => likelihood > 2);
    const [a, b] = [usual, rare].map((model) => model.transform(tableOf(trained), all));
    expect(column(b, 'evidence')).toEqual(column(b, 'pair_evidence'));
    expect(column(a, 'evidence').every((value, n) => value < column(b, 'evidence')[n])).toBe(true);
    const uniform = await fit(rows, { intruder: { uniformUsers: 1, uniformResources: 1 } });
    expect(column(uniform.transform(tableOf(queries)), 'evidence')).not.toEqual(scores(usual, queries)[0]);
  });
});

describe('extremes', () => {
  it.each([
    ['one access', [{ tenant: 't', user: 'u0', res: 'r0', likelihood: 1 }]],
    ['one user', ['a', 'b', 'c'].map((res) => ({ tenant: 't', user: 'u0', res, likelihood: 2 }))],
    ['one resource', ['a', 'b', 'c'].map((user) => ({ tenant: 't', user, res: 'r0', likelihood: 2 }))],
    ['counts of a million', offices(20).map((row, n) => ({ ...row, likelihood: n % 3 ? 1 : 1e6 }))],
    [
      'likelihoods that are no counts',
      offices(20).map((row) => ({ ...row, likelihood: row.likelihood / 3 })),
    ],
    [
      'everybody everywhere',
      Array.from({ length: 64 }, (_, n) => ({
        tenant: 't',
        user: `u${n >> 3}`,
        res: `r${n & 7}`,
        likelihood: 1,
      })),
    ],
  ])('%s', async (_, rows) => {
    for (const values of scores(await fit(rows), [...rows, ...asked])) {
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it('likelihoods that are no counts, or all the same, are no history', async () => {
    for (const change of [(n: number) => n / 3, () => 4]) {
      const rows = offices(20).map((row) => ({ ...row, likelihood: change(row.likelihood) }));
      const scored = (await fit(rows)).transform(tableOf(rows), all);
      expect(column(scored, 'from_history').every((value) => value === 0)).toBe(true);
    }
  });

  it('a tenant that was never seen gets what newcomers get elsewhere', async () => {
    const [a, b] = [offices(60), offices(10, 2, 'small')];
    const model = await fit([...a, ...b]);
    const stranger = (tenant: string) => ({ tenant, user: 'nobody', res: 'nothing', likelihood: 1 });
    const [[mean], [large], [small]] = ['unknown', 't', 'small'].map((tenant) =>
      column(model.transform(tableOf([stranger(tenant)])), 'evidence'),
    );
    expect(mean).toBeCloseTo((large * a.length + small * b.length) / (a.length + b.length), 10);
    const known = { tenant: 'unknown', user: 'u0', res: 'all', likelihood: 1 };
    const scored = model.transform(tableOf([known, stranger('unknown')]), all);
    for (const name of [...OUTPUTS, ...TERMS]) expect(new Set(column(scored, name)).size).toBe(1);
  });

  it('a table without rows is scored, and not fitted', async () => {
    const model = await fit(offices(5));
    const empty = tableOf(offices(5)).slice(0, 0);
    expect(model.transform(empty, all).schema.names).toEqual([
      'tenant',
      'user',
      'res',
      'likelihood',
      ...OUTPUTS,
      ...TERMS,
    ]);
    await expect(new AccessEvidence().fit(empty)).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
  });

  it('rows count 1 where there is no likelihood', async () => {
    const rows = offices(20).map((row) => ({ ...row, likelihood: 1 }));
    const bare = toTable(rows.map(({ tenant, user, res }) => ({ tenant, user, res })));
    const model = await new AccessEvidence().fit(bare);
    expect(scores(model, rows)).toEqual(scores(await fit(rows), rows));
    await expect(new AccessEvidence({ likelihoodCol: 'n' }).fit(bare)).rejects.toThrow(
      'Expected a column n, got tenant, user, res',
    );
  });
});

describe('AccessEvidence refuses', () => {
  it.each([
    [{ historyTrust: -1 }, 'Expected historyTrust to be a number at least 0, got -1'],
    [{ historyTrust: Number.NaN }, 'Expected historyTrust to be a number at least 0, got NaN'],
    [
      { intruder: { uniformUsers: 2 } },
      'Expected intruder.uniformUsers to be a number between 0 and 1, got 2',
    ],
    [{ intruder: { newness: 0 } }, 'Expected intruder.newness to be a positive number, got 0'],
    [{ intruder: { uniform: 1 } }, 'uniform'],
    [{ seed: 0.5 }, 'Expected seed to be a safe integer, got 0.5'],
    [{ threads: 0 }, 'Expected threads to be a positive integer, got 0'],
    [{ userCol: 'res' }, 'Expected userCol and resCol to name different columns, got res for both'],
    [
      { likelihoodCol: 'evidence' },
      'Expected the result evidence and likelihoodCol to name different columns',
    ],
    [{ resCol: 'kind' }, 'Expected the result kind and resCol to name different columns, got kind for both'],
    [{ outputCol: 'score' }, 'outputCol'],
  ])('%o', (params, message) => {
    expect(() => new AccessEvidence(params as never)).toThrow(message);
  });

  it.each([0, -1, Number.NaN])('a likelihood of %d', async (likelihood) => {
    const rows = [...offices(3), { tenant: 't', user: 'x', res: 'y', likelihood }];
    await expect(new AccessEvidence().fit(tableOf(rows))).rejects.toThrow(/likelihood.*row \d+/);
  });

  it('windows that are none, and unknown options', async () => {
    const model = await fit(offices(3));
    const table = tableOf(offices(3));
    for (const window of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => model.transform(table, { window })).toThrow(
        `Expected window to be a positive number, got ${window}`,
      );
    }
    expect(() => model.transform(table, { part: true } as never)).toThrow('part');
    expect(() => model.transform(toTable([{ tenant: 't', user: '', res: 'r' }]))).toThrow(/user.*row 0/);
  });
});
