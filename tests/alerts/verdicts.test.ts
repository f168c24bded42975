import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyVerdicts, judgementText } from '../../lib/alerts/applyVerdicts.js';
import { readVerdicts } from '../../lib/alerts/verdicts.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verdicts-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(text: string): string {
  const path = join(folder, 'verdicts.csv');
  writeFileSync(path, text);
  return path;
}

const head = 'tenant,user,res,verdict,owner,reason,expires';

describe('readVerdicts', () => {
  it('reads CSV, with quotes, comments, empty lines and columns in any order', async () => {
    const path = write(
      `\uFEFFuser,tenant,res,verdict,reason,expires\n# ours\n\nann,t,*,expected,"on call, ""weekly""",2026-12-31\n\n*,t,vault,malicious,,\n`,
    );
    expect(await readVerdicts(path)).toEqual([
      {
        tenant: 't',
        user: 'ann',
        res: '*',
        verdict: 'expected',
        owner: '',
        reason: 'on call, "weekly"',
        expires: new Date('2026-12-31'),
        line: expect.any(Number),
      },
      expect.objectContaining({ user: '*', res: 'vault', verdict: 'malicious', expires: null }),
    ]);
  });

  it('reads JSON lines', async () => {
    const path = write('{"tenant":"t","user":"ann","res":"wiki","verdict":"benign"}\n\n');
    expect(await readVerdicts(path)).toMatchObject([
      { user: 'ann', verdict: 'benign', line: 1, expires: null },
    ]);
  });

  it('reads nothing from nothing', async () => {
    expect(await readVerdicts(write(''))).toEqual([]);
    expect(await readVerdicts(write(`${head}\n`))).toEqual([]);
  });

  it.each([
    ['a missing name', `${head}\nt,,wiki,expected,,,`, 'Expected a name or * as user in', 'line 2, got none'],
    ['any tenant', `${head}\n*,ann,wiki,expected,,,`, 'Expected the name of a tenant in', 'line 2'],
    ['everything', `${head}\nt,*,*,expected,,,`, 'Expected the name of a user or of a resource in', 'line 2'],
    [
      'another word',
      `${head}\nt,ann,wiki,fine,,,`,
      'Expected a verdict among expected, benign, malicious',
      'got "fine"',
    ],
    [
      'no date',
      `${head}\nt,ann,wiki,benign,,,soon`,
      'Expected expires to be a date such as 2026-12-31',
      'got "soon"',
    ],
    [
      'a day that is none',
      `${head}\nt,ann,wiki,benign,,,2026-13-45`,
      'Expected expires to be a date',
      'line 2',
    ],
    [
      'two on the same',
      `${head}\nt,a,b,benign,,,\nt,a,b,expected,,,`,
      'line 2 and one in line 3',
      'Expected one verdict',
    ],
    ['a column too many', `${head}\nt,a,b,benign,,,,x`, 'Expected 7 cells in', 'line 2, got 8'],
    ['other columns', 'tenant,user,verdict\nt,a,benign', 'Expected the columns tenant, user, res', 'line 1'],
    ['an open quote', `${head}\nt,"a,b,benign`, 'Expected CSV in', 'line'],
    ['broken JSON', '{"tenant":"t",\n', 'Expected a JSON object in', 'line 1, got "{"tenant":"t","'],
    [
      'what cannot be seen',
      `${head}\nt,a,b,be\u200bnign,,,`,
      'Expected a verdict among',
      'got "be\\u200bnign"',
    ],
  ])('names the line of %s', async (_, text, one, two) => {
    const path = write(text);
    await expect(readVerdicts(path)).rejects.toThrow(one);
    await expect(readVerdicts(path)).rejects.toThrow(two);
    await expect(readVerdicts(path)).rejects.toThrow(path);
  });
});

describe('applyVerdicts', () => {
  const access = (user: string, res: string) => ({ tenant: 't', user, res });

  it('takes the verdict that says most, and counts what it did', async () => {
    const rules = await readVerdicts(
      write(
        [
          head,
          't,ann,*,expected,me,,',
          't,ann,vault,malicious,me,,',
          't,*,wiki,expected,me,,',
          't,bob,mail,expected,me,,2026-01-01',
          't,eve,mail,benign,me,,',
          'other,ann,*,expected,me,,',
        ].join('\n'),
      ),
    );
    const accesses = [
      access('ann', 'mail'),
      access('ann', 'vault'),
      access('bob', 'wiki'),
      access('bob', 'mail'),
    ];
    const judgement = applyVerdicts(accesses, rules, new Date('2026-06-01'));
    expect(judgement.verdicts.map((rule) => rule?.verdict ?? null)).toEqual([
      'expected',
      'malicious',
      'expected',
      null,
    ]);
    expect(judgementText(judgement)).toBe('suppressed 2 by 2 rules, 1 rule expired, 2 rules never matched');
    expect(judgementText(applyVerdicts([], [], new Date()))).toBe('suppressed 0 by 0 rules');
  });
});
