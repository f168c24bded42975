import { beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import { DataFactory } from '../../../lib/synthetic/DataFactory.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { accessTable, departments } from '../accessTable.js';

const factory = new DataFactory({ singleComponent: true });
const accesses = factory.createClusteredTrainingData(0.4);
const rows = Array.from({ length: accesses.numRows }, (_, n) => ({
  tenant: '0',
  user: accesses.getChild('user')!.get(n),
  res: accesses.getChild('res')!.get(n),
  likelihood: accesses.getChild('likelihood')!.get(n),
}));
const table = toTable(rows);
// The earlier time: without every tenth access, and without one user and one resource at all.
const earlier = toTable(
  rows.filter(({ user, res }, n) => n % 10 && user !== rows[3].user && res !== rows[8].res),
);

async function lossesOf(maxIter: number, options: object): Promise<number[]> {
  const losses: number[] = [];
  const onIteration = ({ loss }: { loss: number }) => losses.push(loss);
  await new AccessAnomaly({ maxIter }).fit(table, { ...options, onIteration });
  return losses;
}

let before: AccessAnomalyModel;
beforeAll(async () => {
  before = await new AccessAnomaly({ maxIter: 25 }).fit(earlier);
});

describe('warmStart', () => {
  it('is after 1 iteration where a cold start is after 3, and after 3 where that is after 5', async () => {
    const warm = await lossesOf(3, { warmStart: before });
    const cold = await lossesOf(5, {});
    expect(warm[0]).toBeLessThan(cold[2]);
    expect(warm[2]).toBeLessThan(cold[4]);
  });

  it('stands still where nothing is new', async () => {
    const changes: number[] = [];
    const settled = await new AccessAnomaly({ maxIter: 400, rankParam: 2 }).fit(
      accessTable(...departments()),
    );
    await new AccessAnomaly({ maxIter: 1, rankParam: 2 }).fit(accessTable(...departments()), {
      warmStart: settled,
      onIteration: ({ change }) => changes.push(change),
    });
    expect(changes[0]).toBeLessThan(1e-5);
  });

  it('starts at random for users that touch nothing known', async () => {
    const strangers = ['x', 'y'].flatMap((user) => ['p', 'q'].map((res) => `1 ${user} ${res} 1`));
    const model = await new AccessAnomaly({ rankParam: 2, maxIter: 5 }).fit(
      accessTable(...departments(), ...strangers),
      { warmStart: await new AccessAnomaly({ rankParam: 2 }).fit(accessTable(...departments())) },
    );
    expect(Math.hypot(...model.userVector('1', 'x')!.subarray(0, 2))).toBeGreaterThan(0.1);
  });

  it('refuses another rank, something else, and two starts at a time', async () => {
    const fit = (options: object, rankParam = 10) => new AccessAnomaly({ rankParam }).fit(table, options);
    await expect(fit({ warmStart: before }, 4)).rejects.toThrow(
      'Expected warmStart to be of rankParam 4, got a model of rank 10',
    );
    await expect(fit({ warmStart: 'model' })).rejects.toThrow(
      'Expected warmStart to be an AccessAnomalyModel, got "model"',
    );
    await expect(fit({ warmStart: before, initialUserFactors: [] })).rejects.toThrow(
      'Expected one of initialUserFactors and warmStart, got both',
    );
  });
});

describe('span', () => {
  it('is kept with the model, and checked', async () => {
    const span = { first: new Date(0), last: new Date(1) };
    const fit = (given: unknown) =>
      new AccessAnomaly({ maxIter: 1 }).fit(table, { span: given } as { span: typeof span });
    expect((await fit(span)).span).toEqual(span);
    expect((await fit(null)).span).toBeNull();
    for (const wrong of [0, '']) {
      await expect(fit(wrong)).rejects.toThrow('Expected span.first to be a valid Date, got undefined');
    }
    await expect(fit({ first: new Date(2), last: new Date(1) })).rejects.toThrow(
      'Expected span.first to be no later than span.last, got 1970-01-01T00:00:00.002Z and 1970-01-01T00:00:00.001Z',
    );
    await expect(fit({ first: '2026-01-01', last: new Date() })).rejects.toThrow(
      'Expected span.first to be a valid Date, got "2026-01-01"',
    );
  });
});
