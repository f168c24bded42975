import { readFileSync } from 'node:fs';
import type { Table } from 'apache-arrow';
import { beforeAll, describe, expect, it } from 'vitest';
import { accessesNamed } from '../../lib/accesses/accessesNamed.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../lib/evidence/AccessEvidenceModel.js';
import type { Mixture } from '../../lib/evidence/mixture/mixture.js';
import { INTRUDERS } from '../../lib/evidence/score/intruders.js';
import { scoresOf } from '../../lib/evidence/score/scoresOf.js';
import { sql } from '../../lib/sql/sql.js';
import { isoDay } from './logTables.js';

const folder = 'tests/fixtures/reference/in-time';

/** As far as a sum in another order may lead. */
const SAME = 1e-9;
/** The reference has 12 digits after the point. */
const WRITTEN = 1e-11;

function numbers(table: Table, name: string): number[] {
  return Array.from(table.getChild(name)!, Number);
}

function expectSame(actual: ArrayLike<number>, expected: readonly number[], most = SAME): void {
  expect(actual.length).toBe(expected.length);
  const differences = expected.map((value, n) => Math.abs(actual[n] - value) / Math.max(1, Math.abs(value)));
  expect(Math.max(...differences)).toBeLessThan(most);
}

interface LearnedMixture {
  common: number[];
  buckets: number[][];
}

function expectMixture({ common, byDegree }: Mixture, expected: LearnedMixture): void {
  expectSame(common, expected.common, WRITTEN);
  expectSame(byDegree, expected.buckets.flat(), WRITTEN);
}

describe.each(['commits-a', 'commits-b', 'short-a', 'week-a'])('%s', (set) => {
  const learned = JSON.parse(readFileSync(`${folder}/${set}.json`, 'utf8'));
  let rest: Table;
  let model: AccessEvidenceModel;
  let plain: AccessEvidenceModel;

  beforeAll(async () => {
    const all = await sql`
      SELECT * REPLACE (CAST(hour AS INTEGER) AS hour), 'default' AS tenant
      FROM read_csv(${`${folder}/${set}.csv.gz`}, all_varchar = true)`;
    const train = await sql`SELECT tenant, "user", res, day, hour, zone FROM ${all} WHERE part = 'train'`;
    rest = await sql`SELECT * FROM ${all} WHERE part <> 'train'`;
    model = await new AccessEvidence({ contextCols: ['zone'] }).fit(train);
    plain = await new AccessEvidence({ hourCol: null }).fit(train);
  });

  it('has every column of every row', () => {
    const asked = rest.select(['tenant', 'user', 'res', 'day', 'hour', 'zone']);
    const scored = model.transform(asked, { parts: true, kinds: true });
    const terms = ['from_user', 'from_resource', 'from_fit', 'from_history', 'from_hour', 'from_zone'];
    for (const name of ['evidence', 'p_next', 'pair_evidence', ...terms]) {
      expectSame(numbers(scored, name), numbers(rest, name));
    }
    const { rows } = scoresOf(
      evidenceStateOf(model, 'model'),
      accessesNamed(asked, evidenceStateOf(model, 'model').params),
    );
    const recorded = INTRUDERS.map((kind) => numbers(rest, kind.replace(' ', '_')));
    recorded.forEach((shares, j) => {
      expectSame(
        Array.from(rows.rowOf, (row) => rows.intruders!.shares[j][row]),
        shares,
      );
    });
    const likeliest = recorded[0].map((_, n) =>
      INTRUDERS.reduce((best, kind, j) =>
        recorded[j][n] > recorded[INTRUDERS.indexOf(best)][n] ? kind : best,
      ),
    );
    expect([...scored.getChild('intruder')!]).toEqual(likeliest);
  });

  it('has every column of every row without contexts', () => {
    const scored = plain.transform(rest.select(['tenant', 'user', 'res']), { parts: true });
    expect(scored.schema.names).not.toContain('from_intruder');
    expectSame(numbers(scored, 'evidence'), numbers(rest, 'plain_evidence'));
    expectSame(numbers(scored, 'p_next'), numbers(rest, 'plain_p_next'));
  });

  it('has learned what was recorded', () => {
    const { tenants, time } = evidenceStateOf(model, 'model');
    const [{ sizes, ofResource, ofUser, contexts, calibration }] = tenants;
    expect([model.numUsers, model.numResources, model.numAccesses]).toEqual([
      learned.users,
      learned.resources,
      learned.pairs,
    ]);
    expect(sizes.discount).toBeCloseTo(learned.discount, 12);
    expectMixture(ofResource, learned.resource_given_user);
    expectMixture(ofUser, learned.user_given_resource);
    const { windows, contexts: known } = time!;
    expect(windows.map(({ from, to }) => [isoDay(from[0]), isoDay(to[0])])).toEqual(learned.windows);
    const numNew = windows.reduce(
      (sum, { isLearned }) => sum + isLearned.filter((mark) => mark === 1).length,
      0,
    );
    expect(numNew).toBe(learned.novel);
    expect(known.map(({ name }) => name)).toEqual(['hour', 'zone']);
    for (const [c, { name, isHour, values, counts }] of known.entries()) {
      const recorded = learned.context[name];
      expect(contexts[c].weight).toBeCloseTo(recorded.weight, 11);
      expectMixture(contexts[c].mixture, recorded);
      if (!isHour) expect(values.names).toEqual(recorded.values);
      expect(counts.numOnce[0]).toBe(recorded.once);
    }
    expect(calibration.source).toBe('forward');
    const reference = calibration.evidence.slice().sort();
    expect(reference.length).toBe(learned.reference.rows);
    const quantile = (share: number) => {
      const at = share * (reference.length - 1);
      const low = reference[Math.floor(at)];
      return low + (at % 1) * (reference[Math.ceil(at)] - low);
    };
    for (const [share, value] of Object.entries<number>(learned.reference.quantiles)) {
      expect(quantile(Number(share))).toBeCloseTo(value, 9);
    }
  });
});
