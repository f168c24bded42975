import { describe, expect, it } from 'vitest';
import { learnDay } from '../../lib/alerts/learnDay.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { checkTrust } from '../../lib/evaluate/trust/checkTrust.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { isoDay, TODAY } from '../evidence/logTables.js';
import { logFolder } from '../logs/logFolder.js';
import { LAST, month, SWEEP, THIEF } from './month.js';

const { write } = logFolder('without-times-');
const csvOf = (rows: readonly { user: string; res: string }[]) =>
  `user,res\n${rows.map(({ user, res }) => `${user},${res}\n`).join('')}`;
const columns = { user: 'user', res: 'res' };
const learned = await readAccess(
  write('learned.csv', csvOf(month().filter(({ day }) => day < TODAY + LAST))),
  columns,
);
const today = [...month().filter(({ day }) => day === TODAY + LAST), ...SWEEP];
const looked = await readAccess(write('today.csv', csvOf(today)), columns);
const model = await new AccessEvidence().fit(learned.table, { span: learned.report.span });
const malicious = (more: Partial<Verdict>): Verdict => ({
  ...{ tenant: 'default', user: THIEF, res: '*', verdict: 'malicious', line: 2 },
  ...{ owner: '', reason: '', expires: null, ...more },
});

describe('a log without times', () => {
  const alerts = triage(looked.table, { model, budget: 5 });

  it('has alerts that say what nobody can know', () => {
    expect(alerts.getChild('user')!.get(0)).toBe(THIEF);
    for (const name of ['every_days', 'first', 'last']) expect(alerts.getChild(name)!.get(0)).toBeNull();
    expect(String(alerts.getChild('reason')!.get(0))).not.toMatch(/NaN|Invalid|null|undefined|1970/);
    expect(JSON.stringify(findingsOf(alerts, { now: new Date('2026-11-30') }))).not.toMatch(
      /NaN|Invalid|1970/,
    );
    const doubts = checkTrust({ model, report: looked.report, alerts }).map(({ doubt }) => doubt);
    expect(doubts.join()).toContain('The model learned without days');
    expect(doubts.join()).not.toContain('clock');
  });

  it('is beside the time of the fit by numbers of accesses', () => {
    const accesses = looked.table.numRows;
    expect(windowOf(model, { span: looked.report.span, accesses })).toBe(accesses / model.numAccesses);
  });

  it.each([
    ['without days', {}],
    ['of some days, which may be any', { from: new Date('2026-11-01'), to: new Date('2026-11-02') }],
  ])('never teaches what was judged malicious, %s', async (_, days) => {
    const verdicts = [malicious(days)];
    const judged = triage(looked.table, { model, verdicts, budget: 5 });
    expect(judged.getChild('band')!.get(0)).toBe('High');
    const { model: next, text } = await learnDay(model, looked.table, { alerts: judged, verdicts });
    expect(text).toContain('malicious');
    const isThiefs = [...looked.table.getChild('user')!].map((user) => user === THIEF);
    const kinds = [...next.transform(looked.table, { kinds: true }).getChild('kind')!];
    expect(new Set(kinds.filter((_, row) => isThiefs[row]))).toEqual(new Set(['cold user']));
  });

  it('says which column a model with days misses', async () => {
    const rows = month().map((row) => ({ user: row.user, res: row.res, time: isoDay(row.day) }));
    const text = `user,res,time\n${rows.map(({ user, res, time }) => `${user},${res},${time}\n`).join('')}`;
    const { table } = await readAccess(write('days.csv', text), { ...columns, time: 'time', by: 'day' });
    const withDays = await new AccessEvidence().fit(table);
    const found = triage(looked.table, { model: withDays, budget: 3 });
    expect(found.getChild('user')!.get(0)).toBe(THIEF);
    const doubts = checkTrust({ model: withDays, scored: withDays.transform(looked.table) });
    expect(doubts.map(({ doubt }) => doubt).join()).toContain('The accesses have no days');
    await expect(learnDay(withDays, looked.table, { alerts: found })).rejects.toThrow(
      'Expected a column day',
    );
  });
});
