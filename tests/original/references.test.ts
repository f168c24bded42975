import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import type { ComplementSpace } from '../../lib/original/fit/complementSet.js';
import type { AccessAnomalyParams } from '../../lib/original/params.js';
import { toTable } from '../../lib/tables/toTable.js';

type Name = string | number;
type Vectors = [Name, string, number[]][];

interface Reference {
  params: AccessAnomalyParams;
  columns: { tenant: string; user: string; res: string; likelihood: string };
  train: [Name, string, string, number][];
  history?: [Name, string, string][];
  initialUserFactors: Vectors;
  enriched: [Name, string, string, number][];
  userVectors: Vectors;
  resVectors: Vectors;
  scored: [Name, string, string, number | 'Infinity' | null][];
}

const folder = new URL('../fixtures/reference/access-anomaly/', import.meta.url);

function load(file: string): Reference {
  return JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
}

function accessTable({ columns }: Reference, rows: (readonly [Name, string, string, ...unknown[]])[]) {
  return toTable(
    rows.map(([tenant, user, res, likelihood]) => ({
      [columns.tenant]: tenant,
      [columns.user]: user,
      [columns.res]: res,
      ...(typeof likelihood === 'number' && { [columns.likelihood]: likelihood }),
    })),
  );
}

/** Draws what the recorded run drew: the enriched pairs that weren't accessed. */
function recordedComplement({ train, enriched }: Reference) {
  const accessed = new Set(train.map(([tenant, user, res]) => `${tenant} ${user} ${res}`));
  return ({ tenant, users, resources }: ComplementSpace): [number, number][] =>
    enriched
      .filter(([t, user, res]) => String(t) === tenant && !accessed.has(`${t} ${user} ${res}`))
      .map(([, user, res]) => [users.indexOf(user), resources.indexOf(res)]);
}

function fit(reference: Reference) {
  const { params, history, initialUserFactors } = reference;
  const historyAccessDf = history && accessTable(reference, history);
  return new AccessAnomaly({ ...params, historyAccessDf }).fit(accessTable(reference, reference.train), {
    initialUserFactors: initialUserFactors.map(([tenant, user, factors]) => ({ tenant, user, factors })),
    sampleComplement: recordedComplement(reference),
  });
}

/**
 * Within 1e-4 of the score, relatively. Scores near 0 are differences of numbers around 20 that were stored
 * in 32 bits, which leaves an absolute error of about 1e-6 in any computation: they have to be within 5e-6.
 */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-4 * Math.max(0.05, Math.abs(expected)));
}

describe.each(readdirSync(folder))('SynapseML AccessAnomaly: %s', (file) => {
  const reference = load(file);

  it('scores every pair as recorded, null, Infinity and 0 exactly', async () => {
    const model = await fit(reference);
    const scored = model.transform(accessTable(reference, reference.scored));
    const actual = scored.getChild('anomaly_score')?.toJSON() as (number | null)[];
    expect(actual.length).toBe(reference.scored.length);
    reference.scored.forEach(([, , , expected], row) => {
      if (expected === null || expected === 'Infinity' || expected === 0) {
        expect(actual[row]).toBe(expected === null ? null : Number(expected));
      } else {
        expectClose(actual[row] as number, expected);
      }
    });
  });

  it('learns the recorded vectors', async () => {
    const model = await fit(reference);
    const pairs: [Vectors, (tenant: Name, name: string) => Float64Array | null][] = [
      [reference.userVectors, (tenant, name) => model.userVector(tenant, name)],
      [reference.resVectors, (tenant, name) => model.resVector(tenant, name)],
    ];
    for (const [vectors, find] of pairs) {
      for (const [tenant, name, expected] of vectors) {
        const actual = find(tenant, name);
        expect(actual).toHaveLength(expected.length);
        expected.forEach((value, k) => {
          expect(Math.abs(actual![k] - value)).toBeLessThan(2e-3 * Math.max(1, Math.abs(value)));
        });
      }
    }
  });
});
