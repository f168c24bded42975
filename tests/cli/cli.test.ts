import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { shareMonth } from '../alerts/shareMonth.js';
import { rowsOf } from '../rowsOf.js';

const BIN = resolve('lib/dist/cli/bin.js');
const FIELDS = ['--user', 'account', '--res', 'share', '--time', 'at'];
const month = shareMonth(5, 25);

let folder: string;
const at = (name: string) => join(folder, name);

/** Runs the command as a shell does. */
function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((done) => {
    execFile(process.execPath, [BIN, ...args], { cwd: folder }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });
}

const score = (...args: string[]) => run('score', 'today.csv', '--model', 'model', ...FIELDS, ...args);

function writeLog(name: string, days: typeof month.days) {
  const lines = days.flat().map(({ time, user, res }) => `${time.toISOString()},${user},${res}\n`);
  writeFileSync(at(name), `at,account,share\n${lines.join('')}`);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
  writeLog('before.csv', month.days.slice(0, -2));
  writeLog('quiet.csv', [month.days.at(-2)!]);
  writeLog('today.csv', [month.days.at(-1)!]);
  writeFileSync(at('verdicts.csv'), `tenant,user,res,verdict\ndefault,${month.planted.sweep},*,expected\n`);
  const learned = await run('learn', 'before.csv', '--model', 'model', ...FIELDS);
  expect(learned).toMatchObject({ code: 0, stderr: '' });
  expect(learned.stdout).toMatch(/rows count as accesses\.\nLearned [\d,]+ accesses of \d+ accounts to \d+ /);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('access-anomaly inspect', () => {
  it('says what a log is', async () => {
    const { code, stdout, stderr } = await run('inspect', 'today.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('The log is CSV separated by commas in UTF-8.');
    expect(stdout).toContain(`{ user: 'account', res: 'share', time: 'at' }`);
    expect(stdout).toMatch(/\|account *\| *100\|/);
  });
});

describe('access-anomaly learn', () => {
  it('saves what a fit on the log gives', async () => {
    const inDays = { user: 'account', res: 'share', time: 'at', by: 'day', hours: true };
    const { table, report } = await readAccess(at('before.csv'), inDays);
    const fitted = await new AccessEvidence().fit(table, { span: report.span });
    const saved = await AccessEvidenceModel.load(at('model'));
    const scored = [fitted, saved].map((model) => rowsOf(model.transform(table, { parts: true })));
    expect(scored[1]).toEqual(scored[0]);
    expect([saved.dayCol, saved.hourCol, saved.span]).toEqual(['day', 'hour', fitted.span]);
  });

  it('makes nothing of a log that it can not read', async () => {
    const { code, stderr } = await run('learn', 'before.csv', '--model', 'nothing', '--user', 'who');
    expect(code).toBe(1);
    expect(stderr).toContain('who');
    expect(existsSync(at('nothing'))).toBe(false);
  });
});

describe('access-anomaly score', () => {
  it('says the alerts, writes them and the next model, and ends with 2 from the level on', async () => {
    const where = ['--alerts-to', 'alerts.jsonl', '--next-model', 'models/next', '--alert-level', 'Medium'];
    const { code, stdout, stderr } = await score(...where);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    const head = ['accounts: 1 High', 'Looked at: ', 'What the next model takes: learned', 'held back'];
    for (const words of head) expect(stdout).toContain(words);
    expect(stdout).toContain(`High: ${month.planted.sweep}\n`);
    expect(stdout).toMatch(/against trusting the model here/);
    expect(stdout).toMatch(/Alerts written to alerts.jsonl: \d+; there before: 0\.\n$/);

    const model = await AccessEvidenceModel.load(at('model'));
    const inDays = { user: 'account', res: 'share', time: 'at', by: 'day', hours: true, details: true };
    const { table, report } = await readAccess(at('today.csv'), inDays);
    const alerts = triage(table, { model, now: report.span!.last });
    const written = readFileSync(at('alerts.jsonl'), 'utf8').trim().split('\n');
    const told = written.map((line) => JSON.parse(line));
    expect(told.map(({ user, severity }) => [user, severity])).toEqual(
      alerts.toArray().map(({ user, severity }) => [user, severity]),
    );
    const next = await AccessEvidenceModel.load(at('models/next'));
    expect(Number(next.span!.last)).toBeGreaterThan(Number(model.span!.last));
    expect(next.incidents!.numRows).toBe(alerts.numRows);
    expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  it('ends with 0 below the level, and heeds verdicts', async () => {
    const quiet = await run('score', 'quiet.csv', '--model', 'model', ...FIELDS, '--alert-level', 'High');
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
    const judged = await score('--verdicts', 'verdicts.csv');
    expect(judged).toMatchObject({ code: 0, stderr: '' });
    expect(judged.stdout).toContain('by 1 rule');
    expect(judged.stdout).not.toContain(`High: ${month.planted.sweep}\n`);
  });

  it('prints one JSON object', async () => {
    const { code, stdout } = await score('--json', '--budget', '1', '--alert-level', '75');
    expect(code).toBe(2);
    const { alerts, highest, bands, undelivered, trust, learned, rows } = JSON.parse(stdout);
    expect({ alerts, undelivered, learned }).toEqual({ alerts: 1, undelivered: null, learned: null });
    expect(highest).toBeGreaterThanOrEqual(75);
    expect(bands.High).toBe(1);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ tenant: 'default', band: 'High', severity: highest });
    for (const { doubt, advice } of trust)
      expect([typeof doubt, typeof advice]).toEqual(['string', 'string']);
  });

  it('says on stderr what failed, ends with 1, and leaves nothing behind', async () => {
    const before = readdirSync(folder, { recursive: true }).length;
    const cases: [args: string[], words: string][] = [
      [['--model', 'none'], 'Expected the folder of a saved model at'],
      [['--alerts-to', 'none/alerts.csv'], 'Expected a folder to write none/alerts.csv into, got none'],
      [['--next-model', 'today.csv/model'], 'Expected a folder to save a model in at today.csv/model'],
      [['--verdicts', 'none.csv'], 'none.csv'],
      [['--least-severity', 'high'], 'Expected --least-severity to be a number, got high'],
      [['--alert-level', 'Grave'], 'Expected --alert-level to be Low, Medium, High or a number'],
      [['--from', 'monday'], 'from'],
      [['--verdits', 'x'], 'Expected an option of score, got --verdits; did you mean --verdicts?'],
      [['--json=yes'], 'Expected --json without a value, got yes'],
      [['--watchlist'], 'Expected a value of --watchlist, got none'],
      [['--watchlist', '--json'], 'Expected a value of --watchlist, got --json'],
      [['other.csv'], 'Expected one log, got today.csv, other.csv'],
    ];
    for (const [args, words] of cases) {
      const { code, stdout, stderr } = await score(...args);
      expect([args, code, stdout]).toEqual([args, 1, '']);
      expect(stderr).toContain(words);
      expect(stderr).not.toMatch(/^\s+at /m);
    }
    expect(readdirSync(folder, { recursive: true })).toHaveLength(before);
  });

  it('of a service that takes no alerts ends with 1, and has learned all the same', async () => {
    const target = ['--alerts-to', 'splunk:https://127.0.0.1:9', '--next-model', 'undelivered'];
    const { code, stdout, stderr } = await score(...target);
    expect(code).toBe(1);
    expect(stdout).toContain('Not handed on: ');
    expect(stderr.trim()).not.toBe('');
    expect(existsSync(at('undelivered'))).toBe(true);
  });

  it('of a log that is not known says what to type', async () => {
    const { code, stderr } = await run('score', 'today.csv', '--model', 'model');
    expect(code).toBe(1);
    expect(stderr).toContain('npx access-anomaly score today.csv --user account --res share --time at');
  });
});

describe('access-anomaly', () => {
  it.each(['inspect', 'learn', 'score'])('says the options of %s', async (command) => {
    const { code, stdout } = await run(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toContain(`access-anomaly ${command} <log> [options]`);
    expect(stdout).toContain('--relation NAME');
  });

  it('says its commands, and which one was meant', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, stderr: '' });
    expect(await run()).toMatchObject({ code: 1 });
    const { code, stderr } = await run('scroe', 'today.csv');
    expect([code, stderr]).toEqual([
      1,
      'Expected a command among inspect, learn, score, got scroe; did you mean score?\n',
    ]);
    expect((await run('score')).stderr).toBe('Expected a log behind score, got none\n');
    expect((await run('learn', 'before.csv')).stderr).toBe('Expected --model to name a folder, got none\n');
  });
});
