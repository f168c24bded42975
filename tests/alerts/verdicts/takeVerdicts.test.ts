import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { readVerdicts } from '../../../lib/alerts/verdicts/readVerdicts.js';
import { takeVerdicts } from '../../../lib/alerts/verdicts/takeVerdicts.js';
import { csvField } from '../../../lib/base/text/csvField.js';
import { nameCell } from '../../../lib/base/text/nameCell.js';

let folder = mkdtempSync(join(tmpdir(), 'taken-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'taken-'));
});

const HEAD = 'tenant,user,res,verdict,context,owner,reason,expires,from,to';
const inFolder = (name: string, ...lines: string[]) => {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  return path;
};
const textOf = (path: string) => readFileSync(path, 'utf8');
/** Verdicts without their lines. */
const rulesOf = async (path: string) => (await readVerdicts(path)).map(({ line: _, ...rule }) => rule);

describe('takeVerdicts', () => {
  it('adds what is new at the end, in the form of the file, and changes nothing else', async () => {
    const file = join(folder, 'verdicts.csv');
    const before = '\ufeff# ours\r\nuser,tenant,res,verdict\r\nann,t,*,benign\r\n\r\n# the end';
    writeFileSync(file, before);
    chmodSync(file, 0o640);
    const news = inFolder(
      'new.csv',
      HEAD,
      't,bob,"a,b",malicious,,me,"ticket ""4""",,2026-11-01,2026-11-02',
      't,ann,*,benign',
    );
    expect(await takeVerdicts(news, file)).toEqual({ added: 1, before: 1, contradictions: [] });
    expect(textOf(file)).toBe(
      `${before.replace('verdict\r', 'verdict,owner,reason,from,to\r')}\r\nbob,t,"a,b",malicious,me,"ticket ""4""",2026-11-01,2026-11-02\r\n`,
    );
    expect(await rulesOf(file)).toEqual((await rulesOf(news)).reverse());
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(await takeVerdicts(news, file)).toEqual({ added: 0, before: 2, contradictions: [] });
  });

  it('makes a file that is not there, and writes into the one that a link points at', async () => {
    const news = inFolder('new.csv', HEAD, 't,bob,*,expected,network=10.0.0.0/8,me,home,2027-01-01');
    await takeVerdicts(news, join(folder, 'verdicts.csv'));
    expect(await rulesOf(join(folder, 'verdicts.csv'))).toEqual(await rulesOf(news));
    symlinkSync('verdicts.csv', join(folder, 'link.csv'));
    await takeVerdicts(inFolder('more.csv', HEAD, 't,eve,*,benign'), join(folder, 'link.csv'));
    expect(await rulesOf(join(folder, 'verdicts.csv'))).toHaveLength(2);
    expect(readdirSync(folder).sort()).toEqual(['link.csv', 'more.csv', 'new.csv', 'verdicts.csv']);
  });

  it('takes lines into a file of JSON lines', async () => {
    const file = inFolder('verdicts.jsonl', '{"tenant":"t","user":"ann","res":"*","verdict":"benign"}');
    await takeVerdicts(inFolder('new.csv', HEAD, 't,"""*""",*,expected'), file);
    expect(textOf(file).split('\n')[1]).toBe(
      '{"tenant":"t","user":"\\"*\\"","res":"*","verdict":"expected"}',
    );
    expect(await rulesOf(file)).toHaveLength(2);
  });

  it('names the lines that say something else of the same accesses, and writes nothing', async () => {
    const file = inFolder('verdicts.csv', HEAD, 't,ann,*,benign', 't,bob,*,expected,,me,home');
    const before = textOf(file);
    for (const line of ['t,ann,*,malicious', 't,bob,*,expected,,me,office', 't,ann,*,benign,,,,2027-01-01']) {
      const news = inFolder('new.csv', HEAD, 't,eve,*,benign', line);
      await expect(takeVerdicts(news, file)).rejects.toThrow(
        /^Expected the verdicts of .*new\.csv to agree with those of .*verdicts\.csv, got others on the same accesses in line 3 \(\w+\) and line [23] of .*; nothing was taken$/,
      );
      expect(textOf(file)).toBe(before);
    }
    expect(readdirSync(folder).sort()).toEqual(['new.csv', 'verdicts.csv']);
  });

  it('says which new lines contradict older ones that they only overlap with', async () => {
    const file = inFolder('verdicts.csv', HEAD, 't,ann,*,malicious,,,,,2026-11-01,2026-11-02');
    const { contradictions } = await takeVerdicts(inFolder('new.csv', HEAD, 't,ann,vault,benign'), file);
    expect(contradictions).toEqual([
      expect.stringMatching(
        /^line 2 of .*new\.csv \(benign\) contradicts line 2 of .*verdicts\.csv \(malicious\)/,
      ),
    ]);
  });

  it.each([
    ['new verdicts that cannot be read', [HEAD, 't,ann,*,bening'], [HEAD]],
    ['a file that cannot be read', [HEAD, 't,ann,*,benign'], [HEAD, 't,ann']],
    ['other columns', ['user,what', 'ann,benign'], [HEAD]],
  ])('refuses %s, and writes nothing', async (_, news, old) => {
    const file = inFolder('verdicts.csv', ...old);
    const before = textOf(file);
    await expect(takeVerdicts(inFolder('new.csv', ...news), file)).rejects.toThrow(/^Expected .*, line \d/);
    expect(textOf(file)).toBe(before);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('keeps every name and every older verdict, whatever the file looks like', async () => {
    const name = fc
      .oneof(fc.string({ minLength: 1 }), fc.constantFrom('*', '=1', '#x', '"*"', ' a', 'a,b', "'=x"))
      .filter((text) => text.trim() !== '' && !text.includes('\0'));
    const row = fc.tuple(name, name, fc.constantFrom('expected', 'benign'));
    const lineOf = ([user, res, verdict]: string[]) =>
      ['t', nameCell(user), nameCell(res), verdict].map(csvField).join(',');
    const rows = fc.uniqueArray(row, {
      selector: ([user, res]) => JSON.stringify([user, res]),
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        rows,
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        async (old, news, end, isEnded) => {
          const agreed = news.filter(
            ([user, res]) => !old.some((each) => each[0] === user && each[1] === res),
          );
          const file = join(folder, 'v.csv');
          writeFileSync(
            file,
            ['tenant,user,res,verdict', ...old.map(lineOf)].join(end) + (isEnded ? end : ''),
          );
          const path = inFolder(
            'n.csv',
            'tenant,user,res,verdict',
            ...agreed.map(lineOf),
            ...old.map(lineOf),
          );
          const [before, added] = [await rulesOf(file), await rulesOf(path)];
          expect(await takeVerdicts(path, file)).toMatchObject({ added: agreed.length, before: old.length });
          expect(await rulesOf(file)).toEqual([...before, ...added.slice(0, agreed.length)]);
        },
      ),
      { numRuns: 60 },
    );
  });
});
