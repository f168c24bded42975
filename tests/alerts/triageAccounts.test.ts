import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tellingOf } from '../../lib/alerts/accounts/tellingOf.js';
import { readWatchlist } from '../../lib/alerts/accounts/watchlist.js';
import { bandOf, rarityScale, SEVERITY_DAYS } from '../../lib/alerts/severity.js';
import { triage } from '../../lib/alerts/triage.js';
import type { Verdict } from '../../lib/alerts/verdicts/Verdict.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import type { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { noteDetails } from '../../lib/tables/tableContexts.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';
import { rowsOf } from '../rowsOf.js';
import { validateOcsf } from '../sinks/validateOcsf.js';
import { shareMonth, shareRows } from './shareMonth.js';

const month = shareMonth(2);
const LAST = month.days.length - 1;
const today = () => toTable(shareRows(month.days[LAST]));
function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'watch-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const rule = (fields: Partial<Verdict>): Verdict => ({
  ...{ tenant: 'default', user: '*', res: '*', verdict: 'expected', owner: '', reason: '', line: 2 },
  expires: null,
  ...fields,
});

describe('triage by account', () => {
  let model: AccessEvidenceModel;
  beforeAll(async () => {
    const before = toTable(shareRows(month.days.slice(0, LAST).flat()));
    model = await new AccessEvidence({ hourCol: 'hour', threads: 1 }).fit(before);
  });

  it('has a row an account, the most severe first, whatever the order of rows', () => {
    const alerts = triage(today(), { model });
    expect(alerts.schema.names.slice(0, 14)).toEqual([
      ...['tenant', 'user', 'kind', 'intruder', 'evidence', 'evidence_in_all', 'p_value', 'every_days'],
      ...['severity', 'band', 'accesses', 'first_time', 'usual', 'reason'],
    ]);
    const rows = rowsOf(alerts);
    expect(new Set(rows.map(({ user }) => user)).size).toBe(rows.length);
    const severities = rows.map(({ severity }) => Number(severity));
    expect(severities).toEqual([...severities].sort((a, b) => b - a));
    for (const { severity, band, every_days, kind } of rows) {
      expect(band).toBe(bandOf(Number(severity)));
      if (kind === 'known account') expect(rarityScale(SEVERITY_DAYS)(Number(every_days))).toBe(severity);
    }
    const backwards = toTable(shareRows(month.days[LAST]).reverse());
    expect(rowsOf(triage(backwards, { model })).map(({ user, p_value }) => [user, p_value])).toEqual(
      rows.map(({ user, p_value }) => [user, p_value]),
    );
  });

  it('sums all likelihood ratios of an account, and counts what is new', () => {
    const all = rowsOf(triage(today(), { model, threshold: -1e9 }));
    const scored = rowsOf(model.transform(today(), { kinds: true }));
    expect(all.length).toBe(new Set(scored.map(({ user }) => user)).size);
    for (const { user, evidence, accesses, first_time } of all) {
      const own = new Map<unknown, { evidence: number; isNew: boolean }>();
      for (const row of scored.filter((each) => each.user === user)) {
        const before = own.get(row.res)?.evidence ?? Number.NEGATIVE_INFINITY;
        own.set(row.res, { evidence: Math.max(before, Number(row.evidence)), isNew: row.kind !== 'seen' });
      }
      const sum = [...own.values()].reduce((total, each) => total + Math.exp(each.evidence), 0);
      expect(Number(evidence)).toBeCloseTo(Math.log(sum), 9);
      expect(accesses).toBe(own.size);
      expect(first_time).toBe([...own.values()].filter(({ isNew }) => isNew).length);
    }
  });

  it('counts accounts by its budget, and by false alarms a day', () => {
    expect(triage(today(), { model, budget: 2 }).numRows).toBe(2);
    expect(triage(today(), { model, falseAlarmsADay: 0.2 }).numRows).toBeGreaterThan(0);
    for (const { every_days } of rowsOf(triage(today(), { model, falseAlarmsADay: 0.2 }))) {
      expect(Number(every_days)).toBeGreaterThanOrEqual(5);
    }
  });

  it('raises what a watchlist names, one band at most, and what was judged malicious to High', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'watch,list.csv');
    writeFileSync(file, 'user,res,label\n"CORP\\tmpadm7",,privileged\n,"\\\\fs01\\hr\\hr-21",sensitive\n');
    const watchlist = await readWatchlist(file);
    const of = (options: object) =>
      rowsOf(triage(today(), { model, ...options })).find(({ user }) => user === month.planted.unknown)!;
    const [plain, watched] = [of({}), of({ watchlist })];
    expect(watched.labels).toBe('privileged, sensitive');
    expect(Number(watched.severity)).toBe(Number(plain.severity) + Math.min(25, Number(plain.severity)));
    expect(watched.reason).toContain('The watchlist says: privileged, sensitive.');
    const malicious = of({ verdicts: [rule({ user: month.planted.unknown, verdict: 'malicious' })] });
    expect(malicious).toMatchObject({ verdict: 'malicious', band: 'High' });
    expect(malicious.reason).toContain(' Some or all of this was judged malicious. ');
    expect(plain.reason).not.toContain('judged');
  });

  it('leaves out what is expected, and what is left of an account is judged', () => {
    const { sweep } = month.planted;
    const all = rowsOf(triage(today(), { model }));
    expect(all.map(({ user }) => user)).toContain(sweep);
    const none = triage(today(), { model, verdicts: [rule({ user: sweep })] });
    expect(rowsOf(none).map(({ user }) => user)).not.toContain(sweep);
    expect(none.schema.metadata.get('suppressed')).toMatch(/^suppressed \d+ by 1 rule$/);
  });

  it('takes other bounds of severity, and refuses those that are none', () => {
    const strict = { Low: 2, Medium: 3, High: 4 };
    const rare = rowsOf(triage(today(), { model, severityDays: strict })).filter(
      ({ every_days, kind }) => kind === 'known account' && Number(every_days) >= 4,
    );
    expect(rare.length).toBeGreaterThan(0);
    for (const { band } of rare) expect(band).toBe('High');
    expect(() => triage(today(), { model, severityDays: { Low: 40 } })).toThrow(
      'Expected severityDays.Medium to be a number of days above 40, got 30',
    );
    expect(() => triage(today(), { model, by: 'resource' } as never)).toThrow(
      "Expected by to be 'account' or 'access', got \"resource\"",
    );
  });

  it('tells what was done, and hands it on as one valid finding an incident', () => {
    const rows = shareRows(month.days[LAST]).map((row) => ({
      ...row,
      operation: 'Read',
      address: '10.1.9.77',
    }));
    const table = toTable(rows);
    noteDetails(table, ['operation', 'address']);
    const alerts = triage(table, { model });
    const telling = tellingOf(alerts);
    const [first] = rowsOf(telling);
    expect(first).toMatchObject({ operation: 'Read', address: '10.1.9.77', likelihood: 1 });
    expect(Number(first.first)).toBeGreaterThan(0);
    // The telling accesses can be explained, in the contexts in which they tell most.
    const explained = rowsOf(model.explain(telling.select(['tenant', 'user', 'res', 'day', 'hour'])));
    explained.forEach(({ evidence }, n) => {
      expect(evidence).toBeCloseTo(Number(rowsOf(telling)[n].evidence), 9);
    });
    const { accesses, reason } = rowsOf(alerts)[0];
    expect(Number(accesses)).toBeGreaterThan(10);
    expect(reason).toContain(' The 10 most telling came from 10.1.9.77 (Read). ');
    const findings = findingsOf(alerts, { now: new Date('2026-10-31') });
    expect(findings).toHaveLength(alerts.numRows);
    for (const finding of findings) expect(validateOcsf(finding)).toEqual([]);
    expect(JSON.stringify(findings[0].evidences)).toContain('"operation":"Read"');
    expect(new Set(findings.map(({ finding_info }) => finding_info.uid)).size).toBe(findings.length);
  });

  it('is a quiet day where nothing was done, and where all was done before', () => {
    expect(triage(today().slice(0, 0), { model }).numRows).toBe(0);
    const usual = shareRows(month.days[LAST - 1]).filter(({ user }) => user === 'CORP\\user03');
    expect(triage(toTable(usual), { model }).numRows).toBe(0);
  });
});

describe('triage by account without days', () => {
  it('can be High for a newcomer, but not by what half of all use', async () => {
    const rows = Array.from({ length: 60 }, (_, n) => [
      { tenant: 't', user: `u${n}`, res: 'intranet' },
      ...[0, 1, 2].map((k) => ({ tenant: 't', user: `u${n}`, res: `r${n % 20}-${k}` })),
    ]).flat();
    const model = await new AccessEvidence({ threads: 1 }).fit(toTable(rows));
    const severityOf = (...resources: string[]) => {
      const table = toTable(resources.map((res) => ({ tenant: 't', user: 'eve', res })));
      return Number(rowsOf(triage(table, { model, threshold: -1e9 }))[0].severity);
    };
    const rare = Array.from({ length: 40 }, (_, n) => `r${n % 20}-${n % 3}`);
    expect(severityOf(...rare)).toBeGreaterThanOrEqual(75);
    expect(severityOf('intranet')).toBeLessThan(75);
  });

  it('goes by the evidence, and says that it cannot say more', async () => {
    const model = await new AccessEvidence({ threads: 1 }).fit(tableOf(offices(60)));
    const rows = [...offices(20, 3), { tenant: 't', user: 'eve', res: 'r0-1', likelihood: 1 }];
    const alerts = rowsOf(triage(tableOf(rows), { model, threshold: -1e9 }));
    expect(alerts.every(({ every_days }) => every_days === null)).toBe(true);
    const evidence = alerts.map((row) => Number(row.evidence));
    const inAll = alerts.map((row) => Number(row.evidence_in_all));
    expect(inAll).toEqual([...inAll].sort((a, b) => b - a));
    expect(Math.max(...evidence)).toBe(evidence[0]);
    expect(alerts[0].reason).toContain("How rare this is can't be said");
    const foreign = rows.map((row) => ({ ...row, tenant: 'another' }));
    for (const { kind } of rowsOf(triage(tableOf(foreign), { model, threshold: -1e9 }))) {
      expect(kind).toBe('new tenant');
    }
  });
});

describe('readWatchlist', () => {
  it.each([
    ['user,res,label\nann,share,both\n', 'Expected a user or a resource in F, line 2, got both'],
    ['user,res,label\n,,neither\n', 'Expected a user or a resource in F, line 2, got neither'],
    ['user,res,label\nann,,\n', 'Expected a label in F, line 2, got none'],
    ['user,why\nann,x\n', 'Expected the columns tenant, user, res, label in F, line 1, got user, why'],
    ['user,user,label\nann,ann,x\n', 'Expected the columns tenant, user, res, label in F, line 1'],
    ['user,label\n"ann,x\n', 'Expected CSV in F, line'],
  ])('refuses %j', async (text, message) => {
    const file = path.join(temporaryFolder(), 'watch.csv');
    writeFileSync(file, text);
    await expect(readWatchlist(file)).rejects.toThrow(message.replace('F', file));
    await expect(readWatchlist(`${file}.none`)).rejects.toThrow(`got none there`);
  });
});
