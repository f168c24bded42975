import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellingOf } from '../../lib/alerts/accounts/tellingOf.js';
import { readWatchlist } from '../../lib/alerts/accounts/watchlist.js';
import { learnDay } from '../../lib/alerts/learnDay.js';
import { type ScoreDayOptions, scoreDay } from '../../lib/alerts/scoreDay.js';
import { triage } from '../../lib/alerts/triage.js';
import { readVerdicts } from '../../lib/alerts/verdicts/readVerdicts.js';
import { windowOf } from '../../lib/alerts/windowOf.js';
import { checkTrust } from '../../lib/evaluate/trust/checkTrust.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { termsInWords } from '../../lib/evidence/explain/termsInWords.js';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { optionsFor } from '../../lib/logs/optionsFor.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { readEvents } from '../../lib/logs/readEvents.js';
import { withoutEmpty } from '../../lib/logs/withoutEmpty.js';
import { sql } from '../../lib/sql/sql.js';
import { rowsOf } from '../rowsOf.js';
import { type ShareEvent, shareMonth } from './shareMonth.js';

const CLOUDTRAIL = 'tests/fixtures/logs/cloudtrail';
const NOON = '2023-07-10T12:20:00Z';
const FIELDS = { user: 'account', res: 'share', time: 'at' };
const month = shareMonth(4, 30);

let folder: string;
const at = (name: string) => join(folder, name);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'score-day-'));
  writeLog('september.csv', month.days.slice(0, -1).flat());
  writeLog('today.csv', month.days.at(-1)!);
  writeFileSync(at('empty.csv'), 'at,account,share,address\n');
  writeFileSync(
    at('verdicts.csv'),
    `tenant,user,res,verdict,expires\ndefault,${month.planted.night},*,expected,2027-01-01\n`,
  );
  writeFileSync(at('watchlist.csv'), 'user,res,label\nCORP\\svc_backup,,privileged\n');
  await save('shares', at('september.csv'), { ...FIELDS, context: { address: 'address' } });
  await save('trail', CLOUDTRAIL, { profile: 'cloudtrail', to: NOON });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function writeLog(name: string, events: readonly ShareEvent[]) {
  const lines = events.map((each) => `${each.time.toISOString()},${each.user},${each.res},${each.address}\n`);
  writeFileSync(at(name), `at,account,share,address\n${lines.join('')}`);
}

async function save(name: string, log: string, options: object) {
  const { table, report } = await readAccess(log, { ...options, by: 'day', hours: true });
  const contextCols = 'context' in options ? ['address'] : [];
  const days = { dayCol: 'day', hourCol: 'hour', contextCols };
  await (await new AccessEvidence(days).fit(table, { span: report.span })).save(at(name));
}

/** What notebook 03 did step by step before there was `scoreDay`. */
async function byHand(path: string, options: ScoreDayOptions) {
  const { model: saved, verdicts: decided, watchlist: list, from, to, budget, ...asked } = options;
  const model = await AccessEvidenceModel.load(saved as string);
  const verdicts = decided ? await readVerdicts(decided as string) : [];
  const watchlist = list ? await readWatchlist(list as string) : [];
  const inspected = await inspectLog(path, { ...asked, ...withoutEmpty({ from, to }) });
  const log = optionsFor(inspected, asked, 'notebooks/03-score-a-new-day.ipynb');
  const times = Boolean(log.profile || log.time);
  const inTime = { by: 'day', hours: model.hourCol !== null, context: model.contextCols.join(', ') };
  const { table, report, failures } = await readAccess(path, {
    ...withoutEmpty({ ...log, ...inTime, from, to, times }),
    ...(log.profile ? { failed: 'apart' as const } : {}),
    details: true,
  });
  const now = new Date(Math.min(Date.now(), report.span?.last.getTime() ?? Date.now()));
  const window = windowOf(model, { span: report.span, accesses: table.numRows });
  const alerts = triage(table, { model, verdicts, watchlist, window, budget, leastSeverity: 1, now });
  const telling = tellingOf(alerts);
  const [{ distinct }] = await sql`
    SELECT count(DISTINCT (tenant, "user", res))::INTEGER AS distinct FROM ${table}`;
  const scored = termsInWords(model.transform(table, { parts: true, kinds: true, window }));
  const trust = checkTrust({ model, report, scored, alerts });
  const learned = await learnDay(model, table, { alerts, verdicts, now, span: report.span });
  const events = await readEvents(path, { ...withoutEmpty({ ...log, from, to }), of: telling, limit: 1000 });
  return { table, report, failures, now, window, alerts, telling, distinct, scored, trust, learned, events };
}

const content = (table: Table | null) =>
  table && { fields: table.schema.fields.map(String), rows: rowsOf(table) };

describe('scoreDay', () => {
  it.each([
    ['of shares, with contexts, verdicts and a watchlist', 'shares', 'today.csv', FIELDS],
    ['of CloudTrail, by its profile', 'trail', CLOUDTRAIL, { from: NOON }],
    ['of CloudTrail, of a profile that is said', 'trail', CLOUDTRAIL, { from: NOON, profile: 'cloudtrail' }],
    ['without rows', 'shares', 'empty.csv', FIELDS],
  ])('gives for a log %s what each step by itself gives', async (_, model, log, given) => {
    const isOfShares = model === 'shares';
    const path = isOfShares ? at(log) : log;
    const decided = isOfShares ? { verdicts: at('verdicts.csv'), watchlist: at('watchlist.csv') } : {};
    const options = { ...given, ...decided, model: at(model), budget: 5 };
    const [day, hand] = [await scoreDay(path, options), await byHand(path, options)];
    const found = [day.report, day.window, day.numAccesses, day.trust];
    expect(found).toEqual([hand.report, hand.window, hand.distinct, hand.trust]);
    // A log without times is looked at now.
    if (day.report.span) expect(day.now).toEqual(hand.now);
    expect(content(day.accesses)).toEqual(content(hand.table));
    expect(content(day.failures)).toEqual(content(hand.failures));
    expect(content(day.alerts)).toEqual(content(hand.alerts));
    expect(day.alerts.schema.metadata).toEqual(hand.alerts.schema.metadata);
    expect(content(day.telling)).toEqual(content(hand.telling));
    expect(content(day.scored)).toEqual(content(hand.scored));
    // Events of one moment in several files come in any order.
    const inOrder = (events: Table) =>
      rowsOf(events)
        .map((row) => JSON.stringify(row))
        .sort();
    expect(inOrder(await day.events({ limit: 1000 }))).toEqual(inOrder(hand.events));
    const learned = await day.learn();
    expect(learned.text).toBe(hand.learned.text);
    expect(content(learned.heldBack)).toEqual(content(hand.learned.heldBack));
    expect(content(learned.learned)).toEqual(content(hand.learned.learned));
    await learned.save(at('next'));
    const next = await AccessEvidenceModel.load(at('next'));
    expect(content(next.transform(day.accesses))).toEqual(
      content(hand.learned.model.transform(day.accesses)),
    );
    expect(content(next.heldBack)).toEqual(content(hand.learned.model.heldBack));
    expect(content(next.incidents)).toEqual(content(hand.learned.model.incidents));
    if (log === 'today.csv') {
      const users = rowsOf(day.alerts).map(({ user }) => user);
      expect(users).toContain(month.planted.sweep);
      expect(users).not.toContain(month.planted.night);
    }
  });

  it('makes once what is asked for twice', async () => {
    const day = await scoreDay(at('today.csv'), { ...FIELDS, model: at('shares') });
    expect(day.scored).toBe(day.scored);
    expect(day.trust).toBe(day.trust);
    expect(day.telling).toBe(day.telling);
  });

  it('takes models, verdicts and lists that were read already', async () => {
    const lists = { verdicts: at('verdicts.csv'), watchlist: at('watchlist.csv') };
    const read = {
      model: await AccessEvidenceModel.load(at('shares')),
      verdicts: await readVerdicts(lists.verdicts),
      watchlist: await readWatchlist(lists.watchlist),
    };
    const [one, other] = [
      await scoreDay(at('today.csv'), { ...FIELDS, ...lists, model: at('shares') }),
      await scoreDay(at('today.csv'), { ...FIELDS, ...read }),
    ];
    expect(content(other.alerts)).toEqual(content(one.alerts));
  });

  it('says that a log was learned before, and of no other', async () => {
    const day = await scoreDay(at('today.csv'), { ...FIELDS, model: at('shares') });
    const again = /^The model has learned all days of this log before \(2026-09-30\)/;
    const doubts = ({ trust }: { trust: { doubt: string }[] }) => trust.map(({ doubt }) => doubt);
    expect(doubts(day)).not.toContainEqual(expect.stringMatching(again));
    const { model } = await day.learn();
    const twice = await scoreDay(at('today.csv'), { ...FIELDS, model });
    expect(doubts(twice)).toContainEqual(expect.stringMatching(again));
  });

  it.each([
    ['a budget', { budget: 0 }, 'Expected budget to be a positive'],
    ['a severity', { leastSeverity: 101 }, 'Expected leastSeverity to be a number from 0 to 100, got 101'],
    ['a window', { window: -1 }, 'Expected window'],
    ['a moment', { now: 'today' }, 'Expected now to be a valid Date, got "today"'],
    ['a zone', { timeZone: 'Mars' }, 'Mars'],
    ['a date', { from: 'monday' }, 'from'],
    ['a watchlist', { watchlist: [{}] }, 'Expected watchlist[0]'],
    ['verdicts', { verdicts: [{ verdict: 'maybe' }] }, 'Expected a verdict among'],
    ['a file of verdicts', { verdicts: '/no/verdicts.csv' }, '/no/verdicts.csv'],
    ['a model', { model: '/no/model' }, 'Expected the folder of a saved model at /no/model'],
    ['what the model decides', { by: 'day' }, 'got by'],
    ['an option', { limit: 3 }, 'Expected scoreDay options among'],
  ])('refuses wrong options before it reads the log: %s', async (_, wrong, message) => {
    const options = { ...FIELDS, model: at('shares'), ...wrong } as never;
    await expect(scoreDay('/no/log.csv', options)).rejects.toThrow(message);
    expect(existsSync('/no/log.csv')).toBe(false);
  });

  it('refuses a log without the field of the time, or with nothing that can be used', async () => {
    const model = at('shares');
    const { time: _, ...timeless } = FIELDS;
    await expect(scoreDay(at('today.csv'), { ...timeless, model })).rejects.toThrow(
      'Expected time to name the field of the time, got none: the model has learned by days',
    );
    await expect(scoreDay(at('today.csv'), { ...FIELDS, user: 'who', model })).rejects.toThrow('who');
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const { signal } = controller;
    await expect(scoreDay(at('today.csv'), { ...FIELDS, model, signal })).rejects.toThrow('enough');
  });
});
