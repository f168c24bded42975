import { beforeAll, describe, expect, it } from 'vitest';
import { selectForLearning } from '../../lib/alerts/selectForLearning.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { toTable } from '../../lib/tables/toTable.js';
import { isoDay, TODAY } from '../evidence/logTables.js';
import { validateOcsf } from '../sinks/validateOcsf.js';

const log = Array.from({ length: 40 }, (_, n) => TODAY - 40 + n).flatMap((day) =>
  Array.from({ length: 10 }, (_, n) => ({
    ...{ tenant: 't', user: `u${n}`, res: `r${n % 4}`, day: isoDay(day), hour: 9 + ((day + n) % 5) },
    ...{ network: `10.0.${n % 3}.0/24`, client: 'Chrome' },
  })),
);
const access = (user: string, res: string, hour: number, network: string | null) => ({
  ...{ tenant: 't', user, res, day: isoDay(TODAY), hour, network, client: 'Chrome' },
  time: new Date(Date.UTC(2026, 10, 19, hour)),
});
const today = toTable([
  // One access from home and from fifty other networks.
  access('u1', 'r1', 9, '10.0.1.0/24'),
  ...Array.from({ length: 50 }, (_, n) => access('u1', 'r1', 10, `203.0.${n}.0/24`)),
  access('u2', 'r2', 10, '10.0.2.0/24'),
  access('u3', 'r0', 11, null),
]);

let model: AccessEvidenceModel;
beforeAll(async () => {
  model = await new AccessEvidence({ contextCols: ['network', 'client'] }).fit(toTable(log));
});
const verdict = (given: Partial<Verdict>): Verdict => ({
  ...{
    tenant: 't',
    user: 'u1',
    res: '*',
    verdict: 'expected',
    owner: '',
    reason: '',
    expires: null,
    line: 2,
  },
  ...given,
});

describe('alerts in contexts', () => {
  it('list an access once, in its most telling context, with how many others', () => {
    const alerts = triage(today, { by: 'access', model, threshold: -100 });
    expect(alerts.toArray().map(({ user, res }) => `${user} ${res}`)).toEqual(['u1 r1', 'u3 r0', 'u2 r2']);
    const [first, second] = alerts;
    expect(first).toMatchObject({ other_contexts: 50, hour: 10, client: 'Chrome' });
    expect(first.network).toMatch(/^203\.0\./);
    // All accounts are used alike: a stranger takes any of them.
    expect(first.intruder).toBe('stranger');
    expect(Number(first.first)).toBe(Date.UTC(2026, 10, 19, 10));
    expect(second).toMatchObject({ network: null, other_contexts: 0 });
    // Made of what was scored, they score the same.
    const again = model.transform(alerts).getChild('evidence')!;
    expect([...again]).toEqual([...alerts.getChild('evidence')!]);
  });

  it('count an access once for its account, whatever its networks', () => {
    const [most] = triage(today, { model, threshold: -1e9 });
    const [alert] = triage(today, { by: 'access', model, threshold: -100 });
    expect(most).toMatchObject({ user: 'u1', accesses: 1 });
    expect(most.evidence).toBe(alert.evidence);
  });

  it('heed what is expected of a context, and of it alone', () => {
    const context = { name: 'network', value: '203.0.7.0/24' };
    const count = (verdicts: Verdict[]) => {
      const alerts = triage(today, { by: 'access', model, threshold: 0, verdicts });
      return [alerts.numRows, alerts.schema.metadata.get('suppressed')];
    };
    expect(count([])[0]).toBe(1);
    expect(count([verdict({ context })])).toEqual([1, 'suppressed 1 by 1 rule']);
    const all = Array.from({ length: 50 }, (_, n) =>
      verdict({ context: { name: 'network', value: `203.0.${n}.0/24` }, line: n }),
    );
    expect(count(all)).toEqual([0, 'suppressed 50 by 50 rules']);
    const country = verdict({ context: { name: 'contry', value: 'KP' }, line: 7 });
    for (const judge of [
      () => triage(today, { by: 'access', model, verdicts: [country] }),
      () => triage(today, { model, verdicts: [country] }),
      () => selectForLearning(today, { model, alerts: today, verdicts: [country] }),
    ]) {
      expect(judge).toThrow(
        'Expected the verdict in line 7 to name a context of the model (network, client), got contry',
      );
    }
    expect(count([verdict({ context: { name: 'network', value: 'elsewhere' } })])).toEqual([
      1,
      'suppressed nothing, 1 rule never matched',
    ]);
    // A verdict on the context comes before one on any.
    const malicious = verdict({ context, verdict: 'malicious' });
    const { learn, text } = selectForLearning(today, {
      ...{ model, alerts: triage(today, { by: 'access', model, budget: 1 }) },
      verdicts: [verdict({}), malicious],
    });
    expect(text).toBe('learned 3 accesses; 1 malicious');
    expect([...learn.getChild('network')!]).not.toContain('203.0.7.0/24');
  });

  it('are held back with their days and contexts, once, until somebody judges them', async () => {
    const alerts = triage(today, { by: 'access', model, budget: 1 });
    const first = selectForLearning(today, { model, alerts });
    expect(first.heldBack.numRows).toBe(51);
    const second = selectForLearning(today, { model, alerts, heldBack: first.heldBack });
    expect(second.heldBack.numRows).toBe(51);
    const judged = selectForLearning(today, {
      ...{ model, alerts, heldBack: first.heldBack, verdicts: [verdict({ verdict: 'benign' })] },
    });
    expect(judged.heldBack.numRows).toBe(0);
    const next = await model.update(judged.learn);
    const known = next.explain(toTable([access('u1', 'r1', 10, '203.0.7.0/24')])).get(0)!;
    expect(known.network_days).toBe(1);
    const without = await model.update(first.learn);
    expect(without.explain(toTable([access('u1', 'r1', 10, '203.0.7.0/24')])).get(0)!.network_days).toBe(0);
  });

  it('wait in their context alone where the access is known', () => {
    // All of them are as every day: what waits was odd to an earlier model.
    const home = (user: string, res: string, hour: number) =>
      access(user, res, hour, `10.0.${Number(user.slice(1)) % 3}.0/24`);
    const rows = toTable([home('u1', 'r1', 9), home('u1', 'r1', 11), home('u2', 'r2', 10)]);
    expect(Math.max(...[...model.score(rows)].map(Number))).toBeLessThanOrEqual(0);
    const none = today.slice(0, 0);
    const heldBack = toTable([{ ...home('u1', 'r1', 9), day: isoDay(TODAY - 1) }]);
    const { learn, heldBack: held } = selectForLearning(rows, { model, alerts: none, heldBack });
    expect(learn.toArray().map(({ user, hour }) => `${user} ${hour}`)).toEqual(['u1 11', 'u2 10']);
    expect(held.toArray().map(({ user, hour }) => `${user} ${hour}`)).toEqual(['u1 9', 'u1 9']);
    const early = selectForLearning(rows, {
      model,
      alerts: none,
      heldBack: toTable([{ ...home('u1', 'r1', 9), network: '203.0.7.0/24' }]),
    });
    expect(early.learn.numRows).toBe(3);
  });

  it('are findings with an endpoint, a client and what they look like', () => {
    const alerts = triage(today, { by: 'access', model, budget: 1 });
    const [finding] = findingsOf(alerts, { now: new Date('2026-11-20') });
    expect(validateOcsf(finding)).toEqual([]);
    const [{ network, intruder }] = alerts;
    expect(finding).toMatchObject({
      finding_info: { types: ['seen before', intruder] },
      evidences: [{ actor: { user: { name: 'u1' }, app_name: 'Chrome' }, src_endpoint: { name: network } }],
    });
  });
});
