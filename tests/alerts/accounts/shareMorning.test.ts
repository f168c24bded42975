import type { Table } from 'apache-arrow';
import { beforeAll, describe, expect, it } from 'vitest';
import { learnDay } from '../../../lib/alerts/learnDay.js';
import { triage } from '../../../lib/alerts/triage.js';
import type { Verdict } from '../../../lib/alerts/verdicts/Verdict.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';
import { shareMonth, shareRows } from '../shareMonth.js';

/** The first day that is scored: some six weeks were learned before. */
const FIRST = 42;
const month = shareMonth(1);
const dayTable = (day: number) => toTable(shareRows(month.days[day]));
const endOf = (day: number) => new Date(Date.UTC(2026, 8, 2 + day));

interface Morning {
  day: number;
  isWorkday: boolean;
  model: AccessEvidenceModel;
  alerts: Table;
}

const judged = (user: string, verdict: Verdict['verdict']): Verdict => ({
  ...{ tenant: 'default', user, res: '*', verdict, owner: 'me', reason: '', expires: null, line: 2 },
});

describe('two months of file shares, morning by morning', () => {
  const mornings: Morning[] = [];
  let last: Morning;

  beforeAll(async () => {
    let model = await new AccessEvidence({ hourCol: 'hour', threads: 1 }).fit(
      toTable(shareRows(month.days.slice(0, FIRST).flat())),
    );
    for (let day = FIRST; day < month.days.length; day++) {
      const alerts = triage(dayTable(day), { model, now: endOf(day) });
      const weekday = new Date(Date.UTC(2026, 8, 1 + day)).getUTCDay();
      mornings.push({ day, isWorkday: weekday > 0 && weekday < 6, model, alerts });
      // Somebody judges it: new accesses of work are benign, on the same morning.
      const benign = rowsOf(alerts).map(({ user }) => judged(String(user), 'benign'));
      if (day + 1 < month.days.length) {
        model = (await learnDay(model, dayTable(day), { alerts, verdicts: benign, now: endOf(day) })).model;
      }
    }
    last = mornings[mornings.length - 1];
  });

  it('has the planted accounts first on their day, and says what they look like', () => {
    const rows = rowsOf(last.alerts);
    const { sweep, night, unknown } = month.planted;
    expect(
      rows
        .slice(0, 3)
        .map(({ user }) => user)
        .sort(),
    ).toEqual([sweep, night, unknown].sort());
    const of = (name: string) => rows.find(({ user }) => user === name)!;
    expect(of(sweep)).toMatchObject({ kind: 'known account', intruder: 'insider', first_time: 30 });
    expect(Number(of(sweep).severity)).toBeGreaterThanOrEqual(50);
    expect(of(night)).toMatchObject({ kind: 'known account', intruder: 'misuse', first_time: 0 });
    expect(of(night).reason).toMatch(/At 03:00 UTC: within an hour of it, .* on 0 of \d+ working days/);
    expect(of(unknown)).toMatchObject({ kind: 'newcomer', accesses: 1 });
  });

  it('has two innocent accounts of at least Medium on its other working days, at most', () => {
    const before = mornings.filter(({ day, isWorkday }) => isWorkday && day < last.day);
    const severe = before.flatMap(({ alerts }) =>
      rowsOf(alerts).filter(({ severity }) => Number(severity) >= 50),
    );
    expect(severe.length).toBeLessThanOrEqual(2);
    // A quiet day is a quiet day: most mornings there is nothing, or little, to look at.
    const all = before.reduce((sum, { alerts }) => sum + alerts.numRows, 0);
    expect(all / before.length).toBeLessThan(4);
  });

  const sweepRows = () =>
    toTable(shareRows(month.days[last.day]).filter(({ user }) => user === month.planted.sweep));
  const knownOfSweep = (model: AccessEvidenceModel, before: AccessEvidenceModel) => {
    const kinds = (each: AccessEvidenceModel) =>
      rowsOf(each.transform(sweepRows(), { kinds: true })).map(({ kind }) => kind);
    const [was, is] = [kinds(before), kinds(model)];
    return is.filter((kind, n) => kind === 'seen' && was[n] !== 'seen').length;
  };

  it('knows none of the sweep the next morning, unjudged or judged', async () => {
    const { model, alerts, day } = last;
    const options = { alerts, now: endOf(day) };
    const unjudged = await learnDay(model, dayTable(day), options);
    expect(knownOfSweep(unjudged.model, model)).toBe(0);
    expect(unjudged.text).toMatch(/held back \d+/);
    const malicious = [judged(month.planted.sweep, 'malicious')];
    const dated = malicious.map((rule) => ({ ...rule, from: endOf(day - 1), to: endOf(day - 1) }));
    const after = await learnDay(model, dayTable(day), { ...options, verdicts: dated });
    expect(knownOfSweep(after.model, model)).toBe(0);
    // Learned by mistake, and judged days later: forgotten, as if it had never been seen.
    const wrong = await model.update(dayTable(day));
    expect(knownOfSweep(wrong, model)).toBe(30);
    const none = triage(dayTable(day).slice(0, 0), { model: wrong });
    const later = await learnDay(wrong, dayTable(day).slice(0, 0), {
      alerts: none,
      verdicts: dated,
      now: endOf(day + 3),
    });
    expect(knownOfSweep(later.model, model)).toBe(0);
  });

  it('says on the next mornings that it is there again, until it is judged or fades', async () => {
    const { alerts, day } = last;
    const { sweep } = month.planted;
    const next = await learnDay(last.model, dayTable(day), { alerts, now: endOf(day) });
    const tomorrow = toTable(
      shareRows(
        month.days[day]
          .filter(({ user }) => user === sweep)
          .map((event) => ({ ...event, time: new Date(event.time.getTime() + 3 * 86_400_000) })),
      ),
    );
    const again = triage(tomorrow, { model: next.model, now: endOf(day + 3) });
    const [row] = rowsOf(again);
    const before = rowsOf(alerts).find(({ user }) => user === sweep)!;
    expect(row).toMatchObject({ user: sweep, mornings: 2, new_accesses: 0, since: before.since });
    expect(row.reason).toMatch(/^Again: this is morning 2 since 2026-10-30, with nothing new\./);
    expect(Number(row.risk)).toBeGreaterThan(Number(row.severity));
    // Once it is judged, it is no longer an incident.
    const verdicts = [judged(sweep, 'malicious')];
    const over = await learnDay(next.model, tomorrow, { alerts: again, verdicts, now: endOf(day + 3) });
    const open = over.model.incidents === null ? [] : rowsOf(over.model.incidents);
    expect(open.map(({ user }) => user)).not.toContain(sweep);
    // Nothing new comes for two months: the risk is 0, and the incident is over.
    const quiet = tomorrow.slice(0, 0);
    const faded = await learnDay(next.model, quiet, {
      alerts: triage(quiet, { model: next.model }),
      now: endOf(day + 60),
    });
    expect(faded.model.incidents?.numRows ?? 0).toBe(0);
  });
});
