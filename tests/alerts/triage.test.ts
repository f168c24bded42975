import { describe, expect, it } from 'vitest';
import { alertsAtRate } from '../../lib/alerts/alertsAtRate.js';
import { bandOf, severityOf } from '../../lib/alerts/severity.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { makeTest } from '../../lib/evaluate/splits/makeTest.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { sql } from '../../lib/sql/sql.js';
import { toTable } from '../../lib/tables/toTable.js';
import { column, offices, type Row, TERMS, tableOf } from '../evidence/evidenceTables.js';
import { rowsOf } from '../rowsOf.js';

const rows = [...offices(60), ...offices(20, 3, 'other')];
const names3 = { tenantCol: 'tenant', userCol: 'user', resCol: 'res' };
const lanl = () =>
  sql`SELECT 'lanl' AS tenant, "user", res, 1::DOUBLE AS likelihood
    FROM 'data/lanl-2014-user-computer/*.parquet' ORDER BY ALL`;
const model = await new AccessEvidence().fit(tableOf(rows));
const access = (user: string, res: string, tenant = 't'): Row => ({ tenant, user, res, likelihood: 1 });
const day = [
  ...rows.slice(0, 40),
  access('u1', 'r2-3'),
  access('nobody', 'r1-1'),
  access('u4', 'nothing'),
  access('u5', 'r0-2', 'elsewhere'),
  ...['r0-1', 'r0-2', 'r0-3', 'r0-4', 'r2-1', 'r2-2'].map((res) => access('u7', res)),
  ...offices(20, 3, 'other').slice(0, 10),
];
const names = (table: ReturnType<typeof triage>) =>
  table.toArray().map(({ tenant, user, res }) => `${tenant} ${user} ${res}`);

describe('triage', () => {
  it('has a row an alert, the most evidence first, with reasons and no nulls but times and verdicts', () => {
    const alerts = triage(tableOf(day), { by: 'access', model, threshold: -100 });
    expect(alerts.schema.names).toEqual([
      'tenant',
      'user',
      'res',
      'kind',
      'evidence',
      'p_value',
      'severity',
      'reason',
      'first',
      'last',
      'likelihood',
      'false_alarms_a_day',
      'verdict',
    ]);
    expect(alerts.numRows).toBe(new Set(day.map(({ tenant, user, res }) => `${tenant} ${user} ${res}`)).size);
    const evidence = column(alerts, 'evidence');
    expect(evidence).toEqual([...evidence].sort((a, b) => b - a));
    for (const { name } of alerts.schema.fields) {
      if (!['first', 'last', 'verdict'].includes(name))
        expect(alerts.getChild(name)!.nullCount, name).toBe(0);
    }
    const kinds = Object.fromEntries(alerts.toArray().map(({ user, res, kind }) => [`${user} ${res}`, kind]));
    expect(kinds).toMatchObject({
      'nobody r1-1': 'new account',
      'u4 nothing': 'new resource',
      'u5 r0-2': 'new tenant',
      [`${rows[0].user} ${rows[0].res}`]: 'seen before',
    });
  });

  it("doesn't depend on the order of the rows, nor on how they are split", () => {
    const once = names(triage(tableOf(day), { by: 'access', model, threshold: -100 }));
    expect(names(triage(tableOf([...day].reverse()), { by: 'access', model, threshold: -100 }))).toEqual(
      once,
    );
    const twice = triage(tableOf([...day, ...day]), { by: 'access', model, threshold: -100 });
    expect(names(twice)).toEqual(once);
    expect(column(twice, 'likelihood')[0]).toBe(
      2 * column(triage(tableOf(day), { by: 'access', model, threshold: -100 }), 'likelihood')[0],
    );
  });

  it('keeps a budget for each day and tenant, a number of false alarms, or a threshold', () => {
    const tenants = (table: ReturnType<typeof triage>) => table.toArray().map(({ tenant }) => tenant);
    const two = triage(tableOf(day), { by: 'access', model, budget: 2 });
    for (const tenant of ['t', 'other'])
      expect(tenants(two).filter((name) => name === tenant)).toHaveLength(2);
    expect(triage(tableOf(day), { by: 'access', model, budget: 2, days: 2 }).numRows).toBe(two.numRows + 4);
    const all = triage(tableOf(day), { by: 'access', model, threshold: -100, window: 0.1 });
    const few = triage(tableOf(day), { by: 'access', model, falseAlarmsADay: 3, window: 0.1 });
    expect(names(few)).toEqual(names(all).filter((_, n) => column(all, 'p_value')[n] <= 3 / all.numRows));
    expect(
      column(triage(tableOf(day), { by: 'access', model, threshold: 0 }), 'evidence').every(
        (value) => value >= 0,
      ),
    ).toBe(true);
  });

  it('leaves out what is expected, and says so', () => {
    const rule = (
      user: string,
      res: string,
      verdict: Verdict['verdict'],
      expires: Date | null = null,
    ): Verdict => ({
      tenant: 't',
      user,
      res,
      verdict,
      owner: 'me',
      reason: '',
      expires,
      line: 1,
    });
    const verdicts = [
      rule('u7', '*', 'expected'),
      rule('nobody', 'r1-1', 'malicious'),
      rule('u1', 'r2-3', 'expected', new Date('2020-01-01')),
      rule('*', 'never', 'benign'),
    ];
    const alerts = triage(tableOf(day), { by: 'access', model, threshold: -100, verdicts });
    const own = new Set(day.filter(({ user }) => user === 'u7').map(({ res }) => res)).size;
    expect(alerts.toArray().some(({ user, tenant }) => user === 'u7' && tenant === 't')).toBe(false);
    expect(alerts.toArray().find(({ user }) => user === 'nobody')!.verdict).toBe('malicious');
    expect(alerts.toArray().some(({ user, res }) => user === 'u1' && res === 'r2-3')).toBe(true);
    expect(alerts.schema.metadata.get('suppressed')).toBe(
      `suppressed ${own} by 1 rule, 1 rule expired, 1 rule never matched`,
    );
  });

  it('has the first and the last time', () => {
    const times = [3, 1, 2].map((hour) => ({
      ...access('u1', 'r2-3'),
      time: new Date(Date.UTC(2026, 0, 1, hour)),
    }));
    const [alert] = triage(toTable(times), { by: 'access', model, threshold: -100 }).toArray();
    expect([Number(alert.first), Number(alert.last)]).toEqual([
      Date.UTC(2026, 0, 1, 1),
      Date.UTC(2026, 0, 1, 3),
    ]);
  });

  it('raises all accesses where more false alarms are bearable', () => {
    const table = tableOf(day.slice(0, 8));
    expect(triage(table, { by: 'access', model, falseAlarmsADay: 10 }).numRows).toBe(8);
    const scored = model.transform(table, { window: 0.1 });
    const options = { falseAlarmsADay: 2 };
    expect(triage(table, { by: 'access', model, ...options, window: 0.1 }).numRows).toBe(
      alertsAtRate(scored, options).numRows,
    );
  });

  it('takes models whose columns are called as what explains alerts, or as what triage writes', async () => {
    const plain = triage(tableOf(day), { by: 'access', model });
    for (const names of [
      { userCol: 'users', resCol: 'reason' },
      { userCol: 'res', resCol: 'user' },
    ]) {
      const renamed = (rows: Row[]) =>
        toTable(
          rows.map(({ tenant, user, res, likelihood }) => ({
            tenant,
            [names.userCol]: user,
            [names.resCol]: res,
            likelihood,
          })),
        );
      const other = await new AccessEvidence(names).fit(renamed(rows));
      expect(rowsOf(triage(renamed(day), { by: 'access', model: other }))).toEqual(rowsOf(plain));
    }
  });

  it('takes a table without rows', () => {
    const none = triage(tableOf(day).slice(0, 0), { by: 'access', model });
    expect([none.numRows, none.slice(0, 3).numRows]).toEqual([0, 0]);
  });

  it.each([
    [
      { budget: 3, threshold: 1 },
      'Expected one of budget, falseAlarmsADay and threshold, got budget and threshold',
    ],
    [{ budget: 0 }, 'Expected budget to be a positive number, got 0'],
    [{ days: -1 }, 'Expected days to be a positive number, got -1'],
    [{ threshold: Number.NaN }, 'Expected threshold to be a number, got NaN'],
    [{ bugdet: 3 }, 'bugdet'],
    [{ now: '2026-01-01' }, 'Expected now to be a valid Date, got "2026-01-01"'],
    [{ now: new Date('soon') }, 'Expected now to be a valid Date, got an invalid Date'],
    [{ model: undefined }, 'Expected model to be an AccessEvidenceModel, got undefined'],
  ])('refuses %o', (options, message) => {
    expect(() => triage(tableOf(day), { by: 'access', model, ...options } as never)).toThrow(message);
  });
});

it('severity grows with the evidence, from 0 to 100', () => {
  expect([-5, 0, Math.log(32), Math.log(1000), 99].map(severityOf)).toEqual([0, 0, 50, 100, 100]);
  expect([0, 24, 25, 50, 75, 100].map(bandOf)).toEqual([
    'Informational',
    'Informational',
    'Low',
    'Medium',
    'High',
    'High',
  ]);
});

describe('leastSeverity', () => {
  it('leaves out what normal use makes likelier, whatever room there is', () => {
    const log = tableOf([...day, access('stranger', 'vault')]);
    const all = triage(log, { by: 'access', model, budget: 50 });
    const alerts = triage(log, { by: 'access', model, budget: 50, leastSeverity: 1 });
    expect(alerts.numRows).toBeGreaterThan(0);
    expect(alerts.numRows).toBeLessThan(all.numRows);
    expect(column(alerts, 'evidence').every((evidence) => evidence > 0)).toBe(true);
    expect(() => triage(log, { by: 'access', model, leastSeverity: 101 })).toThrow(
      'Expected leastSeverity to be a number from 0 to 100',
    );
  });
});

/** Each account, however little speaks for an intruder. */
const NOW = { now: new Date('2026-02-01') };
const ALL = { ...NOW, threshold: -1e9 };

describe('triage by account, without days', () => {
  it('finds the user of many slightly odd accesses', () => {
    const campaigns = triage(tableOf(day.filter(({ tenant }) => tenant === 't')), {
      ...ALL,
      model,
      window: 0.1,
    });
    const found = campaigns.toArray().map(({ user }) => user);
    expect(found.slice(0, 5)).toContain('u7');
    const u7 = campaigns.toArray().find(({ user }) => user === 'u7')!;
    expect(u7.accesses).toBe(new Set(day.filter(({ user }) => user === 'u7').map(({ res }) => res)).size);
  });

  it('keeps its promise on normal users', () => {
    const later = offices(60, 77);
    const p = column(
      triage(tableOf(later), { ...ALL, model: model.recalibrate(tableOf(later)), window: 1 }),
      'p_value',
    );
    const share = (rate: number) => p.filter((value) => value <= rate).length / p.length;
    expect(share(0.05)).toBeLessThanOrEqual(0.12);
    expect(share(0.5)).toBeGreaterThan(0.2);
  });

  it('leaves out what is expected', () => {
    const verdict = {
      tenant: 't',
      user: 'u7',
      res: '*',
      verdict: 'expected',
      owner: '',
      reason: '',
      line: 2,
    } as const;
    const users = (verdicts: Verdict[]) =>
      triage(tableOf(day), { ...ALL, model, window: 0.1, verdicts, now: new Date('2026-01-01') })
        .toArray()
        .map(({ tenant, user }) => `${tenant} ${user}`);
    expect(users([{ ...verdict, expires: null }])).not.toContain('t u7');
    expect(users([{ ...verdict, expires: new Date('2025-12-31') }])).toContain('t u7');
  });

  it('finds a campaign that no single access gives away', async () => {
    const { train, pairs } = makeTest(await lanl(), { by: 'pairs', fraction: 0.1, seed: 1, ...names3 });
    const evidence = await new AccessEvidence().fit(train);
    const drawn = pairs.toArray().filter(({ label }) => label === 1);
    const counts = new Map<string, Row[]>();
    for (const { user, res } of drawn) {
      const own = counts.get(user) ?? [];
      counts.set(user, own);
      own.push({ tenant: 'lanl', user, res, likelihood: 1 });
    }
    const chosen = [...counts].filter(([, own]) => own.length >= 5).slice(0, 20);
    const normal = pairs.toArray().filter(({ label }) => label === 0);
    const log = [
      ...normal.map(({ user, res }) => ({ tenant: 'lanl', user, res, likelihood: 1 })),
      ...chosen.flatMap(([, own]) => own.slice(0, 5)),
    ];
    const ranked = triage(tableOf(log), { ...NOW, model: evidence, window: 0.11, budget: 50 });
    const attacked = new Set(chosen.map(([user]) => user));
    const among = (users: Iterable<string>) => [...users].filter((user) => attacked.has(user)).length;
    const scored = evidence.transform(tableOf(log)).toArray();
    const byMost = new Set(scored.sort((a, b) => b.evidence - a.evidence).map(({ user }) => user));
    expect(chosen).toHaveLength(20);
    const found = among(ranked.getChild('user')!);
    expect(found).toBeGreaterThanOrEqual(18);
    expect(found).toBeGreaterThan(2 * among([...byMost].slice(0, 50)));
  });

  it('routine accesses of the same account do not hide an odd one', () => {
    const odd = access('u1', 'r2-3');
    const routine = rows.filter(({ tenant, user }) => tenant === 't' && user === 'u1');
    const p = (log: Row[]) =>
      Number(
        triage(tableOf(log), { ...ALL, model, window: 1 })
          .toArray()
          .find(({ user }) => user === 'u1')!.p_value,
      );
    expect(routine.length).toBeGreaterThan(2);
    expect(p([odd, ...routine])).toBeLessThan(1.01 * (routine.length + 1) * p([odd]));
  });

  it('works the window out as triage does', () => {
    const table = tableOf(day);
    const distinct = new Set(day.map((row) => `${row.tenant} ${row.user} ${row.res}`)).size;
    const window = windowOf(model, { days: 1, accesses: distinct });
    expect(rowsOf(triage(table, { ...ALL, model }))).toEqual(
      rowsOf(triage(table, { ...ALL, model, window })),
    );
  });

  it('works the window out of days', async () => {
    const span = { first: new Date('2026-01-01'), last: new Date('2026-01-11') };
    const timed = await new AccessEvidence().fit(tableOf(rows), { span });
    const p = (options: object) =>
      column(triage(tableOf(day), { ...ALL, model: timed, ...options }), 'p_value');
    expect(p({})).toEqual(p({ window: 0.1 }));
    expect(p({ days: 2 })).toEqual(p({ window: 0.2 }));
    expect(p({ days: 2 })).not.toEqual(p({}));
  });
});

describe('explain', () => {
  it('gives reasons, flags with their counts, and parts that sum to the whole', () => {
    const table = tableOf(day);
    const explained = model.explain(table);
    const evidence = column(model.transform(table), 'evidence');
    const terms = TERMS.map((name) => column(explained, name));
    const shares = ['peers', 'alike', 'popular', 'any', 'new'].map((name) =>
      column(explained, `share_${name}`),
    );
    evidence.forEach((value, n) => {
      expect(column(explained, 'evidence')[n]).toBeCloseTo(value, 10);
      expect(terms.reduce((sum, term) => sum + term[n], 0)).toBeCloseTo(value, 9);
      expect(shares.reduce((sum, share) => sum + share[n], 0)).toBeCloseTo(1, 9);
    });
    const of = (user: string, res: string, tenant = 't') =>
      explained
        .toArray()
        .find((row) => row.user === user && row.res === res && row.tenant === tenant)!
        .toJSON();
    expect(of('nobody', 'r1-1')).toMatchObject({
      FirstTimeUserAccessedResource: true,
      FirstTimeResourceAccessedInTenant: false,
      reason: expect.stringMatching(
        /^nobody, now at r1-1, was never seen in what was learned\. Seen there: \d+ of 60 other users\. .* times likelier/,
      ),
    });
    expect(of('u4', 'nothing')).toMatchObject({
      FirstTimeResourceAccessedInTenant: true,
      ResourceUncommonlyAccessedInTenant: true,
      users_with_access: 0,
      user_resources: rows.filter(({ tenant, user }) => tenant === 't' && user === 'u4').length,
    });
    const own = rows.filter(({ tenant, user }) => tenant === 't' && user === rows[0].user);
    const seen = of(rows[0].user, rows[0].res);
    expect(seen).toMatchObject({
      FirstTimeUserAccessedResource: false,
      user_count: rows[0].likelihood,
      user_rank: 1 + own.filter(({ likelihood }) => likelihood > rows[0].likelihood).length,
      user_resources: own.length,
      users_with_access: rows.filter(
        ({ tenant, res, user }) => tenant === 't' && res === rows[0].res && user !== rows[0].user,
      ).length,
    });
    expect(of('u5', 'r0-2', 'elsewhere').reason).toContain('Nothing is known of this tenant');
  });

  it('writes over no column of the accesses', async () => {
    const columns = { tenantCol: 'org', userCol: 'users', resCol: 'share' };
    const log = toTable(
      rows.map(({ tenant, user, res, likelihood }) => ({ org: tenant, users: user, share: res, likelihood })),
    );
    const other = await new AccessEvidence(columns).fit(log);
    expect(() => other.explain(log)).toThrow(
      new RangeError(
        "Expected the result users and userCol to name different columns, got users for both (rename the table's columns: tenant, user and res are read, too)",
      ),
    );
    const named = other.explain(tableOf(day));
    expect(rowsOf(named)).toEqual(rowsOf(model.explain(tableOf(day))));
    const counted = await new AccessEvidence({ likelihoodCol: 'user_count' }).fit(
      toTable(rows.map(({ likelihood, ...row }) => ({ ...row, user_count: likelihood }))),
    );
    expect(counted.explain(tableOf(day)).getChild('user_count')).not.toBeNull();
    expect(() => counted.explain(counted.explain(tableOf(day)))).toThrow(
      'Expected the result user_count and likelihoodCol to name different columns',
    );
  });

  it('has the nearest peers by what they share', () => {
    const peers = model.peersOf(tableOf([access('u1', 'x'), access('nobody', 'x')])).toArray();
    expect(peers.map(({ Rank }) => Rank)).toEqual(peers.map((_, n) => n + 1));
    expect(peers.length).toBeLessThanOrEqual(12);
    const resources = (user: string) =>
      new Set(rows.filter((row) => row.tenant === 't' && row.user === user).map(({ res }) => res));
    for (const { PeerUserPrincipalName, shared, similarity } of peers) {
      const theirs = resources(PeerUserPrincipalName);
      expect(shared).toBe([...resources('u1')].filter((res) => theirs.has(res)).length);
      expect(similarity > 0 && similarity <= 1).toBe(true);
    }
    const similarity = peers.map((row) => row.similarity);
    expect(similarity).toEqual([...similarity].sort((a, b) => b - a));
  });
});
