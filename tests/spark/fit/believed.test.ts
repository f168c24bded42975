import { Float32, vectorFromArray } from 'apache-arrow';
import { describe, expect, it } from 'vitest';
import { Entities } from '../../../lib/accesses/entities.js';
import { resolveParams } from '../../../lib/original/params.js';
import { SparkError } from '../../../lib/spark/client/SparkError.js';
import type { SparkTable } from '../../../lib/spark/client/SparkTable.js';
import { readComponents } from '../../../lib/spark/fit/components.js';
import { factorize } from '../../../lib/spark/fit/factorize.js';
import { numberEntities, type RemoteEntities, readEntities } from '../../../lib/spark/fit/numberEntities.js';
import { answeringJob, type Rows } from './answeringJob.js';

/** Two tenants, a and b, of two names each, which Spark numbers from 1. */
function entities(): RemoteEntities {
  const byTenant = new Map([
    ['a', ['x', 'y']],
    ['b', ['x', 'y']],
  ]);
  return {
    table: {} as SparkTable,
    count: 4,
    largest: 2,
    entities: new Entities(byTenant),
    idOf: Int32Array.of(0, 1, 2, 3),
  };
}

const graph = () => ({
  ratings: { relation: async () => ({}) } as unknown as SparkTable,
  users: entities(),
  resources: entities(),
});
const factorsOf = (...ids: unknown[]): Rows =>
  ids.map((id) => ({ id, features: vectorFromArray([1, 2], new Float32()) }));

describe('factors of Spark', () => {
  const RATINGS: Rows = [
    { user: 3, res: 3, rating: 1 },
    { user: 4, res: 4, rating: 1 },
  ];
  const STANDARD: Rows = [{ tenant: 'a', mean: 0, deviation: 1 }];

  /** Tenant a is trained on Spark, and b here, where tenants are separate. */
  const trained = (separateTenants: boolean, users: Rows, resources: Rows) =>
    factorize(
      answeringJob(
        { 'avg(predicted)': STANDARD, 'FROM ratings WHERE tenant': RATINGS },
        { userFactors: users, itemFactors: resources },
      ),
      graph(),
      new Map([
        ['a', 2_000_000],
        ['b', 2],
      ]),
      resolveParams({ rankParam: 2, maxIter: 1, separateTenants, threads: 1 }),
    );

  it('are those of all names', async () => {
    const all = factorsOf(1, 2, 3, 4);
    expect([...(await trained(false, all, all)).userFactors]).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    const some = factorsOf(1, 2);
    const { userFactors, resFactors, perTenant } = await trained(true, some, some);
    expect([...userFactors.subarray(0, 4), ...resFactors.subarray(0, 4)]).toEqual([1, 2, 1, 2, 1, 2, 1, 2]);
    expect([...perTenant.keys()]).toEqual(['a', 'b']);
  });

  it.each<[string, boolean, Rows, Rows, string]>([
    [
      'of a user missing',
      false,
      factorsOf(1, 2, 3),
      factorsOf(1, 2, 3, 4),
      'the factors of 4 users, got those of 3',
    ],
    [
      'of a user missing, of separate tenants',
      true,
      factorsOf(1),
      factorsOf(1, 2),
      'the factors of 4 users, got those of 3',
    ],
    [
      'of a resource missing, of separate tenants',
      true,
      factorsOf(1, 2),
      factorsOf(2),
      'the factors of 4 resources, got those of 3',
    ],
    ['twice', true, factorsOf(1, 2, 1), factorsOf(1, 2), '2 factors once for each id, got others for id 1'],
    ['of an id that there is none of', true, factorsOf(1, 5), factorsOf(1, 2), 'ids from 1 to 4, got 5'],
  ])('are refused: %s', async (_, separateTenants, users, resources, message) => {
    const refused = trained(separateTenants, users, resources);
    await expect(refused).rejects.toThrow(SparkError);
    await expect(refused).rejects.toThrow(message);
  });
});

describe('components of Spark', () => {
  const LABELS: Rows = [1, 2, 3, 4].map((id) => ({ id, label: id < 3 ? 1 : 3 }));
  const read = (users: Rows, differing: Rows) =>
    readComponents(
      answeringJob({ 'DISTINCT u.label': differing, 'GROUP BY r.user': users, 'GROUP BY r.res': LABELS }),
      graph(),
    );

  it('are joined by the labels that an access connects', async () => {
    expect((await read(LABELS, [])).users).toEqual(Int32Array.of(1, 1, 3, 3));
    expect((await read(LABELS, [{ one: 1, other: 3 }])).users).toEqual(Int32Array.of(1, 1, 1, 1));
  });

  it.each([0, -1, 5, 1.5, null, '1', 1n])('are refused with the label %s', async (label) => {
    const message = /^Expected Spark to send labels from 1 to 4, got /;
    await expect(read([{ id: 1, label }, ...LABELS.slice(1)], [])).rejects.toThrow(message);
    await expect(read(LABELS, [{ one: label, other: 1 }])).rejects.toThrow(message);
    await expect(read(LABELS, [{ one: 1, other: label }])).rejects.toThrow(message);
  });
});

describe('names of Spark', () => {
  const NAMES: Rows = ['x', 'y'].map((name, n) => ({ tenant: 'a', name, id: n + 1 }));
  const jobOf = (n: unknown, largest: unknown = n) =>
    answeringJob({ 'sum(n)': [{ n, largest }], row_number: NAMES });
  const read = async (n: unknown) => {
    const job = jobOf(n);
    return readEntities(job, await numberEntities(job, {} as SparkTable, 'user'));
  };

  it('are as many as it says', async () => {
    expect((await read(2n)).idOf).toEqual(Int32Array.of(0, 1));
    await expect(read(2_000_000_000)).rejects.toThrow(
      'Expected Spark to send names with the ids 1 to 2000000000, got 2 names with others',
    );
  });

  it.each([-1, 0, 1.5, Number.NaN, null, 'many'])('are refused where it says %s', async (n) => {
    await expect(read(n)).rejects.toThrow(/^Expected Spark to send how many names there are, got /);
    const job = jobOf(2, n);
    await expect(numberEntities(job, {} as SparkTable, 'user')).rejects.toThrow(SparkError);
  });
});
