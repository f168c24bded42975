import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { sql } from '../../../lib/sql/sql.js';
import { readNotebook } from '../executed.js';
import { codeCells, findTable, numberOf, outputs } from '../notebookCells.js';
import '../provided.js';
import { start } from '../start.js';
import { execute } from './execute.js';
import { sankeys } from './sankeys.js';

describe('02-your-own-logs', () => {
  it('runs on a gzip with other column names, and beats the rarity baseline', async () => {
    const slice = await sql`
      SELECT "user" AS account, res AS computer FROM 'data/lanl-2014-user-computer/*.parquet'
      WHERE hash(res) % 10 = 0`;
    const log = path.join(inject('runs'), 'slice of LANL.csv.gz');
    const lines = slice.toArray().map(({ account, computer }) => `${account},${computer}`);
    writeFileSync(log, gzipSync(['account,computer', ...lines, 'nobody,'].join('\n')));

    const cells = await execute('02-your-own-logs', {
      path: log,
      user: 'account',
      res: 'computer',
      alertBudget: 5,
      modelFolder: path.join(inject('runs'), 'small model'),
    });
    const [, [read, unreadable]] = findTable(cells, 'rows,rows that could not be read');
    expect([read, unreadable].map(numberOf)).toEqual([lines.length + 1, 1]);
    const [, [, auc], ...others] = findTable(cells, 'ranking,AUC,average precision,precision at 1 %');
    for (const [, other] of others) expect(Number(auc)).toBeGreaterThan(Number(other));
    expect(findTable(cells, 'reason,file,line,text')[1][0]).toBe('no resource');
    const head = 'tenant,user,res,user_count,set_aside,evidence,p_new,reason,alike,anomaly_score';
    const [, ...alerts] = findTable(cells, head);
    expect(alerts).toHaveLength(5);
    for (const [, user, res, learned, setAside, evidence, , reason] of alerts) {
      // A reason is about what was learned, not about what was set aside.
      expect([learned, numberOf(setAside) > 0]).toEqual(['0', true]);
      expect(reason).toMatch(/never seen (at .* )?in what was learned/);
      expect(reason).toContain(user);
      expect(reason).toContain(res);
      const [, times] = /([\d.,]+) times likelier from an intruder: .* [×÷]\d/.exec(reason)!;
      expect(numberOf(times)).toBeCloseTo(Math.exp(Number(evidence)), -1);
    }
    expect(sankeys(cells)[0].link.color.filter((colour) => colour === 'red')).toHaveLength(5);
  });

  it('reads as its parameters say, the warning first', async () => {
    const log = path.join(inject('runs'), 'days first.csv');
    const lines = Array.from(
      { length: 40 },
      (_, n) => ` ANN${n % 7} ,wiki${n % 5},0${1 + (n % 9)}/02/2026 08:00`,
    );
    writeFileSync(
      log,
      ['who,res,at', ...lines, 'bob,,01/02/2026 08:00', 'bob,x,30/30/2026 08:00', 'bob'].join('\n'),
    );
    const cells = await execute('02-your-own-logs', {
      path: log,
      user: 'who',
      time: 'at',
      timeFormat: '%d/%m/%Y %H:%M',
      trim: true,
      foldCase: 'lower',
      likelihood: 'days',
      from: '2026-02-02',
      modelFolder: path.join(inject('runs'), 'days model'),
    });
    expect(outputs(cells, 'text/html')[0]).toContain('7 % of the log');
    const warning = outputs(cells, 'text/html').find((html) => String(html).includes('<b>Warning.</b>'));
    expect(warning).toContain('7.0 % of the rows could not be read');
    expect(findTable(cells, 'first (UTC),last (UTC),times read as')[1]).toEqual([
      '2026-02-02T08:00:00',
      '2026-02-09T08:00:00',
      '%d/%m/%Y %H:%M',
    ]);
    const [, ...rows] = findTable(cells, 'tenant,user,res,day,hour,likelihood');
    for (const [, user] of rows) expect(user).toMatch(/^ann\d$/);
    expect(new Set(rows.map(([, , , , , days]) => days))).toEqual(new Set(['1']));
    // The last quarter of the days, each by itself.
    const [, ...later] = findTable(cells, 'day,accesses,up to 1 %,up to 5 %');
    expect(later.map(([day]) => day)).toEqual(['2026-02-07', '2026-02-08', '2026-02-09']);
  });

  it('reads a log that is known by its path alone, and says what it took it for', async () => {
    const folder = path.join(inject('runs'), 'known');
    const model = path.join(inject('runs'), 'known model');
    const given = ['path=../tests/fixtures/logs/cloudtrail', 'context=network', `modelFolder=${model}`];
    const { code, stdout, stderr } = await start(
      'notebooks/02-your-own-logs.ipynb',
      ...['--output', folder, ...given.flatMap((parameter) => ['-p', parameter])],
    );
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(
      /^log {9}The log is JSON, gzip in UTF-8\. .* It looks like a log of the profile cloudtrail: /m,
    );
    const cells = codeCells(readNotebook(path.join(folder, 'your-own-logs.ipynb')));
    expect(findTable(cells, 'profile')[1]).toEqual(['cloudtrail']);
    const [, ...rows] = findTable(cells, 'tenant,user,res,day,hour,network,likelihood');
    expect(rows.some(([, , , , , network]) => /\/24$/.test(network))).toBe(true);
  });

  it('stops at a log that is not known, with its fields and the command to type next', async () => {
    const log = path.join(inject('runs'), 'doors.csv');
    writeFileSync(log, 'when,badge,room\n2026-03-01T08:00:00Z,ada,lab\n2026-03-02T08:00:00Z,ben,hall\n');
    const folder = path.join(inject('runs'), 'unknown');
    const { code, stderr } = await start(
      'notebooks/02-your-own-logs.ipynb',
      ...['--output', folder, '-p', `path=${log}`],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^badge +100 % +ada \| ben +user$/m);
    expect(stderr).toMatch(/^room +100 % +lab \| hall +resource$/m);
    const command = /^npm start -- .*$/m.exec(stderr)?.[0];
    expect(command).toContain(`-p path=${log} -p user=badge -p res=room -p time=when`);
    expect(stderr).not.toContain('Traceback');
  });

  it.each(['02-your-own-logs', '03-score-a-new-day'])(
    '%s has every option of readAccess as a parameter',
    (name) => {
      const source = readFileSync('lib/logs/ReadAccessOptions.ts', 'utf8');
      const [options] = /export interface ReadAccessOptions \{.*?\n\}/s.exec(source)!;
      const names = [...options.matchAll(/^ {2}(\w+)\?:/gm)].map(([, option]) => option);
      expect(names.length).toBeGreaterThan(12);
      // The notebooks ask for times if there are any; notebook 03 always shows what was done.
      const others = [
        'times',
        'by',
        'hours',
        'details',
        'onProgress',
        ...(name.startsWith('03') ? ['context'] : []),
      ];
      const cell = readNotebook(`notebooks/${name}.ipynb`).cells.find(({ metadata }) =>
        metadata?.tags?.includes('parameters'),
      );
      const parameters = [
        [cell!.source]
          .flat()
          .join('')
          .matchAll(/^let (\w+)/gm),
      ].flatMap((matches) => [...matches].map(([, parameter]) => parameter));
      expect(parameters).toEqual(expect.arrayContaining(names.filter((option) => !others.includes(option))));
    },
  );

  it.each([
    ['nothing can be set aside', ['ann,wiki', 'bob,vault', 'eve,mail'], 'Nothing was set aside'],
    [
      'everybody accesses everything',
      [...'abcdef'].flatMap((user) => [...'0123456789'].map((res) => `${user},${res}`)),
      'Nothing to compare with',
    ],
  ])('says so in words where %s', async (_, lines, words) => {
    const log = path.join(inject('runs'), 'small.csv');
    writeFileSync(log, ['user,res', ...lines].join('\n'));
    const modelFolder = path.join(inject('runs'), 'smallest model');
    const cells = await execute('02-your-own-logs', { path: log, modelFolder });
    expect(JSON.stringify(cells.flatMap((cell) => cell.outputs))).toContain(words);
  });
});
