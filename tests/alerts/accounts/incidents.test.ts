import { describe, expect, it } from 'vitest';
import { fadedRisk, joinedRisk, remembered } from '../../../lib/alerts/accounts/incidents.js';
import { takenForNormal } from '../../../lib/alerts/accounts/waiting.js';
import { learnDay } from '../../../lib/alerts/learnDay.js';
import { triage } from '../../../lib/alerts/triage.js';
import { AccessEvidence } from '../../../lib/evidence/AccessEvidence.js';
import { evidenceStateOf } from '../../../lib/evidence/AccessEvidenceModel.js';
import { findingsOf } from '../../../lib/sinks/findingsOf.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';

const DAY = 86_400_000;

describe('a risk', () => {
  it('falls to a half in seven days, and below 1 is none', () => {
    expect(fadedRisk(80, 7 * DAY)).toBeCloseTo(40, 12);
    expect(fadedRisk(80, 21 * DAY)).toBeCloseTo(10, 12);
    expect(fadedRisk(80, 49 * DAY)).toBe(0);
    expect(fadedRisk(80, -DAY)).toBe(80);
  });

  it('joins a severity as chances are joined', () => {
    expect(joinedRisk(0, 30)).toBeCloseTo(30, 12);
    expect(joinedRisk(50, 50)).toBeCloseTo(75, 12);
    expect(joinedRisk(100, 10)).toBe(100);
  });

  it('is the same when the same morning is looked at again', () => {
    const incident = {
      tenant: 't',
      user: 'u',
      since: DAY,
      last: 2 * DAY + 100,
      mornings: 2,
      risk: 40,
      severity: 30,
    };
    const account = { severity: 30, waiting: 3 };
    expect(remembered(incident, account, 2 * DAY, 2 * DAY + 100)).toEqual({
      since: DAY,
      mornings: 2,
      risk: 40,
    });
    const later = remembered(incident, account, 3 * DAY, 3 * DAY + 100);
    // What comes again doesn't fade.
    expect(later).toEqual({ since: DAY, mornings: 3, risk: joinedRisk(40, 30) });
    const quiet = remembered(incident, { severity: 30, waiting: 0 }, 9 * DAY, 9 * DAY + 100);
    expect(quiet.risk).toBeCloseTo(joinedRisk(20, 30), 9);
  });
});

const isoDay = (day: number) => new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString().slice(0, 10);
const row = (user: string, res: string, day: number, tenant = 't') => ({
  ...{ tenant, user, res, day: isoDay(day), hour: 10 },
});
/** Forty working weeks' worth of people who use their department's shares, and seldom anything else. */
const log = (tenant = 't', numUsers = 16) =>
  Array.from({ length: 40 }, (_, day) =>
    Array.from({ length: numUsers }, (_, n) => [
      ...[0, 1, 2].map((k) => row(`u${n}`, `d${n % 4}-${k}`, day, tenant)),
      ...((day * 5 + n) % 61 === 0 ? [row(`u${n}`, `d${(n + 1) % 4}-${day % 3}`, day, tenant)] : []),
    ]),
  ).flat(2);
const fitted = (rows: ReturnType<typeof log>) =>
  new AccessEvidence({ hourCol: null, contextCols: [], threads: 1 }).fit(toTable(rows));
const morning = (day: number, extra: ReturnType<typeof log>) =>
  toTable([
    ...Array.from({ length: 16 }, (_, n) => [0, 1].map((k) => row(`u${n}`, `d${n % 4}-${k}`, day))).flat(),
    ...extra,
  ]);

describe('an account that nobody judges', () => {
  it('stays as odd when it goes on with something new, and none of that is learned', async () => {
    let model = await fitted(log());
    const severities: number[] = [];
    for (const day of [40, 41, 42]) {
      const extra = [0, 1, 2].map((k) => row('u1', `secret-${day}-${k}`, day));
      const table = morning(day, extra);
      const now = new Date(`${isoDay(day)}T20:00:00Z`);
      const alerts = triage(table, { model, now });
      const own = rowsOf(alerts).find(({ user }) => user === 'u1')!;
      severities.push(Number(own.severity));
      expect(own).toMatchObject({ mornings: day - 39, first_time: 3, new_accesses: 3 });
      model = (await learnDay(model, table, { alerts, now })).model;
      const seen = rowsOf(model.transform(toTable(extra), { kinds: true })).map(({ kind }) => kind);
      expect(seen).not.toContain('seen');
    }
    // An account's waiting accesses don't make its next ones usual.
    expect(Math.min(...severities)).toBeGreaterThanOrEqual(0.8 * severities[0]);
    expect(severities[0]).toBeGreaterThan(0);
  });

  it('is listed by its risk when it does the same again, whatever the least severity', async () => {
    const model = await fitted(log());
    const extra = (day: number) => [0, 1, 2, 3].map((k) => row('u1', `secret-${k}`, day));
    const [now, later] = [41, 42].map((day) => new Date(isoDay(day)));
    const alerts = triage(morning(40, extra(40)), { model, now });
    const next = (await learnDay(model, morning(40, extra(40)), { alerts, now })).model;
    const risk = Number(rowsOf(alerts).find(({ user }) => user === 'u1')!.severity);
    expect(risk).toBeGreaterThan(2);
    const again = (leastSeverity: number) =>
      rowsOf(triage(morning(41, extra(41)), { model: next, now: later, leastSeverity }));
    const own = again(risk - 1).find(({ user }) => user === 'u1')!;
    expect(own).toMatchObject({ mornings: 2, new_accesses: 0, first_time: 4 });
    expect(Number(own.severity)).toBeLessThan(risk - 1);
    expect(String(own.reason)).toMatch(/^Again: this is morning 2 since 2026-02-10, with nothing new\./);
    expect(again(Math.min(100, risk + 1)).some(({ user }) => user === 'u1')).toBe(false);
  });

  it('has numbers on its second morning, also when it is new and did nothing else', async () => {
    const model = await fitted(log());
    const table = morning(40, [row('eve', 'd0-0', 40)]);
    const alerts = triage(table, { model, now: new Date(isoDay(41)) });
    const next = await learnDay(model, table, { alerts, now: new Date(isoDay(41)) });
    const again = triage(morning(41, [row('eve', 'd0-0', 41)]), { model: next.model });
    const eve = rowsOf(again).find(({ user }) => user === 'eve')!;
    expect(eve).toMatchObject({ kind: 'newcomer', mornings: 2, new_accesses: 0, first_time: 1 });
    expect(Number(eve.p_value)).toBeGreaterThan(0);
    expect(String(eve.reason)).not.toContain('NaN');
    expect(JSON.stringify(findingsOf(again))).not.toContain('NaN');
  });

  it('is the same incident in a log without times, whenever it is looked at', async () => {
    const model = await fitted(log());
    const table = morning(
      40,
      [0, 1, 2].map((k) => row('u1', `secret-${k}`, 40)),
    );
    const uids = [8, 9].map((hour) => {
      const now = new Date(`${isoDay(41)}T0${hour}:00:00Z`);
      return findingsOf(triage(table, { model, now }), { now }).map(({ finding_info, metadata }) => [
        finding_info.uid,
        metadata.uid,
      ]);
    });
    expect(uids[0].length).toBeGreaterThan(0);
    expect(uids[1]).toEqual(uids[0]);
  });

  it('is no part of what is normal from Medium on', async () => {
    const model = await fitted(log());
    const { params } = evidenceStateOf(model, 'model');
    const heldBack = toTable([row('u1', 'x', 40), row('u2', 'y', 40)]);
    const incident = (user: string, severity: number) => ({
      ...{ tenant: 't', user, mornings: 1, risk: severity, severity },
      ...{ since: new Date(isoDay(40)), last: new Date(isoDay(40)) },
    });
    const incidents = toTable([incident('u1', 50), incident('u2', 49)]);
    expect(rowsOf(takenForNormal(heldBack, incidents, params)!).map(({ user }) => user)).toEqual(['u2']);
    expect(takenForNormal(heldBack, null, params)).toBe(heldBack);
  });
});

describe('tenants', () => {
  it('have stories and budgets of their own', async () => {
    const odd = (tenant: string) => [0, 1, 2].map((k) => row('u1', `secret-${k}`, 40, tenant));
    const alone = await fitted(log());
    const beside = await fitted([...log(), ...log('other', 60)]);
    const now = new Date(isoDay(41));
    const told = (model: typeof alone) => {
      const [first] = rowsOf(triage(morning(40, odd('t')), { model, now }));
      return [first.user, first.reason, first.every_days];
    };
    expect(told(beside)).toEqual(told(alone));
    const both = toTable([
      ...odd('t'),
      ...odd('other'),
      ...odd('t').map((each) => ({ ...each, user: 'u2' })),
    ]);
    const byTenant = rowsOf(triage(both, { model: beside, now, budget: 1, leastSeverity: 0 }));
    expect(byTenant.map(({ tenant }) => tenant).sort()).toEqual(['other', 't']);
  });
});
