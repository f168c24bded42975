import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import type { AccessAnomalyParams } from '../../../lib/original/params.js';
import { connectSpark } from '../../../lib/spark/connectSpark.js';
import type { Spark } from '../../../lib/spark/Spark.js';
import { toTable } from '../../../lib/tables/toTable.js';
import './provided.js';

type Name = string | number;

interface Reference {
  name: string;
  params: AccessAnomalyParams;
  columns: { tenant: string; user: string; res: string; likelihood: string };
  train: [Name, string, string, number][];
  history?: [Name, string, string][];
  initialUserFactors: [Name, string, number[]][];
  scored: [Name, string, string, number | 'Infinity' | null][];
}

const folder = new URL('../../fixtures/reference/access-anomaly/', import.meta.url);
const references = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file): Reference => JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  .filter(({ params }) => params.applyImplicitCf !== false);
const joint = references.filter(({ history }) => !history);

let spark: Spark;
beforeAll(async () => {
  spark = await connectSpark(inject('spark').url);
});
afterAll(() => spark.close());

const tableOf = ({ columns }: Reference, rows: readonly (readonly unknown[])[]) =>
  toTable(
    rows.map(([tenant, user, res, likelihood]) => ({
      [columns.tenant]: tenant,
      [columns.user]: user,
      [columns.res]: res,
      ...(typeof likelihood === 'number' && { [columns.likelihood]: likelihood }),
    })) as Record<string, string | number>[],
  );

/** The accesses that a reference's model scores, as they were given. */
const askedOf = (reference: Reference) =>
  tableOf(
    reference,
    reference.scored.map(([tenant, user, res]) => [tenant, user, res]),
  );

/** Scores by the names, since Spark keeps no order. */
function scoresOf(table: Table, { columns }: Reference): Map<string, number | null> {
  return new Map(
    table
      .toArray()
      .map((row) => [
        [row[columns.tenant], row[columns.user], row[columns.res]].join('|'),
        row.anomaly_score as number | null,
      ]),
  );
}

function expectClose(got: number | null | undefined, wanted: number | null): void {
  if (wanted === null || !Number.isFinite(wanted)) expect(got).toBe(wanted);
  else expect(Math.abs(Number(got) - wanted)).toBeLessThan(1e-4 * Math.max(1, Math.abs(wanted)));
}

/** The user factors of a model: its vectors without the deviation of the scores (see standardize.ts). */
function userFactors(model: AccessAnomalyModel, reference: Reference) {
  return reference.initialUserFactors.map(([tenant, user]) => {
    const vector = model.userVector(tenant, user)!;
    const deviation = -1 / vector[model.rank + 1];
    return {
      tenant,
      user,
      factors: Array.from(vector.subarray(0, model.rank), (value) => -value * deviation),
    };
  });
}

describe('AccessAnomaly on Spark', () => {
  it.each(joint.map((reference) => [reference.name, reference] as const))(
    'gives, from the same start, what the engine here gives: %s',
    async (_, reference) => {
      const accesses = tableOf(reference, reference.train);
      const there = spark.upload(accesses);
      const params = { ...reference.params, seed: 7, numBlocks: 2 };
      const start = await new AccessAnomaly({ ...params, maxIter: 0 }).fit(there);
      const initialUserFactors = userFactors(start, reference);
      const ours = await new AccessAnomaly(reference.params).fit(accesses, { initialUserFactors });
      const spark4 = await new AccessAnomaly(params).fit(there);
      const asked = askedOf(reference);
      const [wanted, got] = [ours, spark4].map((model) => scoresOf(model.transform(asked), reference));
      for (const [key, score] of wanted) expectClose(got.get(key), score);
      expect([spark4.numUsers, spark4.numResources]).toEqual([ours.numUsers, ours.numResources]);
    },
  );

  it.each(references.map((reference) => [reference.name, reference] as const))(
    'scores on Spark as SynapseML recorded, by a model that was fitted here: %s',
    async (_, reference) => {
      const historyAccessDf = reference.history && tableOf(reference, reference.history);
      const model = await new AccessAnomaly({ ...reference.params, historyAccessDf }).fit(
        tableOf(reference, reference.train),
        {
          initialUserFactors: reference.initialUserFactors.map(([tenant, user, factors]) => ({
            tenant,
            user,
            factors,
          })),
        },
      );
      const scored = model.transform(spark.upload(askedOf(reference)));
      const got = scoresOf(await scored.toTable(), reference);
      for (const [tenant, user, res, score] of reference.scored) {
        expectClose(
          got.get([tenant, user, res].join('|')),
          score === 'Infinity' ? Number.POSITIVE_INFINITY : score,
        );
      }
    },
  );

  it('keeps a model on the server where it is asked to, which scores as one that is here', async () => {
    const reference = joint.find(({ params }) => !params.separateTenants)!;
    const there = spark.upload(tableOf(reference, reference.train));
    const estimator = new AccessAnomaly({ ...reference.params, seed: 7, numBlocks: 2 });
    const modelPath = path.join(inject('spark').folder, 'model');
    const steps = new Set<string>();
    const span = { first: new Date('2026-01-01'), last: new Date('2026-02-01') };
    const stays = await estimator.fit(there, { modelPath, span, onIteration: ({ step }) => steps.add(step) });
    expect([...steps]).toEqual([
      'adding up accesses',
      'numbering users and resources',
      'scaling likelihoods',
      'factorizing',
      'connecting',
      'writing the model',
    ]);
    const here = await estimator.fit(there, { span });
    const again = await spark.read.anomalyModel(modelPath);
    expect(again).toMatchObject({
      numUsers: here.numUsers,
      numResources: here.numResources,
      rank: here.rank,
      span,
    });
    expect(stays.path).toBe(modelPath);
    const asked = spark.upload(askedOf(reference));
    const wanted = scoresOf(await here.transform(asked).toTable(), reference);
    for (const model of [stays, again]) {
      const got = scoresOf(await model.transform(asked).toTable(), reference);
      for (const [key, score] of wanted) expectClose(got.get(key), score);
    }
    await expect(estimator.fit(there, { modelPath })).rejects.toThrow(
      /^Expected modelPath to be a new folder/,
    );
    await expect(estimator.fit(there, { modelPath: '/proc/model' })).rejects.toThrow(/can not write there/);
    await expect(spark.read.anomalyModel('/nowhere')).rejects.toThrow(/^Expected a model .* got none there/);
  });

  it('knows names that are numbers as they are known here, and says where there are none', async () => {
    const accesses = spark.sql(
      `SELECT 1 AS tenant, CAST(id % 7 AS DOUBLE) AS user, CAST(id % 5 AS DECIMAL(10, 0)) AS res FROM range(60)`,
    );
    const model = await new AccessAnomaly({ maxIter: 2, numBlocks: 2 }).fit(accesses);
    expect(model.userVector(1, 6)).not.toBeNull();
    expect(model.resVector(1, 4)).not.toBeNull();
    const scored = await model.transform(accesses).toTable();
    expect([...scored.getChild('anomaly_score')!].every(Number.isFinite)).toBe(true);

    const holes = spark.sql(`SELECT tenant, nullif(user, 3D) AS user, res FROM accesses`, { accesses });
    await expect(new AccessAnomaly().fit(holes)).rejects.toThrow(
      'Expected column user to hold a name in every row, got none in 9 rows',
    );
    await expect(model.transform(holes).toTable()).rejects.toThrow(
      'Expected column user to hold a name in every row, got none',
    );
    const dates = spark.sql(`SELECT tenant, current_date() AS user, res FROM accesses`, { accesses });
    await expect(new AccessAnomaly().fit(dates)).rejects.toThrow(
      'Expected column user to hold names (text, numbers or booleans), got date',
    );
    await expect(new AccessAnomaly({ userCol: 'who' }).fit(accesses)).rejects.toThrow(
      'Expected a column who, got tenant, user, res',
    );
  });
});
