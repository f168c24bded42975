import { createRequire } from 'node:module';
import type * as Arrow from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import type { ComplementSpace } from '../../lib/original/fit/complementSet.js';
import type { AccessAnomalyParams } from '../../lib/original/params.js';
import { toTable } from '../../lib/tables/toTable.js';
import { accessTable, departments, scoresOf } from './accessTable.js';

const small: AccessAnomalyParams = { rankParam: 4, maxIter: 10 };

/** Scores of the lines by a model of the training lines. */
async function fitAndScore(training: string[], lines: string[], params: AccessAnomalyParams = {}) {
  const model = await new AccessAnomaly({ ...small, ...params }).fit(accessTable(...training));
  return scoresOf(model.transform(accessTable(...lines)));
}

function meanAndDeviation(scores: (number | null)[]): [mean: number, deviation: number] {
  const numbers = scores as number[];
  const mean = numbers.reduce((sum, score) => sum + score, 0) / numbers.length;
  return [mean, Math.sqrt(numbers.reduce((sum, score) => sum + (score - mean) ** 2, 0) / numbers.length)];
}

/** One component: the departments, and somebody who works in both. */
const lines = [...departments(), '0 both r0 2', '0 both s0 2'];

describe('AccessAnomaly', () => {
  it('scores strangers high and the unseen of the own department low', async () => {
    const [ownUnseen, stranger] = await fitAndScore(lines, ['0 a2 r2', '0 a2 s2']);
    expect(ownUnseen).toBeLessThan(3);
    expect(stranger).toBeGreaterThan(5);
  });

  it('has mean 0 and deviation 1 over the training accesses of each tenant', async () => {
    const other = ['1 u x 1', '1 u y 2', '1 v y 3', '1 w x 1', '1 w z 4'];
    for (const separateTenants of [false, true]) {
      for (const own of [lines, other]) {
        const [mean, deviation] = meanAndDeviation(
          await fitAndScore([...lines, ...other], own, { separateTenants }),
        );
        expect(mean).toBeCloseTo(0, 9);
        expect(deviation).toBeCloseTo(1, 9);
      }
    }
  });

  it('keeps tenants apart: the same names are other users', async () => {
    const training = ['1 ann x 1', '1 bob x 2', '1 bob y 1', '2 ann z 1', '2 eve z 3', '2 eve w 2'];
    const scores = await fitAndScore(training, ['1 ann x', '2 ann x', '1 ann z', '2 ann w', '3 ann x']);
    expect(scores.map((score) => score === null)).toEqual([false, true, true, false, true]);
  });

  it('scores the training accesses 0 where none stands out', async () => {
    // Two groups, in each of which everybody accesses everything, equally often.
    const groups = ['a r', 'b s'].flatMap((kind) => {
      const [user, res] = kind.split(' ');
      return Array.from({ length: 9 }, (_, n) => `0 ${user}${n % 3} ${res}${(n - (n % 3)) / 3} 1`);
    });
    for (const score of await fitAndScore(groups, groups, { maxIter: 200 })) {
      expect(Math.abs(score!)).toBeLessThan(1e-5);
    }
  });

  it('does not depend on the order of the rows', async () => {
    const scores = await fitAndScore(lines, lines);
    expect(await fitAndScore(lines.toReversed(), lines)).toEqual(scores);
    const turned = [...lines.slice(17), ...lines.slice(0, 17)];
    expect(await fitAndScore(turned, lines)).toEqual(scores);
  });

  it('gives the same scores again, and others for another seed', async () => {
    const scores = await fitAndScore(lines, lines, { seed: 1 });
    expect(await fitAndScore(lines, lines, { seed: 1 })).toEqual(scores);
    expect(await fitAndScore(lines, lines, { seed: 2 })).not.toEqual(scores);
  });

  it('scores from the random start after 0 iterations', async () => {
    const model = await new AccessAnomaly({ ...small, maxIter: 0 }).fit(accessTable(...lines));
    expect(model.iterations).toBe(0);
    expect(scoresOf(model.transform(accessTable(...lines))).every(Number.isFinite)).toBe(true);
  });
});

describe('AccessAnomaly on accesses of several rows', () => {
  // Each line's likelihood in two halves, far apart from each other.
  const halves = [...lines, ...lines].map((line, n) => {
    const [tenant, user, res, likelihood] = line.split(' ');
    const share = n < lines.length ? 0.25 : 0.75;
    return `${tenant} ${user} ${res} ${Number(likelihood) * share}`;
  });

  it.each<[string, AccessAnomalyParams]>([
    ['implicit', {}],
    ['explicit', { applyImplicitCf: false }],
    ['raw likelihoods', { lowValue: null, highValue: null }],
  ])('learns the model of their sums (%s)', async (_, params) => {
    const tested = [...lines, '0 a0 r0', '0 a0 s0', '0 nobody r0'];
    expect(await fitAndScore(halves, tested, params)).toEqual(await fitAndScore(lines, tested, params));
  });

  it('counts them once in the normalisation', async () => {
    const [mean, deviation] = meanAndDeviation(await fitAndScore([...lines, ...lines.slice(0, 9)], lines));
    expect(mean).toBeCloseTo(0, 9);
    expect(deviation).toBeCloseTo(1, 9);
  });

  it('counts them once for the complement set', async () => {
    const sizes: number[] = [];
    const sampleComplement = ({ size }: ComplementSpace) => {
      sizes.push(size);
      return [];
    };
    const model = new AccessAnomaly({ ...small, applyImplicitCf: false });
    await model.fit(accessTable(...halves), { sampleComplement });
    expect(sizes).toEqual([2 * lines.length]);
  });

  it('counts rows where there is no likelihood', async () => {
    const rows = lines.flatMap((line) => {
      const [tenant, user, res, likelihood] = line.split(' ');
      return Array.from({ length: Number(likelihood) }, () => `${tenant} ${user} ${res}`);
    });
    const scores = await fitAndScore(lines, lines);
    expect(await fitAndScore(rows, lines)).toEqual(scores);
    const ignored = rows.map((line) => `${line} 99`);
    expect(await fitAndScore(ignored, lines, { likelihoodCol: null })).toEqual(scores);
  });
});

describe('AccessAnomaly with raw likelihoods', () => {
  const raw = { lowValue: null, highValue: null };

  it('learns from the likelihoods as they are', async () => {
    // Scaled by hand to what 5 and 10 would make of 1 to 4.
    const scaled = lines.map((line) => {
      const [tenant, user, res, likelihood] = line.split(' ');
      return `${tenant} ${user} ${res} ${10 - 5 * ((4 - Number(likelihood)) / 3)}`;
    });
    expect(await fitAndScore(scaled, lines, raw)).toEqual(await fitAndScore(lines, lines));
    expect(await fitAndScore(lines, lines, raw)).not.toEqual(await fitAndScore(lines, lines));
  });

  it('scores an access of likelihood 0 above the others', async () => {
    const zero = [...lines, '0 a0 s3 0'];
    const scores = (await fitAndScore(zero, zero, raw)) as number[];
    expect(scores.indexOf(Math.max(...scores))).toBe(zero.length - 1);
  });
});

describe('AccessAnomaly in the explicit form', () => {
  it('tells strangers from colleagues as well', async () => {
    const explicit = { applyImplicitCf: false, regParam: 0.1 };
    const [ownUnseen, stranger] = await fitAndScore(lines, ['0 a2 r2', '0 a2 s2'], explicit);
    expect(stranger).toBeGreaterThan(ownUnseen!);
  });

  it('trains without a complement set too', async () => {
    const scores = await fitAndScore(lines, lines, { applyImplicitCf: false, complementsetFactor: 0 });
    expect(scores.every((score) => Number.isFinite(score))).toBe(true);
  });
});

describe('AccessAnomaly with a history', () => {
  const history = ['0 a0 r0', '0 a0 r1', '0 a1 r1', '0 b0 s0', '0 gone r1', '0 a2 newcomer', '7 x y'];

  async function score(...tested: string[]) {
    return fitAndScore(lines, tested, { historyAccessDf: accessTable(...history, '0 a0 r0') });
  }

  it('scores what is in it 0, be it known from training or not', async () => {
    expect(await score(...history)).toEqual(history.map(() => 0));
  });

  it('takes components from it alone', async () => {
    const [within, across, strangerUser, strangerRes] = await score(
      '0 a1 r0',
      '0 a1 s0',
      '0 a4 r1',
      '0 a0 r4',
    );
    expect(within).toEqual(expect.any(Number));
    expect(Number.isFinite(within)).toBe(true);
    // One component in training, two in the history.
    expect(across).toBe(Number.POSITIVE_INFINITY);
    expect(strangerUser).toBeNull();
    expect(strangerRes).toBeNull();
  });

  it('scores as without it where it says nothing else', async () => {
    const [within] = await score('0 a1 r0');
    expect(within).toBe((await fitAndScore(lines, ['0 a1 r0']))[0]);
  });

  it('needs no likelihoods in it, whatever their column is called', async () => {
    const counted = accessTable(...lines.map((line) => line.slice(0, -2))).assign(
      toTable({ count: lines.map((line) => Number(line.at(-1))) }),
    );
    const params = { ...small, likelihoodCol: 'count', historyAccessDf: accessTable(...history) };
    const scored = (await new AccessAnomaly(params).fit(counted)).transform(accessTable('0 a1 r0'));
    expect(scoresOf(scored)).toEqual(await score('0 a1 r0'));
  });

  it('gives no vector to what only the history knows', async () => {
    const historyAccessDf = accessTable(...history);
    const model = await new AccessAnomaly({ ...small, historyAccessDf }).fit(accessTable(...lines));
    expect(model.userVector(0, 'gone')).toBeNull();
    expect(model.resVector(0, 'newcomer')).toBeNull();
    expect(model.userVector(0, 'a4')).toHaveLength(6);
  });

  it('refuses a history without rows or columns', async () => {
    const fit = (historyAccessDf: Arrow.Table) =>
      new AccessAnomaly({ ...small, historyAccessDf }).fit(accessTable(...lines));
    await expect(fit(accessTable(...history).slice(0, 0))).rejects.toThrow('at least one row, got 0 rows');
    await expect(fit(toTable([{ tenant: '0', user: 'a0' }]))).rejects.toThrow('Expected a column res');
  });
});

describe('AccessAnomaly from initial factors', () => {
  const users = ['a0', 'a1', 'both'];

  it('starts from them', async () => {
    const initialUserFactors = users.map((user, n) => ({ tenant: 0, user, factors: [n, 1, 2, 3] }));
    const anomaly = new AccessAnomaly({ ...small, maxIter: 1 });
    const model = await anomaly.fit(accessTable(...lines), { initialUserFactors });
    const plain = await anomaly.fit(accessTable(...lines));
    expect(model.userVector(0, 'a0')).not.toEqual(plain.userVector(0, 'a0'));
    const again = await anomaly.fit(accessTable(...lines.toReversed()), {
      initialUserFactors: new Set(initialUserFactors.toReversed()),
    });
    expect(again.userVector(0, 'a0')).toEqual(model.userVector(0, 'a0'));
  });

  it('refuses users that the table does not have', async () => {
    const initialUserFactors = [{ tenant: 0, user: 'eve', factors: [1, 2, 3, 4] }];
    await expect(new AccessAnomaly(small).fit(accessTable(...lines), { initialUserFactors })).rejects.toThrow(
      'Expected initialUserFactors for users of the table, got eve of tenant 0',
    );
  });
});

describe("AccessAnomaly's course", () => {
  it('tells of each iteration', async () => {
    const told: number[] = [];
    await new AccessAnomaly({ ...small, maxIter: 3 }).fit(accessTable(...lines), {
      onIteration: ({ iteration }) => told.push(iteration),
    });
    expect(told).toEqual([1, 2, 3]);
  });

  it('stops by tol', async () => {
    const model = await new AccessAnomaly({ ...small, maxIter: 5000, tol: 1e-3 }).fit(accessTable(...lines));
    expect(model.iterations).toBeGreaterThan(1);
    expect(model.iterations).toBeLessThan(5000);
  });

  it.each([false, true])('stops when a timer aborts it (separateTenants: %s)', async (separateTenants) => {
    const reason = new Error('the cell was interrupted');
    const controller = new AbortController();
    setTimeout(() => controller.abort(reason), 0);
    // Would take a minute.
    const fit = new AccessAnomaly({ ...small, maxIter: 200_000, separateTenants }).fit(
      accessTable(...lines, ...lines.map((line) => line.replace('0', '1'))),
      { signal: controller.signal },
    );
    await expect(fit).rejects.toBe(reason);
  });
});

describe('AccessAnomaly on a bad table', () => {
  const row = { tenant: 't', user: 'ann', res: 'x', likelihood: 1 };
  const fit = (rows: object[], params: AccessAnomalyParams = {}) =>
    new AccessAnomaly(params).fit(toTable(rows));

  it.each<[string, object[], string]>([
    ['no tenant', [{ user: 'ann', res: 'x' }], 'Expected a column tenant, got user, res'],
    ['no user', [{ tenant: 't', res: 'x' }], 'Expected a column user, got tenant, res'],
    ['no resource', [{ tenant: 't', user: 'ann' }], 'Expected a column res, got tenant, user'],
    [
      'a null tenant',
      [row, { ...row, tenant: null }],
      'Expected column tenant to hold a name in every row, got null in row 1',
    ],
    [
      'a missing user',
      [{ ...row, user: undefined }, row],
      'Expected column user to hold a name in every row, got null in row 0',
    ],
    [
      'an empty resource',
      [row, row, { ...row, res: '' }],
      'Expected column res to hold a name in every row, got an empty text in row 2',
    ],
    [
      'a null likelihood',
      [row, { ...row, likelihood: null }],
      'Expected column likelihood to hold finite 32-bit numbers, got null in row 1',
    ],
    [
      'an infinite likelihood',
      [{ ...row, likelihood: Number.POSITIVE_INFINITY }],
      'Expected column likelihood to hold finite 32-bit numbers, got Infinity in row 0',
    ],
    [
      'a textual likelihood',
      [{ ...row, likelihood: '3' }],
      'Expected column likelihood to be numeric, got Dictionary<Int32, Utf8>',
    ],
    ['no rows', [], 'Expected a column tenant, got a table without columns'],
  ])('says what is wrong: %s', async (_, rows, message) => {
    await expect(fit(rows)).rejects.toThrow(message);
  });

  it('refuses what is no table', async () => {
    await expect(new AccessAnomaly().fit([row] as never)).rejects.toThrow(
      'Expected an Arrow Table (see toTable), got an array',
    );
  });

  it('refuses a table without rows', async () => {
    await expect(new AccessAnomaly().fit(toTable([row]).slice(0, 0))).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
  });

  it('refuses a table without the likelihood column that was named', async () => {
    await expect(fit([row], { likelihoodCol: 'weight' })).rejects.toThrow(
      'Expected a column weight, got tenant, user, res, likelihood',
    );
  });

  it('fits the smallest of tables', async () => {
    const model = await fit([row]);
    expect(scoresOf(model.transform(toTable([row])))).toEqual([0]);
  });
});

describe('AccessAnomaly on odd names', () => {
  const names = [
    '__proto__',
    'constructor',
    'toString',
    '<b>bold</b>',
    '<script>',
    '"\'\n\t',
    '🦊',
    'x'.repeat(5000),
  ];

  it('scores them like any other', async () => {
    const plain = names
      .flatMap((_, u) => names.map((_, r) => [u, r] as const))
      .filter(([u, r]) => (u + r) % 3 > 0);
    const named = plain.map(([u, r]) => ({ tenant: '__proto__', user: names[u], res: names[r] }));
    const model = await new AccessAnomaly(small).fit(toTable(named));
    const scores = scoresOf(model.transform(toTable(named)));
    expect(scores.every((score) => Number.isFinite(score))).toBe(true);
    expect(meanAndDeviation(scores)[0]).toBeCloseTo(0, 9);
    for (const name of names) expect(model.userVector('__proto__', name)).toHaveLength(6);
    expect(model.userVector('__proto__', 'valueOf')).toBeNull();
    expect(model.userVector('constructor', '__proto__')).toBeNull();
  });
});

describe("AccessAnomaly on tables of Arrow's other build", () => {
  const other: typeof Arrow = createRequire(import.meta.url)('apache-arrow');

  it('fits and scores them as its own', async () => {
    const columns = Object.fromEntries(
      ['tenant', 'user', 'res'].map((name, n) => [name, lines.map((line) => line.split(' ')[n])]),
    );
    const likelihood = Float64Array.from(lines, (line) => Number(line.split(' ')[3]));
    const table = other.tableFromArrays({ ...columns, likelihood }) as unknown as Arrow.Table;
    const historyAccessDf = other.tableFromArrays({
      tenant: ['0'],
      user: ['a0'],
      res: ['r1'],
    }) as unknown as Arrow.Table;
    const model = await new AccessAnomaly(small).fit(table);
    const scored = model.transform(table);
    expect(scoresOf(scored)).toEqual(await fitAndScore(lines, lines));
    expect(scored.schema.fields.map((field) => field.name)).toEqual([
      ...Object.keys(columns),
      'likelihood',
      'anomaly_score',
    ]);
    const withHistory = await new AccessAnomaly({ ...small, historyAccessDf }).fit(table);
    expect(scoresOf(withHistory.transform(historyAccessDf))).toEqual([0]);
  });
});

describe('AccessAnomaly.fit, likelihoods and options', () => {
  const lines = ['0 ann x', '0 ann y', '0 bob x'];

  it('counts rows where no likelihood is there nor named, and insists on one that is named', async () => {
    const counted = await new AccessAnomaly({ maxIter: 2 }).fit(accessTable(...lines));
    const ones = await new AccessAnomaly({ maxIter: 2 }).fit(
      accessTable(...lines.map((line) => `${line} 1`)),
    );
    const table = accessTable(...lines);
    expect(scoresOf(counted.transform(table))).toEqual(scoresOf(ones.transform(table)));
    await expect(new AccessAnomaly({ likelihoodCol: 'likelihood' }).fit(table)).rejects.toThrow(
      'Expected a column likelihood, got tenant, user, res',
    );
  });

  it('refuses a likelihood that 32 bits cannot hold, naming column and row', async () => {
    await expect(new AccessAnomaly().fit(accessTable('0 ann x 1', '0 bob x 1e39'))).rejects.toThrow(
      'Expected column likelihood to hold finite 32-bit numbers, got 1e+39 in row 1',
    );
  });

  it('refuses fit options that it does not know', async () => {
    const options = { seeed: 1 } as object;
    await expect(new AccessAnomaly().fit(accessTable(...lines), options)).rejects.toThrow(
      /^Expected fit options among initialUserFactors, .*, got seeed$/,
    );
  });

  it('says where the history is at fault', async () => {
    const empty = new AccessAnomaly({ historyAccessDf: accessTable('0 ann x').slice(0, 0) });
    await expect(empty.fit(accessTable(...lines))).rejects.toThrow(
      'historyAccessDf: Expected a table with at least one row',
    );
    const rows = [{ tenant: 0 }] as unknown as ReturnType<typeof accessTable>;
    expect(() => new AccessAnomaly({ historyAccessDf: rows })).toThrow('Expected an Arrow Table');
  });
});
