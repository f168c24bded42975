import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { type Row, someRows, tableOf } from './evidenceTables.js';

const asOf = (rows: readonly Row[], tenant: string) => rows.map((row) => ({ ...row, tenant }));
const someTenants = fc
  .tuple(someRows, fc.oneof(fc.constant<Row[]>([]), someRows))
  .map(([one, two]) => [...one, ...asOf(two, 's')])
  .filter((rows) => rows.length > 1);

const ASKED = ['t', 's', 'new'].flatMap((tenant) =>
  ['u0', 'u5', 'nobody'].flatMap((user) => ['r0', 'r5', 'nothing'].map((res) => ({ tenant, user, res }))),
);

function saidOf(model: AccessEvidenceModel, rows: readonly object[] = []): string[] {
  const asked = toTable([...rows, ...ASKED]).select(['tenant', 'user', 'res']);
  const scored = model.transform(asked, { parts: true, kinds: true, window: 0.5 });
  return scored.schema.names.map((name) => `${String(name)}: ${[...scored.getChild(name)!].join()}`);
}

async function expectAsFit(model: AccessEvidenceModel, rows: readonly Row[]): Promise<void> {
  const fitted = await new AccessEvidence().fit(tableOf(rows));
  expect(saidOf(model, rows)).toEqual(saidOf(fitted, rows));
  expect([model.tenants, model.numUsers, model.numResources, model.numAccesses]).toEqual([
    fitted.tenants,
    fitted.numUsers,
    fitted.numResources,
    fitted.numAccesses,
  ]);
}

const numRuns = 25;

describe('forget without days is a fit on the rest', () => {
  it('by likelihoods, some of an access or all of it', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, fc.integer({ min: 2, max: 4 }), async (rows, step) => {
        const gone = rows
          .filter((_, n) => n % step === 0)
          .map((row, n) => ({
            ...row,
            likelihood: n % 2 === 0 ? row.likelihood : Math.ceil(row.likelihood / 2),
          }));
        const left = rows.flatMap((row) => {
          const forgotten = gone.find(
            ({ tenant, user, res }) => tenant === row.tenant && user === row.user && res === row.res,
          );
          const likelihood = row.likelihood - (forgotten?.likelihood ?? 0);
          return likelihood > 0 ? [{ ...row, likelihood }] : [];
        });
        fc.pre(left.length > 0);
        const model = await new AccessEvidence().fit(tableOf(rows));
        await expectAsFit(await model.forget(tableOf(gone)), left);
      }),
      { numRuns, seed: 51 },
    );
  });

  it('whole accesses, where the table says nothing of likelihoods', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const gone = rows.filter((_, n) => n % 3 === 1);
        const rest = rows.filter((row) => !gone.includes(row));
        const model = await new AccessEvidence().fit(tableOf(rows));
        await expectAsFit(await model.forget(tableOf(gone).select(['tenant', 'user', 'res'])), rest);
      }),
      { numRuns, seed: 52 },
    );
  });

  it('whole accesses, where the fit counted rows', async () => {
    const rows = ['a', 'a', 'b', 'c', 'c', 'c'].map((res, n) => ({ tenant: 't', user: `u${n % 2}`, res }));
    const model = await new AccessEvidence({ likelihoodCol: null }).fit(toTable(rows));
    const forgotten = await model.forget(toTable([{ ...rows[0], likelihood: 1 }]));
    const rest = rows.filter(({ user, res }) => !(user === 'u0' && res === 'a'));
    const fitted = await new AccessEvidence({ likelihoodCol: null }).fit(toTable(rest));
    expect(saidOf(forgotten, rows)).toEqual(saidOf(fitted, rows));
  });

  it('after an update, as if that had not had them', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, someRows, async (rows, more) => {
        const gone = more.filter((_, n) => n % 2 === 0);
        const model = await new AccessEvidence().fit(tableOf(rows));
        const updated = await model.update(tableOf(more));
        const kept = more.filter((row) => !gone.includes(row));
        const without = kept.length === 0 ? model : await model.update(tableOf(kept));
        const forgotten = await updated.forget(tableOf(gone));
        expect(saidOf(forgotten, [...rows, ...more])).toEqual(saidOf(without, [...rows, ...more]));
      }),
      { numRuns: 10, seed: 53 },
    );
  });
});

describe('forget of a model without days', () => {
  const rows = fc.sample(someRows, { numRuns: 3, seed: 5 }).flatMap((some, n) => asOf(some, `t${n}`));

  it('passes over what the model never saw, and takes no more than there was', async () => {
    const model = await new AccessEvidence().fit(tableOf(rows));
    const unknown = [
      { ...rows[0], user: 'nobody' },
      { ...rows[0], tenant: 'nowhere' },
    ];
    expect(saidOf(await model.forget(tableOf(unknown)))).toEqual(saidOf(model));
    const more = await model.forget(tableOf([{ ...rows[0], likelihood: 1000 }]));
    await expectAsFit(more, rows.slice(1));
  });

  it('gives 0.1 and 0.2 back as 0.3 is counted', async () => {
    const of = (res: string, likelihood: number) => ({ tenant: 't', user: 'u', res, likelihood });
    const model = await new AccessEvidence().fit(tableOf([of('a', 0.1), of('a', 0.2), of('b', 0.5)]));
    const forgotten = await model.forget(tableOf([of('a', 0.3)]));
    expect(forgotten.numAccesses).toBe(1);
  });

  it('says whose history would be lost, and of whom nothing would be left', async () => {
    const model = await new AccessEvidence().fit(tableOf(rows));
    const counted = rows.find(({ tenant }) => model.hasHistory(tenant))!;
    await expect(model.forget(tableOf([{ ...counted, likelihood: 0.5 }]))).rejects.toThrow(
      `Expected likelihoods of tenant ${counted.tenant} to be counts, as they were, got others`,
    );
    await expect(model.forget(tableOf([{ ...counted, likelihood: -1 }]))).rejects.toThrow(
      'Expected column likelihood to hold numbers above 0, got -1 in row 0',
    );
    await expect(model.forget(tableOf(rows))).rejects.toThrow(
      'all accesses of tenants t0, t1, t2: fit a new model',
    );
    await expect(model.forget(tableOf(rows).select(['user', 'res']))).rejects.toThrow(
      'Expected a column tenant',
    );
  });

  it('keeps the span and the recalibration of tenants that lose nothing', async () => {
    const span = { first: new Date('2026-01-01'), last: new Date('2026-02-01') };
    const fitted = await new AccessEvidence().fit(tableOf(rows), { span });
    const period = [...Array(40).keys()].map((n) => ({ ...rows[0], res: `r${n}` }));
    const model = fitted.recalibrate(tableOf(period));
    const others = rows.filter(({ tenant }) => tenant !== 't0');
    const forgotten = await model.forget(tableOf(others));
    expect(forgotten.span).toEqual(span);
    expect(forgotten.tenants).toEqual(['t0']);
    expect(forgotten.smallestP('t0')).toBe(model.smallestP('t0'));
    const one = await model.forget(tableOf(others.slice(0, 1)));
    expect(one.smallestP('t0')).toBe(model.smallestP('t0'));
  });
});
