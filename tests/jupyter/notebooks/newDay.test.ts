import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { AccessEvidenceModel } from '../../../lib/evidence/AccessEvidenceModel.js';
import { readAccess } from '../../../lib/logs/readAccess.js';
import { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import { sql } from '../../../lib/sql/sql.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { rowsOf } from '../../rowsOf.js';
import { validateOcsf } from '../../sinks/validateOcsf.js';
import { findTable, numberOf, outputs } from '../notebookCells.js';
import '../provided.js';
import { start } from '../start.js';
import { execute } from './execute.js';

describe('from raw events to a model, and a new day', () => {
  const modelFolder = () => path.join(inject('runs'), 'cloudtrail model');
  const profile = { profile: 'cloudtrail', path: '../tests/fixtures/logs/cloudtrail' };

  it('02 reads a span of CloudTrail, and saves a model', async () => {
    const cells = await execute('02-your-own-logs', {
      ...profile,
      to: '2023-07-10T12:20:00Z',
      modelFolder: modelFolder(),
    });
    expect(findTable(cells, 'left out,rows').map(([why]) => why)).toContain('outside of the time');
    const [, [folder, users, , first, last]] = findTable(
      cells,
      'saved in,users,resources,first (UTC),last (UTC)',
    );
    expect(folder).toBe(modelFolder());
    expect((await AccessAnomalyModel.load(modelFolder())).numUsers).toBe(numberOf(users));
    expect((await AccessEvidenceModel.load(`${modelFolder()}-evidence`)).numUsers).toBe(numberOf(users));
    expect([first, last]).toEqual(['2023-07-10T11:42:18', expect.stringMatching(/^2023-07-10T12:1/)]);
  });

  it('03 scores what came after, takes in who is new, and saves the next model', async () => {
    const next = path.join(inject('runs'), 'next cloudtrail model');
    const from = '2023-07-10T12:20:00Z';
    const { table } = await readAccess('tests/fixtures/logs/cloudtrail', { profile: 'cloudtrail', from });
    const [tenant, expected] = ['tenant', 'user'].map((name) => table.getChild(name)!.get(0));
    const own = table.toArray().filter(({ user }) => user === expected).length;
    const verdicts = path.join(inject('runs'), 'verdicts.csv');
    writeFileSync(
      verdicts,
      `tenant,user,res,verdict,owner,reason,expires\n${tenant},${expected},*,expected,me,on call,\n${tenant},nobody,*,benign,me,,\n`,
    );
    const alertsTo = path.join(inject('runs'), 'alerts.ocsf.ndjson');
    const cells = await execute('03-score-a-new-day', {
      ...profile,
      from,
      verdicts,
      alertsTo,
      modelFolder: modelFolder(),
      nextModelFolder: next,
      earlier: '',
      events: 1,
    });
    expect(JSON.stringify(cells.flatMap((cell) => cell.outputs))).toContain(
      `suppressed ${own} by 1 rule, 1 rule never matched`,
    );
    // The findings and the verdict on the model are at the head, though both are known only later.
    const [found, trust, incidents] = outputs(cells, 'text/html');
    expect(found).toMatch(/\d+ accounts?: \d+ (High|Medium|Low|Informational)/);
    expect(found).toContain(`suppressed ${own} by 1 rule`);
    expect(trust).toContain('against trusting the model here');
    const accounts = Array.from(String(incidents).matchAll(/data-account="([^"]+)"/g), ([, user]) => user);
    expect(accounts.length).toBeGreaterThan(0);
    expect(new Set(accounts).size).toBe(accounts.length);
    expect(accounts).not.toContain(expected);
    // The details of what was done come from the pass that reads the log.
    expect(incidents).toMatch(/<th[^>]*>operation<\/th>/);
    expect(String(incidents).replaceAll(/<[^>]*>/g, '')).toMatch(/2023-07-10 12:[2-5]\d/);
    const findings = readFileSync(alertsTo, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(findings.length).toBeGreaterThan(0);
    for (const finding of findings) expect(validateOcsf(finding)).toEqual([]);
    expect(findings).toHaveLength(accounts.length);
    const told = findings.flatMap(({ evidences }) =>
      evidences.map((each: { actor: { user: { name: string } }; resources: [{ name: string }] }) => {
        return `${each.actor.user.name} ${each.resources[0].name}`;
      }),
    );
    const [, ...events] = findTable(cells, 'tenant,user,res,time (UTC),file,line,id,event');
    expect(events.map(([, user, res]) => `${user} ${res}`)).toEqual(told);
    const [, [accesses, scored, unknown]] = findTable(
      cells,
      'accesses,with a score,user or resource is new,Infinity,above the threshold',
    ).map((row) => row.map(numberOf));
    expect(scored + unknown).toBe(accesses);
    expect(unknown).toBeGreaterThan(0);
    const kinds = findTable(cells, 'kind,accesses,median evidence,most evidence,p_next up to 0.01').slice(1);
    expect(kinds.reduce((sum, [, n]) => sum + numberOf(n), 0)).toBe(accesses);
    expect(
      kinds
        .filter(([kind]) => /^new (account|resource)$/.test(kind))
        .reduce((sum, [, n]) => sum + numberOf(n), 0),
    ).toBe(unknown);
    const [, ...alerts] = findTable(
      cells,
      'rank,tenant,user,res,kind,evidence,times,p_next,why,alike,habit,anomaly_score',
    );
    expect(alerts.map(([rank]) => Number(rank))).toEqual(alerts.map((_, n) => n + 1));
    const scores = alerts.map(([, , , , , evidence]) => Number(evidence));
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const [, before, after] = findTable(cells, 'model,users,resources,accesses with a score');
    expect(numberOf(after[2])).toBeGreaterThan(numberOf(before[2]));
    const [old, now] = await Promise.all(
      [modelFolder(), next].map((folder) => AccessAnomalyModel.load(folder)),
    );
    expect(now.numResources).toBeGreaterThan(old.numResources);
    const [was, is] = await Promise.all(
      [modelFolder(), next].map((folder) => AccessEvidenceModel.load(`${folder}-evidence`)),
    );
    expect(is.numAccesses).toBeGreaterThan(was.numAccesses);
    expect(Number(is.span!.last)).toBeGreaterThan(Number(was.span!.last));
    // All new accesses of these accounts wait, whether they were listed or not.
    const waiting = new Set(rowsOf(is.heldBack!).map(({ user, res }) => `${user} ${res}`));
    const novel = rowsOf(was.transform(table, { kinds: true })).filter(({ kind }) => kind !== 'seen');
    const ofAccounts = novel.filter(({ user }) => accounts.includes(String(user)));
    for (const { user, res } of ofAccounts) expect(waiting).toContain(`${user} ${res}`);
    expect(is.incidents!.numRows).toBe(accounts.length);
  });

  it('03 learns the next morning what was judged benign', async () => {
    const folder = path.join(inject('runs'), 'next cloudtrail model');
    const distinct = async (saved: string) => {
      const { heldBack } = await AccessEvidenceModel.load(`${saved}-evidence`);
      return sql`SELECT DISTINCT tenant, "user", res FROM ${heldBack!} ORDER BY ALL`;
    };
    const [first, ...others] = (await distinct(folder)).toArray();
    const verdicts = path.join(inject('runs'), 'benign.csv');
    writeFileSync(verdicts, `tenant,user,res,verdict\n${first.tenant},${first.user},${first.res},benign\n`);
    const next = path.join(inject('runs'), 'third cloudtrail model');
    const cells = await execute('03-score-a-new-day', {
      ...profile,
      path: '../tests/fixtures/logs/cloudtrail',
      from: '2023-07-10T12:24:00Z',
      alertBudget: 1,
      verdicts,
      modelFolder: folder,
      nextModelFolder: next,
      earlier: '',
    });
    expect(JSON.stringify(cells.flatMap((cell) => cell.outputs))).toContain('1 of them held back before');
    const model = await AccessEvidenceModel.load(`${next}-evidence`);
    const kindOf = (row: { tenant: string; user: string; res: string }) =>
      model
        .transform(toTable([{ ...row }]), { kinds: true })
        .getChild('kind')!
        .get(0);
    expect(kindOf(first.toJSON() as never)).toBe('seen');
    const waiting = await distinct(next);
    expect(waiting.numRows).toBeGreaterThanOrEqual(others.length);
  });

  it('02 and 03 take other fields and accounts beside a profile', async () => {
    const events = [1, 2, 3, 4, 5, 6].flatMap((n) =>
      [1, 2, 3].map((m) => ({
        eventTime: `2026-01-0${m}T00:00:00Z`,
        userIdentity: {
          type: n === 6 ? 'AWSService' : 'IAMUser',
          userName: `u${n}`,
          invokedBy: n === 6 ? 'x.amazonaws.com' : undefined,
        },
        eventSource: 's3.amazonaws.com',
        eventName: `Get${m}`,
        awsRegion: `region${(n + m) % 4}`,
        recipientAccountId: '1',
        errorCode: n === 5 ? 'AccessDenied' : undefined,
      })),
    );
    const log = path.join(inject('runs'), 'trail.json');
    writeFileSync(log, JSON.stringify({ Records: events }));
    const folder = path.join(inject('runs'), 'regions model');
    const given = {
      path: log,
      profile: 'cloudtrail',
      res: 'awsRegion',
      accounts: 'service=keep',
      failed: true,
    };
    const before = await execute('02-your-own-logs', { ...given, modelFolder: folder });
    expect((await AccessAnomalyModel.load(folder)).numResources).toBe(4);
    const [, [read, unreadable]] = findTable(before, 'rows,rows that could not be read');
    expect([read, unreadable]).toEqual(['18', '0']);
    const users = findTable(before, 'accesses,users,resources,median likelihood,largest likelihood')[1][1];
    expect(users).toBe('6');
    const after = await execute('03-score-a-new-day', {
      ...given,
      earlier: '',
      modelFolder: folder,
      nextModelFolder: path.join(inject('runs'), 'next regions model'),
    });
    const scored = findTable(
      after,
      'accesses,with a score,user or resource is new,Infinity,above the threshold',
    );
    expect(scored[1].slice(0, 3)).toEqual([
      String(new Set(events.map((e) => e.userIdentity.userName + e.awsRegion)).size),
      expect.anything(),
      '0',
    ]);
  });

  it('03 says what to do where there is no model', async () => {
    const missing = path.join(inject('runs'), 'no model');
    const folder = path.join(inject('runs'), 'notebooks');
    const { code, stdout, stderr } = await start(
      'notebooks/03-score-a-new-day.ipynb',
      '--output',
      folder,
      '-p',
      `modelFolder=${missing}`,
    );
    expect(code).not.toBe(0);
    expect(stdout + stderr).toContain(
      `Expected the folder of a saved model at ${missing}, got none there; notebook 02-your-own-logs saves a model`,
    );
  });
});
