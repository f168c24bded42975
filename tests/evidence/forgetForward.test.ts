import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { ASKED, fitLog, isoDay, type LogRow, logTable, saidOf, someLog, TODAY } from './logTables.js';

const params = { contextCols: ['zone'] };
const asOf = (rows: readonly LogRow[], tenant: string) => rows.map((row) => ({ ...row, tenant }));
const someTenants = fc
  .tuple(someLog, fc.oneof(fc.constant<LogRow[]>([]), someLog))
  .map(([one, two]) => [...one, ...asOf(two, 's')])
  .filter((rows) => new Set(rows.map((row) => JSON.stringify(row))).size > 1);

/** The model says what a fit on these rows says, bit for bit. */
async function expectAsFit(model: AccessEvidenceModel, rows: readonly LogRow[], by = params): Promise<void> {
  const asked = [...rows, ...ASKED, ...asOf(ASKED, 's')];
  const fitted = await fitLog(rows, by);
  expect(saidOf(model, asked)).toEqual(saidOf(fitted, asked));
  expect(model.span).toEqual(fitted.span);
  expect(model.tenants).toEqual(fitted.tenants);
  expect([model.numUsers, model.numResources, model.numAccesses]).toEqual([
    fitted.numUsers,
    fitted.numResources,
    fitted.numAccesses,
  ]);
}

const isSame = (a: LogRow, b: LogRow, names: readonly (keyof LogRow)[]) =>
  names.every((name) => a[name] === b[name]);
const WHO = ['tenant', 'user', 'res'] as const;

const numRuns = 12;

describe('forget with a log is a fit on the rest', () => {
  it('whatever rows are forgotten', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, fc.integer({ min: 2, max: 5 }), async (rows, step) => {
        const gone = rows.filter((_, n) => n % step === 0);
        const rest = rows.filter(
          (row) => !gone.some((each) => isSame(row, each, [...WHO, 'day', 'hour', 'zone'])),
        );
        fc.pre(rest.length > 0);
        const model = await fitLog(rows);
        await expectAsFit(await model.forget(logTable(gone)), rest);
      }),
      { numRuns, seed: 41 },
    );
  });

  it.each<[string, (keyof LogRow)[]]>([
    ['all days of an access', []],
    ['an access on a day', ['day']],
    ['an access at an hour, on any day', ['hour']],
    ['an access from a place', ['zone']],
    ['an access from a place at an hour', ['hour', 'zone']],
    ['an access on a day from a place', ['day', 'zone']],
  ])('by the columns that there are: %s', async (_, named) => {
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const gone = [rows[0], rows[rows.length >> 1]];
        const columns = [...WHO, ...named];
        const rest = rows.filter((row) => !gone.some((each) => isSame(row, each, columns)));
        fc.pre(rest.length > 0);
        const model = await fitLog(rows);
        await expectAsFit(await model.forget(logTable(gone).select(columns)), rest);
      }),
      { numRuns: 6, seed: 42 },
    );
  });

  it('with windows of a horizon', async () => {
    const by = { ...params, horizon: 1 };
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const last = Math.max(...rows.map(({ day }) => day));
        const rest = rows.filter(({ day }) => day !== last);
        fc.pre(rest.length > 0);
        const model = await fitLog(rows, by);
        await expectAsFit(await model.forget(logTable(rows.filter(({ day }) => day === last))), rest, by);
      }),
      { numRuns, seed: 43 },
    );
  });

  it('before an update and after it', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, someLog, async (rows, more) => {
        const gone = rows.filter((_, n) => n % 3 === 0);
        const names = [...WHO, 'day', 'hour', 'zone'] as const;
        const isGone = (row: LogRow) => gone.some((each) => isSame(row, each, names));
        const rest = rows.filter((row) => !isGone(row));
        const added = more.filter((row) => !isGone(row));
        fc.pre(rest.length > 0 && added.length > 0);
        const model = await fitLog(rows);
        const first = await (await model.forget(logTable(gone))).update(logTable(added));
        const last = await (await model.update(logTable(added))).forget(logTable(gone));
        await expectAsFit(first, [...rest, ...added]);
        await expectAsFit(last, [...rest, ...added]);
      }),
      { numRuns, seed: 44 },
    );
  });
});

describe('forget of a model with days', () => {
  const [one, two] = fc.sample(someLog, { numRuns: 2, seed: 9 });
  const rows = [...one, ...asOf(two, 's')];

  it('passes over what the model never saw', async () => {
    const model = await fitLog(rows);
    const known = rows[0];
    const unknown = [
      { ...known, user: 'nobody' },
      { ...known, res: 'nothing' },
      { ...known, tenant: 'nowhere' },
      { ...known, day: TODAY - 400 },
      { ...known, zone: 'moon' },
    ];
    const same = await model.forget(logTable(unknown));
    expect(saidOf(same, ASKED)).toEqual(saidOf(model, ASKED));
    expect(saidOf(await model.forget(logTable(rows).slice(0, 0)), ASKED)).toEqual(saidOf(model, ASKED));
  });

  it('takes the columns as alerts have them', async () => {
    const columns = { tenantCol: 'org', userCol: 'who', resCol: 'what', hourCol: null };
    const named = ({ tenant, user, res, day }: LogRow) => ({
      ...{ org: tenant, who: user, what: res },
      day: isoDay(day),
    });
    const model = await new AccessEvidence(columns).fit(toTable(rows.map(named)));
    const gone = { tenant: rows[0].tenant, user: rows[0].user, res: rows[0].res };
    const rest = rows.filter((row) => !isSame(row, rows[0], WHO));
    const forgotten = await model.forget(toTable([gone]));
    expect(forgotten.numAccesses).toBe(
      new Set(rest.map((row) => `${row.tenant} ${row.user} ${row.res}`)).size,
    );
  });

  it('leaves a tenant as it was where nothing of it goes, and lets go one of which all goes', async () => {
    const model = (await fitLog(rows)).recalibrate(
      logTable([...Array(30).keys()].map((n) => ({ ...one[0], user: `u${n}` }))),
    );
    const forgotten = await model.forget(logTable(asOf(two, 's')));
    expect(forgotten.tenants).toEqual(['t']);
    expect(saidOf(forgotten, one)).toEqual(saidOf(model, one));
  });

  it('says of whom nothing would be left', async () => {
    const model = await fitLog(rows);
    await expect(model.forget(logTable(rows))).rejects.toThrow(
      'Expected a model that has something left, got one that would have forgotten all accesses of tenants s, t: fit a new model',
    );
    const alone = await fitLog(one);
    await expect(alone.forget(logTable(one).select(['tenant', 'user', 'res']))).rejects.toThrow(
      'forgotten all accesses of tenant t:',
    );
  });

  it('keeps the span that it was given, and else the days that are left', async () => {
    const span = { first: new Date('2026-11-01T08:00:00Z'), last: new Date('2027-03-01T17:00:00Z') };
    const last = Math.max(...rows.map(({ day }) => day));
    const gone = logTable(rows.filter(({ day }) => day === last));
    const model = await new AccessEvidence(params).fit(logTable(rows), { span });
    expect((await model.forget(gone)).span).toEqual(span);
  });

  it('refuses what it cannot use, and leaves the model as it was', async () => {
    const model = await fitLog(rows);
    const before = saidOf(model, ASKED);
    const table = logTable(rows.slice(0, 2));
    await expect(model.forget(table.select(['tenant', 'user']))).rejects.toThrow('Expected a column res');
    await expect(model.forget(toTable([{ ...rows[0], day: null }]))).rejects.toThrow(
      'Expected column day to hold a day in every row, got null in row 0',
    );
    await expect(model.forget(toTable([{ ...rows[0], day: '2026-11-20', hour: 24 }]))).rejects.toThrow(
      'Expected column hour to hold hours from 0 to 23, got 24 in row 0',
    );
    await expect(model.forget(table, { span: null } as never)).rejects.toThrow('forget options');
    const signal = AbortSignal.abort(new Error('no'));
    await expect(model.forget(table, { signal })).rejects.toThrow('no');
    expect(saidOf(model, ASKED)).toEqual(before);
  });
});
