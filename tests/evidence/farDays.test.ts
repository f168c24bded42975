import { describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { doubtsOf } from '../../lib/evaluate/trust/doubtsOf.js';
import { LAST, month, SWEEP, THIEF } from '../alerts/month.js';
import { fitLog, isoDay, type LogRow, logTable, TODAY } from './logTables.js';

const days = month().filter(({ day }) => day < TODAY + LAST);
const today = [...month().filter(({ day }) => day === TODAY + LAST), ...SWEEP];
/** Seen before, by who does the same anyway. */
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
    const doubts = doubtsOf({ model: next }).map(({ doubt }) => doubt);
    expect(doubts).toContain(
      `1 access that the model learned on ${isoDay(far)} lies far from all others: a clock was probably wrong.`,
    );
    expect(
      doubtsOf({ model: honest })
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
