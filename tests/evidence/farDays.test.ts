import { describe, expect, it } from 'vitest';
import { learnDay } from '../../lib/alerts/learnDay.js';
import { triage } from '../../lib/alerts/triage.js';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { checkTrust } from '../../lib/evaluate/trust/checkTrust.js';
import { incidentsHtml } from '../../lib/notebook/incidents/incidentsHtml.js';
import { shownIncidents } from '../../lib/notebook/incidents/shownIncidents.js';
import { toTable } from '../../lib/tables/toTable.js';
import { LAST, month, SWEEP, THIEF } from '../alerts/month.js';
import { rowsOf } from '../rowsOf.js';
import { fitLog, isoDay, type LogRow, logTable, TODAY } from './logTables.js';

const days = month().filter(({ day }) => day < TODAY + LAST);
const today = [...month().filter(({ day }) => day === TODAY + LAST), ...SWEEP];
/** Seen before, by a user who does the same anyway. */
const falseOn = (day: number): LogRow => ({ ...days[0], day });
const FAR = { 'the year 9999': 2_932_896, '1970': 0, 'next year': TODAY + 365 };
const honest = await fitLog(days);

describe.each(Object.entries(FAR))('an access on a false day, %s', (_, far) => {
  it('says nothing of when a log began and ended, and where its windows are', async () => {
    const model = await fitLog([...days, falseOn(far)]);
    expect(model.span).toEqual(honest.span);
    const [odd, usual] = [model, honest].map((each) => triage(logTable(today), { model: each, budget: 3 }));
    expect(odd.getChild('user')!.get(0)).toBe(THIEF);
    const severities = (table: typeof odd) => [...table.getChild('severity')!].map(Number);
    severities(odd).forEach((severity, n) => {
      expect(Math.abs(severity - severities(usual)[n])).toBeLessThan(2);
    });
    expect(windowOf(model, { days: 1, accesses: today.length })).toBeCloseTo(1 / LAST, 9);
  });

  it('says nothing of the next model, but what it is', async () => {
    const next = await honest.update(logTable([...today, falseOn(far)]));
    expect(next.span).toEqual({ first: honest.span!.first, last: new Date((TODAY + LAST + 1) * 86_400_000) });
    const doubts = checkTrust({ model: next }).map(({ doubt }) => doubt);
    expect(doubts).toContain(
      `1 access that the model learned on ${isoDay(far)} lies far from all others: a clock was probably wrong.`,
    );
    expect(
      checkTrust({ model: honest })
        .map(({ doubt }) => doubt)
        .join(),
    ).not.toContain('far from all');
  });

  it('says nothing of the time of the accesses that are looked at', async () => {
    const usual = triage(logTable(today), { model: honest });
    const odd = triage(logTable([...today, falseOn(far)]), { model: honest });
    for (const name of ['user', 'severity', 'every_days', 'mornings']) {
      expect([...odd.getChild(name)!]).toEqual([...usual.getChild(name)!]);
    }
  });
});

describe('a device with a false clock', () => {
  const late = (day: number, count: number) => days.slice(0, count).map((row) => ({ ...row, day }));

  it.each<[string, number, number]>([
    ['two rows of 2099', 47_269, 2],
    ['two rows of 1991', 7821, 2],
    ['a row of a month before', TODAY + LAST - 29, 1],
    ['the last minute of the day before', TODAY + LAST - 1, 1],
    ['an hour of tomorrow', TODAY + LAST + 1, 1],
  ])('leaves a morning as it is: %s', async (_, day, count) => {
    const rows = [...today, ...late(day, count)];
    const [odd, usual] = [rows, today].map((each) => triage(logTable(each), { model: honest, budget: 40 }));
    for (const name of ['user', 'severity', 'every_days', 'first']) {
      expect([...odd.getChild(name)!]).toEqual([...usual.getChild(name)!]);
    }
  });

  it.each([8, 12, 18, 39])(
    'leaves a quiet morning of %i rows as it is, and the next model too',
    async (rows) => {
      const quiet = today.slice(-rows);
      for (const day of [47_269, 7821, TODAY + LAST - 1]) {
        const [odd, usual] = [[...quiet, ...late(day, 1)], quiet].map((some) =>
          triage(logTable(some), { model: honest, budget: 40 }),
        );
        expect([...odd.getChild('severity')!].slice(0, 3)).toEqual(
          [...usual.getChild('severity')!].slice(0, 3),
        );
      }
      const next = await honest.update(logTable([...quiet, ...late(47_269, 1)]));
      expect(next.span?.last).toEqual(new Date((TODAY + LAST + 1) * 86_400_000));
    },
  );

  it('does not end an incident, and says nothing of the days that are judged', async () => {
    const newcomer: LogRow = { ...days[0], user: 'zz', res: 'd1-3' };
    const at = (day: number) => new Date((TODAY + day) * 86_400_000 + 43_200_000);
    const morning = (rows: LogRow[], day: number) => ({ table: logTable(rows), now: at(day) });
    const one = morning([...today, { ...newcomer, day: 7821 }], LAST);
    const alerts = triage(one.table, { model: honest, budget: 40, now: one.now });
    expect([...alerts.getChild('user')!]).toContain('zz');
    const { model } = await learnDay(honest, one.table, { alerts, now: one.now });
    const [zz] = rowsOf(model.incidents!).filter(({ user }) => user === 'zz');
    const midnight = (TODAY + LAST) * 86_400_000;
    for (const name of ['since', 'last'] as const) {
      expect(Number(zz[name])).toBeGreaterThanOrEqual(midnight);
      expect(Number(zz[name])).toBeLessThan(midnight + 86_400_000);
    }
    const times = toTable(
      [...today, ...late(7821, 1).map((row) => ({ ...row, user: THIEF }))].map((row) => ({
        ...{ ...row, day: isoDay(row.day) },
        ...{ first: new Date(row.day * 86_400_000), last: new Date(row.day * 86_400_000 + 1000) },
      })),
    );
    const shown = shownIncidents(triage(times, { model: honest, budget: 1, now: one.now }), null);
    expect(shown[0]).toMatchObject({
      user: THIEF,
      days: { first: isoDay(TODAY + LAST), last: isoDay(TODAY + LAST) },
    });
    expect(shown[0].reason).not.toContain('1991');
  });

  it('is one of a small tenant, too', async () => {
    const small = days.slice(0, 10).map((row) => ({ ...row, tenant: 'small' }));
    const far = { ...small[0], day: 47_269 };
    const [odd, usual] = await Promise.all([fitLog([...days, ...small, far]), fitLog([...days, ...small])]);
    expect(odd.span).toEqual(usual.span);
    expect(
      checkTrust({ model: odd })
        .map(({ doubt }) => doubt)
        .join(),
    ).toContain('1 access that the model learned on 2099-06-02');
  });

  it('is a doubt where it is ahead, in tables made by hand', () => {
    const now = new Date((TODAY + LAST - 20) * 86_400_000);
    const scored = honest.transform(logTable(today));
    const doubts = checkTrust({ model: honest, scored, now }).map(({ doubt }) => doubt);
    expect(doubts).toContain(
      `The model learned from times after now: its last day is ${isoDay(TODAY + LAST - 1)}.`,
    );
    expect(doubts.join()).toContain(`are of days after now, up to ${isoDay(TODAY + LAST)}.`);
  });

  it('hides no row of the next night, and none of the thief’s own device: the lines are on both', async () => {
    const timed = (rows: LogRow[]) =>
      toTable(
        rows.map((row) => {
          const at = new Date(row.day * 86_400_000 + 10_800_000);
          return { ...row, day: isoDay(row.day), first: at, last: at };
        }),
      );
    const thief = (day: number) => SWEEP.slice(0, 3).map((row) => ({ ...row, day }));
    const own = today.filter(({ user }) => user !== THIEF);
    const habits = days.filter(({ user, day }) => user === THIEF && day === TODAY + LAST - 2);
    const rows = [...own, ...habits.map((row) => ({ ...row, day: TODAY + LAST }))];
    const now = new Date((TODAY + LAST) * 86_400_000);
    const linesOf = (day: number) => {
      const alerts = triage(timed([...rows, ...thief(day)]), { model: honest, budget: 1, now });
      expect(alerts.getChild('user')!.get(0)).toBe(THIEF);
      const html = incidentsHtml(shownIncidents(alerts, null), { isSeveralTenants: false });
      return [...html.replaceAll('<wbr>', '').matchAll(/malicious,+([0-9-]+),([0-9-]+)/g)].map(
        ([, from, to]) => [from, to],
      );
    };
    const [here, next] = [isoDay(TODAY + LAST), isoDay(TODAY + LAST + 1)];
    expect(linesOf(TODAY + LAST + 1)).toEqual([[here, next]]);
    expect(linesOf(7821)).toEqual([
      [here, here],
      [isoDay(7821), isoDay(7821)],
    ]);
  });

  it('says the same of a log and of what was learned in steps, or forgotten', async () => {
    const far = late(7821, 3);
    const few = days.filter(({ day }) => day < TODAY + 4);
    const rest = days.filter(({ day }) => day >= TODAY + 4);
    const whole = await fitLog([...days, ...far]);
    const steps = await (await fitLog([...few, ...far])).update(logTable(rest));
    expect(steps.span).toEqual(whole.span);
    const hours = Array.from({ length: 20 }, (_, hour) => ({ ...far[0], hour }));
    const within = await fitLog([...days, ...hours], { hourCol: 'hour', contextCols: ['zone'] });
    const clean = await fitLog(days, { hourCol: 'hour', contextCols: ['zone'] });
    expect(within.span).toEqual(clean.span);
    expect((await clean.update(logTable(hours))).span).toEqual(clean.span);
    expect((await within.forget(logTable(hours))).span).toEqual(clean.span);
  });
});
