import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../lib/tables/toTable.js';
import { ASKED, fitLog, isoDay, type LogRow, logTable, saidOf, someLog, TODAY } from './logTables.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function savedAndLoaded(model: AccessEvidenceModel): Promise<AccessEvidenceModel> {
  await model.save(join(folder, 'model'));
  return AccessEvidenceModel.load(join(folder, 'model'));
}

const params = { contextCols: ['zone'] };
const asOf = (rows: readonly LogRow[], tenant: string) => rows.map((row) => ({ ...row, tenant }));
const daysOf = (rows: readonly LogRow[]) => [...new Set(rows.map(({ day }) => day))].sort((a, b) => a - b);
/** Logs of some tenants that have at least two rows together. */
const someTenants = fc
  .tuple(someLog, fc.oneof(fc.constant<LogRow[]>([]), someLog))
  .map(([one, two]) => [...one, ...asOf(two, 's')])
  .filter((rows) => rows.length > 1);

/** A model that has seen some rows first and the others later is that of a fit on all, bit for bit. */
async function expectAsWhole(
  model: AccessEvidenceModel,
  rows: readonly LogRow[],
  by = params,
): Promise<void> {
  const asked = [...rows, ...ASKED, ...asOf(ASKED, 's')];
  const whole = await fitLog(rows, by);
  expect(saidOf(model, asked)).toEqual(saidOf(whole, asked));
  expect(model.span).toEqual(whole.span);
  expect([model.numUsers, model.numResources, model.numAccesses]).toEqual([
    whole.numUsers,
    whole.numResources,
    whole.numAccesses,
  ]);
}

const numRuns = 12;

describe('update with a log is a fit on all of it', () => {
  it('day by day, from the middle on', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const days = daysOf(rows);
        const first = days[Math.floor(days.length / 2)];
        const before = rows.filter(({ day }) => day <= first);
        let model = await fitLog(before);
        for (const day of days.filter((each) => each > first)) {
          model = await model.update(logTable(rows.filter((row) => row.day === day)));
        }
        await expectAsWhole(model, rows);
      }),
      { numRuns, seed: 31 },
    );
  });

  it('with windows of a horizon', async () => {
    const by = { ...params, horizon: 1 };
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const days = daysOf(rows);
        const last = days[days.length - 1];
        let model = await fitLog(
          rows.filter(({ day }) => day < last || day === days[0]),
          by,
        );
        model = await model.update(logTable(rows.filter(({ day }) => day === last)));
        await expectAsWhole(model, rows, by);
      }),
      { numRuns, seed: 32 },
    );
  });

  it('whatever rows come later: of the past, of known days again, of new tenants', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, fc.integer({ min: 1, max: 5 }), async (rows, step) => {
        const isLater = (_: LogRow, n: number) => n % (step + 1) === step || n === rows.length - 1;
        const later = rows.filter(isLater);
        const before = rows.filter((row, n) => !isLater(row, n));
        let model = await fitLog(before);
        model = await model.update(logTable([...later, ...before.slice(0, 3)]));
        await expectAsWhole(model, rows);
      }),
      { numRuns, seed: 33 },
    );
  });

  it('after save and load, before and afterwards', async () => {
    await fc.assert(
      fc.asyncProperty(someTenants, async (rows) => {
        const half = Math.ceil(rows.length / 2);
        const model = await savedAndLoaded(await fitLog(rows.slice(0, half)));
        const updated = await model.update(logTable(rows.slice(half)));
        await expectAsWhole(updated, rows);
        await expectAsWhole(await savedAndLoaded(updated), rows);
      }),
      { numRuns: 3, seed: 34 },
    );
  });

  it('of some tenants, which leaves the others as they are', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, someLog, someLog, async (one, two, more) => {
        const rows = [...one, ...asOf(two, 's')];
        const model = await fitLog(rows);
        const once = await model.update(logTable(asOf(more, 's')));
        await expectAsWhole(once, [...rows, ...asOf(more, 's')]);
        // And then of the other tenant, for which the model keeps no window.
        const added = [...more, ...asOf(one, 'new')];
        await expectAsWhole(await once.update(logTable(added)), [...rows, ...asOf(more, 's'), ...added]);
      }),
      { numRuns, seed: 35 },
    );
  });
});

describe('update of a model with days', () => {
  const rows = fc.sample(someLog, { numRuns: 8, seed: 8 }).flat();

  it('foresees windows again only where they changed', async () => {
    // A long log: the last day moves the last windows, not those of a horizon before it.
    const long = Array.from({ length: 400 }, (_, n): LogRow => {
      return { ...ASKED[0], user: `u${(n * 7) % 23}`, res: `r${(n * n) % 11}`, day: TODAY + (n % 40) };
    });
    const model = await fitLog(long, { ...params, horizon: 1 });
    const steps: number[] = [];
    await model.update(logTable([{ ...long[5], day: TODAY + 40 }]), {
      onIteration: ({ step, fraction }) => {
        if (step === 'expectations') steps.push(fraction);
      },
    });
    // 10 of 11 windows are as they were.
    const windows = new Set(steps.map((fraction) => Math.ceil(fraction * 13)));
    expect(windows.size).toBeLessThanOrEqual(2);
    expect(Math.min(...steps)).toBeGreaterThan(10 / 13);
  });

  it('needs the columns that the fit had, and leaves the model as it was where it is refused', async () => {
    const model = await fitLog(rows);
    const before = saidOf(model, ASKED);
    const table = logTable(ASKED);
    for (const name of ['day', 'hour', 'zone']) {
      const others = table.schema.names.filter((each) => each !== name);
      await expect(model.update(table.select(others))).rejects.toThrow(
        `Expected a column ${name}, got tenant`,
      );
    }
    await expect(model.update(toTable([{ ...ASKED[0], day: 'yesterday' }]))).rejects.toThrow(
      'Expected column day to hold days such as 2026-11-29, got yesterday in row 0',
    );
    const signal = AbortSignal.abort(new Error('no'));
    await expect(model.update(table, { signal })).rejects.toThrow('no');
    await expect(model.update(table.slice(0, 0))).rejects.toThrow(
      'Expected a table with at least one row, got 0 rows',
    );
    expect(saidOf(model, ASKED)).toEqual(before);
  });

  it('keeps the recalibration of tenants that nothing was added to', async () => {
    const model = (await fitLog([...rows, ...asOf(rows, 's')])).recalibrate(logTable(rows));
    const updated = await model.update(logTable(asOf(ASKED, 's')));
    expect(saidOf(updated, rows)).toEqual(saidOf(model, rows));
  });

  it('does not ask for days of a model without', async () => {
    const table = toTable(rows.map((row) => ({ ...row, day: isoDay(row.day) })));
    const plain = await new AccessEvidence({ dayCol: null }).fit(table);
    const updated = await plain.update(table.select(['tenant', 'user', 'res']));
    expect(updated.transform(table).schema.names).not.toContain('p_next');
  });
});
