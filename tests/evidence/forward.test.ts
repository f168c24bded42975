import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { takeRows } from '../../lib/tables/takeRows.js';
import { toTable } from '../../lib/tables/toTable.js';
import { column } from './evidenceTables.js';
import {
  ASKED,
  FORWARD_COLUMNS,
  FORWARD_TERMS,
  fitLog,
  isoDay,
  type LogRow,
  logTable,
  saidOf,
  someLog,
  TODAY,
} from './logTables.js';

const asOf = (rows: readonly LogRow[], tenant: string) => rows.map((row) => ({ ...row, tenant }));

describe('every row of any log', () => {
  it('has finite scores that are the sum of their terms, and p-values in (0, 1]', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const asked = [...rows, ...ASKED, ...asOf(ASKED, 'unknown')];
        const scored = (await fitLog(rows)).transform(logTable(asked), { parts: true });
        for (const name of FORWARD_COLUMNS) {
          expect(scored.getChild(name)!.nullCount).toBe(0);
          expect(column(scored, name).every(Number.isFinite)).toBe(true);
        }
        const terms = FORWARD_TERMS.map((name) => column(scored, name));
        column(scored, 'evidence').forEach((value, n) => {
          const sum = terms.reduce((total, term) => total + term[n], 0);
          expect(Math.abs(value - sum)).toBeLessThan(
            1e-12 * Math.max(1, ...terms.map((term) => Math.abs(term[n]))),
          );
        });
        for (const name of ['p_new', 'p_next']) {
          for (const p of column(scored, name)) expect(p > 0 && p <= 1).toBe(true);
        }
      }),
      { numRuns: 30, seed: 3 },
    );
  });

  it('has p_next that falls as the evidence grows', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const scored = (await fitLog(rows)).transform(logTable([...rows, ...ASKED]));
        const p = column(scored, 'p_next');
        const byEvidence = column(scored, 'evidence')
          .map((value, n) => [value, p[n]])
          .sort(([a], [b]) => a - b);
        byEvidence.slice(1).forEach(([, each], n) => {
          expect(each).toBeLessThanOrEqual(byEvidence[n][1] + 1e-12);
        });
      }),
      { numRuns: 20, seed: 4 },
    );
  });

  it('is told nothing by a context that is never known', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const nowhere = rows.map((row) => ({ ...row, zone: null }));
        const said = (await fitLog(nowhere)).transform(logTable(nowhere), { parts: true });
        expect(column(said, 'from_zone')).toEqual(rows.map(() => 0));
        const hoursAlone = (await fitLog(rows, {})).transform(logTable(rows), { parts: true });
        for (const name of FORWARD_COLUMNS.filter((name) => name !== 'from_zone')) {
          expect(column(said, name)).toEqual(column(hoursAlone, name));
        }
      }),
      { numRuns: 15, seed: 5 },
    );
  });
});

describe('a fit on a log with days', () => {
  const other = asOf(
    fc
      .sample(someLog, { numRuns: 20, seed: 9 })
      .reduce((most, log) => (log.length > most.length ? log : most)),
    'other',
  );

  it("doesn't depend on the order of rows, on repeats, or on other tenants", async () => {
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const asked = [...rows, ...ASKED];
        const expected = saidOf(await fitLog(rows), asked);
        expect(saidOf(await fitLog(rows.toReversed()), asked)).toEqual(expected);
        expect(saidOf(await fitLog([...rows, ...rows.slice(0, 7), ...rows]), asked)).toEqual(expected);
        expect(saidOf(await fitLog([...other, ...rows]), asked)).toEqual(expected);
      }),
      { numRuns: 20, seed: 6 },
    );
  });

  it("doesn't depend on names that keep their order", async () => {
    const renamed = (rows: readonly LogRow[]) =>
      rows.map((row) => ({
        ...{ ...row, tenant: `the ${row.tenant}`, user: `Mx ${row.user}`, res: `<${row.res}` },
        zone: row.zone && `UTC${row.zone}`,
      }));
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const asked = [...rows, ...ASKED];
        expect(saidOf(await fitLog(renamed(rows)), renamed(asked))).toEqual(
          saidOf(await fitLog(rows), asked),
        );
      }),
      { numRuns: 20, seed: 7 },
    );
  });

  it("doesn't depend on the order of names either, but in the last digits, where there are no contexts", async () => {
    const turned = (rows: readonly LogRow[]) =>
      rows.map((row) => ({
        ...row,
        user: row.user.split('').reverse().join(''),
        res: `${9 - Number(row.res.slice(1))}`,
      }));
    const evidence = async (rows: readonly LogRow[]) => {
      const scored = (await fitLog(rows, { hourCol: null })).transform(logTable(rows));
      return ['evidence', 'p_next'].map((name) => column(scored, name));
    };
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        const [one, two] = [await evidence(rows), await evidence(turned(rows))];
        one.forEach((values, c) => {
          values.forEach((value, n) => {
            expect(two[c][n]).toBeCloseTo(value, 9);
          });
        });
      }),
      { numRuns: 15, seed: 8 },
    );
  });

  it("doesn't depend on the number of threads", async () => {
    // Enough work for two: few resources that many users share.
    const users = 4000;
    const rows = Array.from({ length: users * 8 }, (_, n): LogRow => {
      const user = n >> 3;
      const res = (user * 31 + (n & 7) * 17 * (user % 5)) % 12;
      return {
        ...{ tenant: 't', user: `u${user}`, res: `r${res}`, zone: `z${user % 7}` },
        ...{ day: TODAY + (n % 9 === 0 ? 1 : 0), hour: 8 + (n % 8) },
      };
    });
    const [one, two] = await Promise.all(
      [1, 2].map((threads) => fitLog(rows, { contextCols: ['zone'], threads })),
    );
    const asked = rows.slice(0, 2000);
    expect(saidOf(two, asked)).toEqual(saidOf(one, asked));
  });

  it('counts days, whatever the likelihoods say', async () => {
    const rows = fc.sample(someLog, { numRuns: 5, seed: 2 }).flat();
    const counted = toTable(
      rows.map((row, n) => ({ ...row, day: isoDay(row.day), likelihood: 1 + (n % 3) })),
    );
    const model = await new AccessEvidence({ contextCols: ['zone'] }).fit(counted);
    expect(saidOf(model, ASKED)).toEqual(saidOf(await fitLog(rows), ASKED));
    expect(model.numAccesses).toBe(new Set(rows.map(({ user, res }) => `${user} ${res}`)).size);
  });

  it('says how far it is, up to the whole, and ends with the reason of its signal', async () => {
    const rows = fc.sample(someLog, { numRuns: 5, seed: 2 }).flat();
    const fractions: number[] = [];
    await new AccessEvidence().fit(logTable(rows), {
      onIteration: ({ fraction }) => fractions.push(fraction),
    });
    expect(fractions[0]).toBe(0);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions.at(-1)).toBe(1);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(new AccessEvidence().fit(logTable(rows), { signal })).rejects.toThrow('enough');
  });

  it('tells its time by its days, where it was not told', async () => {
    const rows = [
      { ...ASKED[0], day: TODAY },
      { ...ASKED[0], day: TODAY + 3 },
    ];
    const span = { first: new Date(TODAY * 86_400 * 1000), last: new Date((TODAY + 4) * 86_400_000) };
    expect((await fitLog(rows)).span).toEqual(span);
    const told = { first: new Date(0), last: new Date('2026-12-01') };
    expect((await new AccessEvidence().fit(logTable(rows), { span: told })).span).toEqual(told);
  });

  it('has scores of a row that do not depend on the rows beside it', async () => {
    const rows = fc.sample(someLog, { numRuns: 5, seed: 2 }).flat();
    const model = await fitLog(rows);
    const asked = logTable([...rows, ...ASKED]);
    const whole = column(model.transform(asked), 'evidence');
    const order = whole.map((_, n) => (n * 7919) % whole.length);
    const some = order.slice(0, 40);
    expect(column(model.transform(takeRows(asked, Int32Array.from(some))), 'evidence')).toEqual(
      some.map((n) => whole[n]),
    );
  });
});
