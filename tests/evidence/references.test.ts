import { readFileSync } from 'node:fs';
import type { Table } from 'apache-arrow';
import { beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../lib/evidence/AccessEvidenceModel.js';
import { sql } from '../../lib/sql/sql.js';
import { toTable } from '../../lib/tables/toTable.js';

const folder = 'tests/fixtures/reference/evidence';

function column(table: Table, name: string): number[] {
  return Array.from(table.getChild(name)!, (value) => Number(value));
}

/** The largest difference, relative to the expected number where that is above 1. */
function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return Math.max(
    ...Array.from(expected, (value, n) => Math.abs(actual[n] - value) / Math.max(1e-3, Math.abs(value))),
  );
}

describe('the small table', () => {
  const reference = JSON.parse(readFileSync(`${folder}/table.json`, 'utf8'));
  // Ids sort as names do once they have two digits.
  const name = (kind: string, id: number) => (id < 0 ? 'nobody' : `${kind}${String(id).padStart(2, '0')}`);
  const rows = (pairs: number[][]) =>
    toTable(
      pairs.map(([user, res, likelihood = 0]) => ({
        tenant: 't',
        user: name('u', user),
        res: name('r', res),
        likelihood,
      })),
    );
  let model: AccessEvidenceModel;
  let scored: Table;
  beforeAll(async () => {
    model = await new AccessEvidence().fit(rows(reference.rows));
    scored = model.transform(rows(reference.queries), { parts: true, window: 1 / 4 });
  });

  it('has the spreads, the weights and the discount', () => {
    const { directions, tenants } = evidenceStateOf(model, 'model');
    const [{ sizes, ofResource, ofUser }] = tenants;
    expect(largestDifference(directions.users.spread, reference.Z_users)).toBeLessThan(1e-9);
    expect(largestDifference(directions.resources.spread, reference.Z_resources)).toBeLessThan(1e-9);
    expect(largestDifference(ofResource.common, reference.wA)).toBeLessThan(1e-9);
    expect(largestDifference(ofResource.byDegree, reference.WA.flat())).toBeLessThan(1e-9);
    expect(largestDifference(ofUser.common, reference.wB)).toBeLessThan(1e-9);
    expect(largestDifference(ofUser.byDegree, reference.WB.flat())).toBeLessThan(1e-9);
    expect(sizes.discount).toBeCloseTo(reference.d, 12);
    expect([sizes.rareUsers, sizes.rareResources]).toEqual([reference.once.users, reference.once.resources]);
  });

  it.each([
    ['evidence', 'score'],
    ['pair_evidence', 'pair'],
    ['p_new', 'p_pair'],
    ['p_next', 'p_next_quarter'],
    ['from_user', 'user'],
    ['from_resource', 'resource'],
    ['from_fit', 'fit'],
    ['from_history', 'history'],
  ])('has %s', (ours, theirs) => {
    expect(largestDifference(column(scored, ours), reference[theirs])).toBeLessThan(1e-9);
  });

  it('has the scores of the accesses that are left out', () => {
    const [{ calibration }] = evidenceStateOf(model, 'model').tenants;
    expect(largestDifference(calibration.pair.slice().sort(), reference.loo_pair_sorted)).toBeLessThan(1e-9);
  });
});

describe.each(['lanl-2015-pair-split', 'lanl-2015-event-split', 'rbac-five-tenants'])('%s', (split) => {
  it('has every column of every row', async () => {
    const file = `${folder}/${split}.csv.gz`;
    const read = (part: string) =>
      sql`SELECT * FROM read_csv(${file}, all_varchar = true) WHERE part = ${part}`;
    const train =
      await sql`SELECT tenant, "user", res, likelihood::DOUBLE AS likelihood FROM ${await read('train')}`;
    const test = await read('test');
    const model = await new AccessEvidence().fit(train);
    const scored = model.transform(test.select(['tenant', 'user', 'res']), { parts: true, window: 1 / 4 });
    const worst = Object.fromEntries(
      [
        ['evidence', 'score'],
        ['pair_evidence', 'pair'],
        ['p_new', 'p_new'],
        ['p_next', 'p_next_quarter'],
        ['from_user', 'from_user'],
        ['from_resource', 'from_resource'],
        ['from_fit', 'from_fit'],
        ['from_history', 'from_history'],
      ].map(([ours, theirs]) => [ours, largestDifference(column(scored, ours), column(test, theirs))]),
    );
    expect(worst).toEqual(
      Object.fromEntries(Object.keys(worst).map((name) => [name, expect.closeTo(0, 5.7)])),
    );
  });
});
