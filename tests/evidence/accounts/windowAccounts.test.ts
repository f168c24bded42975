import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evidenceStateOf } from '../../../lib/evidence/AccessEvidenceModel.js';
import { windowAccounts } from '../../../lib/evidence/accounts/windowAccounts.js';
import { logOfModel } from '../../../lib/evidence/time/logOfModel.js';
import { fitLog, isoDay, type LogRow, someLog, TODAY } from '../logTables.js';

const judged = async (rows: readonly LogRow[], horizon: number, contextCols: string[] = []) => {
  const params = { contextCols, hourCol: contextCols.length > 0 ? 'hour' : null, horizon, threads: 1 };
  const state = evidenceStateOf(await fitLog(rows, params), 'model');
  return { state, windows: windowAccounts(state, logOfModel(state.counts, state.time!), horizon) };
};

describe('windowAccounts', () => {
  it('judges the accesses that p-values compare with, account by account', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, fc.constantFrom(1, 3), async (rows, horizon) => {
        fc.pre(rows.length > 0);
        const { state, windows } = await judged(rows, horizon);
        // Without contexts an access has one row, so that the sums are over the same.
        const { calibration } = state.tenants[0];
        const all = windows.flatMap(({ evidence }) => [...evidence]);
        if (calibration.source !== 'forward') {
          expect(all).toEqual([]);
          return;
        }
        const sum = (values: Iterable<number>) =>
          [...values].reduce((total, each) => total + Math.exp(each), 0);
        expect(sum(all) / sum(calibration.evidence)).toBeCloseTo(1, 9);
        const novel = windows.flatMap((window) => [...window.novel]).reduce((a, b) => a + b, 0);
        expect(novel).toBe(calibration.likelihood.filter((seen) => seen === 0).length);
      }),
      { numRuns: 60 },
    );
  });

  it('counts the days before, and first-time accesses, as loops over the log do', async () => {
    await fc.assert(
      fc.asyncProperty(someLog, async (rows) => {
        fc.pre(rows.length > 0);
        const { state, windows } = await judged(rows, 1, ['zone']);
        const { names } = state.counts.users;
        for (const { window, user, novel, daysBefore } of windows) {
          const [from, to] = [window.from[0], window.to[0]];
          user.forEach((id, n) => {
            const own = rows.filter((row) => row.user === names[id]);
            const before = own.filter(({ day }) => day < from);
            expect(daysBefore[n]).toBe(new Set(before.map(({ day }) => day)).size);
            const seen = new Set(before.map(({ res }) => res));
            const now = new Set(own.filter(({ day }) => day >= from && day < to).map(({ res }) => res));
            expect(novel[n]).toBe([...now].filter((res) => !seen.has(res)).length);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('takes the latest windows first, and none of a log of one day', async () => {
    const rows = Array.from({ length: 40 }, (_, n): LogRow => {
      return { tenant: 't', user: `u${n % 4}`, res: `r${n % 7}`, day: TODAY - (n % 20), hour: 9, zone: null };
    });
    const { windows } = await judged(rows, 1);
    const days = windows.map(({ window }) => isoDay(window.from[0]));
    expect(days).toEqual([...days].sort().reverse());
    expect(days[0]).toBe(isoDay(TODAY));
    expect(
      (
        await judged(
          rows.filter(({ day }) => day === TODAY),
          1,
        )
      ).windows,
    ).toEqual([]);
  });
});
