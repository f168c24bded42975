import { beforeAll, describe, expect, it } from 'vitest';
import { modelDrift } from '../../../lib/evaluate/drift/modelDrift.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import type { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import { offices, tableOf } from '../../evidence/evidenceTables.js';
import { accessTable, departments, scoresOf, valuesOf } from '../../original/accessTable.js';

// One component: `0 a0 s0` connects the departments.
const lines = [...departments(), '0 a0 s0 1', '1 a0 r0 1', '1 a1 r0 2', '1 a1 r1 2'];
let before: AccessAnomalyModel;
let after: AccessAnomalyModel;
beforeAll(async () => {
  before = await new AccessAnomaly({ rankParam: 3 }).fit(accessTable(...lines));
  // b3 goes, new comes, a1 now also works with the s; another rank may follow.
  const later = lines.filter((line) => !line.startsWith('0 b3'));
  after = await new AccessAnomaly({ rankParam: 2, seed: 1 }).fit(
    accessTable(...later, '0 new r1 2', '0 new r2 2', '0 a1 s1 9', '0 a1 s2 9', '0 a1 s3 9'),
  );
});

function rowsOf(of: 'users' | 'resources') {
  const table = modelDrift(before, after, { of });
  const names = valuesOf(table, of === 'users' ? 'user' : 'res');
  const [tenants, changes, drifts, shifts] = ['tenant', 'change', 'drift', 'shift'].map((name) =>
    valuesOf(table, name),
  );
  return names.map((name, n) => ({
    key: `${tenants[n]} ${name}`,
    change: changes[n],
    drift: drifts[n] as number | null,
    shift: shifts[n] as number | null,
  }));
}

describe('modelDrift', () => {
  it.each(['users', 'resources'] as const)('is the difference of scores over all pairs, for %s', (of) => {
    const users = ['a0', 'a1', 'a2', 'a3', 'a4', 'b0', 'b1', 'b2', 'b4'];
    const resources = ['r', 's'].flatMap((kind) => Array.from({ length: 5 }, (_, n) => `${kind}${n}`));
    const rows = rowsOf(of);
    const [own, others] = of === 'users' ? [users, resources] : [resources, users];
    for (const name of own) {
      const pairs = others.map((other) => (of === 'users' ? `0 ${name} ${other}` : `0 ${other} ${name}`));
      const [old, now] = [before, after].map((model) => scoresOf(model.transform(accessTable(...pairs))));
      const moved = now.map((score, n) => score! - old[n]!);
      const row = rows.find(({ key }) => key === `0 ${name}`)!;
      expect(row.change).toBe('moved');
      expect(row.drift).toBeCloseTo(Math.sqrt(moved.reduce((sum, d) => sum + d * d, 0) / moved.length), 9);
      expect(row.shift).toBeCloseTo(moved.reduce((sum, d) => sum + d, 0) / moved.length, 9);
    }
  });

  it('lists who moved most first, and who is new or gone last', () => {
    const rows = rowsOf('users');
    expect(rows).toHaveLength(13);
    expect(rows.slice(11)).toEqual([
      { key: '0 b3', change: 'gone', drift: null, shift: null },
      { key: '0 new', change: 'new', drift: null, shift: null },
    ]);
    const drifts = rows.slice(0, 11).map(({ drift }) => drift!);
    expect(drifts).toEqual([...drifts].sort((x, y) => y - x));
    expect(drifts[0]).toBeGreaterThan(drifts[10]);
  });

  it('is 0 from a model to itself, and to one with newcomers', async () => {
    const folded = await before.foldIn(accessTable('0 zoe r1 1'));
    for (const model of [before, folded]) {
      for (const drift of valuesOf(modelDrift(before, model), 'drift')) {
        if (drift !== null) expect(drift).toBeLessThan(1e-6);
      }
    }
  });

  it('refuses what is no model', () => {
    expect(() => modelDrift(before, {} as never)).toThrow('Expected after to be an AccessAnomalyModel, got');
    expect(() => modelDrift(before, after, { of: 'tenants' as never })).toThrow(
      `Expected of to be 'users' or 'resources', got "tenants"`,
    );
  });
});

describe('modelDrift of evidence', () => {
  it('is how far the accesses of a user moved, in nats', async () => {
    const rows = offices(30);
    const changed = rows
      .filter(({ user }) => user !== 'u4')
      .concat([0, 1, 2, 3].map((n) => ({ tenant: 't', user: 'u1', res: `r2-${n}`, likelihood: 3 })))
      .concat([{ tenant: 't', user: 'newcomer', res: 'all', likelihood: 1 }]);
    const [old, now] = await Promise.all(
      [rows, changed].map((each) => new AccessEvidence().fit(tableOf(each))),
    );
    const drift = modelDrift(old, now);
    const byUser = new Map(drift.toArray().map((row) => [row.user, row.toJSON()]));
    expect(byUser.get('u4')).toMatchObject({ change: 'gone', drift: null, shift: null });
    expect(byUser.get('newcomer')).toMatchObject({ change: 'new', drift: null });
    const union = tableOf([...rows, ...changed].filter(({ user }) => user === 'u1'));
    const distinct = new Map<string, number>();
    const [a, b] = [old, now].map((model) => [...model.transform(union).getChild('pair_evidence')!]);
    [...union.getChild('res')!].forEach((res, n) => {
      distinct.set(res, b[n] - a[n]);
    });
    const differences = [...distinct.values()];
    const { drift: moved, shift } = byUser.get('u1')!;
    expect(moved).toBeCloseTo(Math.hypot(...differences) / Math.sqrt(differences.length), 10);
    expect(shift).toBeCloseTo(differences.reduce((sum, d) => sum + d, 0) / differences.length, 10);
    expect(
      modelDrift(old, old)
        .getChild('drift')!
        .toArray()
        .every((value: number) => value === 0),
    ).toBe(true);
    expect(modelDrift(old, now, { of: 'resources' }).getChild('res')).not.toBeNull();
    expect(drift.schema.metadata.get('unit')).toBe('nats of evidence');
    expect(modelDrift(before, after).schema.metadata.get('unit')).toBe('deviations of the score');
  });

  it('refuses models of two kinds', async () => {
    const evidence = await new AccessEvidence().fit(tableOf(offices(5)));
    expect(() => modelDrift(evidence, after)).toThrow('Expected after to be an AccessEvidenceModel');
    expect(() => modelDrift(after, evidence)).toThrow('Expected after to be an AccessAnomalyModel');
  });
});
