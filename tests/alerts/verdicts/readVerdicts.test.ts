import { describe, expect, it } from 'vitest';
import { applyVerdicts } from '../../../lib/alerts/verdicts/applyVerdicts.js';
import { judgementText } from '../../../lib/alerts/verdicts/noteJudgement.js';
import { readVerdicts } from '../../../lib/alerts/verdicts/readVerdicts.js';
import type { Verdict } from '../../../lib/alerts/verdicts/Verdict.js';
import { logFolder } from '../../logs/logFolder.js';

const { write: writeFile } = logFolder('verdicts-');
const write = (text: string) => writeFile('verdicts.csv', text);

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

  it('reads the days of malicious accesses, and more than one of the same account', async () => {
    const days = 'tenant,user,res,verdict,from,to';
    const path = write(
      `${days}\nt,ann,*,malicious,2026-11-03,2026-11-05\nt,ann,*,malicious,2026-11-09,\nt,ann,*,benign,,\n`,
    );
    const [one, two, three] = await readVerdicts(path);
    expect([one.from, one.to]).toEqual([new Date('2026-11-03'), new Date('2026-11-05')]);
    expect(two).toMatchObject({ from: new Date('2026-11-09') });
    expect([two.to, three.from, three.to]).toEqual([undefined, undefined, undefined]);
    const json = '{"tenant":"t","user":"ann","res":"*","verdict":"malicious","to":"2026-11-05"}';
    expect(await readVerdicts(write(json))).toMatchObject([{ to: new Date('2026-11-05') }]);
  });

  it('takes names as they are, in quotes with their blanks, and * by itself for any', async () => {
    const lines = [
      '"#t","u1 ",r1,benign',
      't,=1+1,"a""b",benign',
      't,"""*""",r1,benign',
      't,*,"""=2""",benign',
      't,"""a\\nb""",r1,benign',
    ];
    const read = await readVerdicts(write(`tenant,user,res,verdict\n${lines.join('\n')}`));
    expect(read.map(({ tenant, user, res }) => [tenant, user, res])).toEqual([
      ['#t', 'u1 ', 'r1'],
      ['t', '=1+1', 'a"b'],
      ['t', '"*"', 'r1'],
      ['t', '*', '=2'],
      ['t', 'a\nb', 'r1'],
    ]);
    const json = '{"tenant":"t ","user":"\\"*\\"","res":"#r","verdict":"benign"}';
    expect(await readVerdicts(write(json))).toMatchObject([{ tenant: 't ', user: '"*"', res: '#r' }]);
  });

  it('takes a day, and a time with its zone, as the moment that a verdict ends', async () => {
    const ends = [
      '2026-12-31',
      '2026-12-31T17:00Z',
      '2026-12-31 17:00:00+01:00',
      '2026-12-31T17:00:00.5-0130',
    ];
    const lines = ends.map((end, n) => `t,u${n},r,benign,${end}`);
    const read = await readVerdicts(write(`tenant,user,res,verdict,expires\n${lines.join('\n')}`));
    expect(read.map(({ expires }) => expires?.toISOString())).toEqual([
      '2026-12-31T00:00:00.000Z',
      '2026-12-31T17:00:00.000Z',
      '2026-12-31T16:00:00.000Z',
      '2026-12-31T18:30:00.500Z',
    ]);
  });

  it.each([
    ['CRLF', '\r\n', '\n'],
    ['LF', '\n', '\r\n'],
    ['LF before CR', '\n', '\r'],
  ])('loses no line where line ends change: %s first', async (_, one, other) => {
    const text = `tenant,user,res,verdict${one}t,u1,*,expected${one}# ticket${other}t,u2,*,malicious${other}t,u3,*,benign${one}`;
    expect((await readVerdicts(write(text))).map(({ user }) => user)).toEqual(['u1', 'u2', 'u3']);
  });

  it('counts lines as an editor does', async () => {
    const text =
      'tenant,user,res,verdict,reason\r\nt,a,r,benign,"one\r\ntwo"\r\n# c\r\nt,b,r,benign,\nt,c,r,benign,"x\ny"';
    expect((await readVerdicts(write(text))).map(({ line }) => line)).toEqual([3, 5, 7]);
  });

  it('loses no line of JSON where line ends change', async () => {
    const json = (user: string) => JSON.stringify({ tenant: 't', user, res: '*', verdict: 'benign' });
    for (const ends of [
      ['\r', '\n'],
      ['\n', '\r'],
      ['\r\n', '\r'],
    ]) {
      const text = `# ours${ends[0]}${json('u1')}${ends[1]}# more${ends[0]}${json('u2')}${ends[1]}`;
      expect((await readVerdicts(write(text))).map(({ user, line }) => [user, line])).toEqual([
        ['u1', 2],
        ['u2', 4],
      ]);
    }
  });

  it('takes a verdict made in code that says nothing of its end', () => {
    const rule = { tenant: 't', user: 'ann', res: '*', verdict: 'malicious', line: 1 } as Verdict;
    const access = { tenant: 't', user: 'ann', res: 'wiki' };
    expect(applyVerdicts([access], [rule], new Date()).verdicts).toEqual([rule]);
  });

  it('reads JSON lines behind comments', async () => {
    const text = '# ours\n\n  \n#\n{"tenant":"t","user":"ann","res":"wiki","verdict":"benign"}\n';
    expect(await readVerdicts(write(text))).toMatchObject([{ user: 'ann', line: 5 }]);
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
    [
      'a day that is a time',
      `${head},from\nt,a,b,malicious,,,,2026-11-03T00:00:00Z`,
      'Expected from to be a day such as',
      'line 2',
    ],
    [
      'a day that is none, either',
      `${head},to\nt,a,b,malicious,,,,2026-02-30`,
      'Expected to to be a day such as',
      'line 2, got "2026-02-30"',
    ],
    [
      'days of what is benign',
      `${head},to\n\nt,a,b,benign,,,,2026-11-03`,
      'Expected from and to only where the verdict is malicious',
      'line 3, got benign',
    ],
    [
      'days of what is expected',
      `${head},from\nt,a,b,expected,,,,2026-11-03`,
      'Expected from and to only where',
      'line 2, got expected',
    ],
    [
      'days the wrong way round',
      `${head},from,to\nt,a,b,malicious,,,,2026-11-03,2026-11-02`,
      'Expected from to be no later than to',
      'line 2, got 2026-11-03 and 2026-11-02',
    ],
    [
      'two on the same days',
      `${head},from\nt,a,b,malicious,,,,2026-11-03\nt,a,b,malicious,,,,2026-11-03`,
      'line 2 and one in line 3',
      'Expected one verdict',
    ],
    ['a column twice', `${head},user\nt,a,b,benign,,,,a`, 'Expected the columns tenant, user', 'line 1'],
    ['a column too many', `${head}\nt,a,b,benign,,,,x`, 'Expected 7 cells in', 'line 2, got 8'],
    ['other columns', 'tenant,user,verdict\nt,a,benign', 'Expected the columns tenant, user, res', 'line 1'],
    [
      'blanks that quotes would keep',
      `${head}\nt,u1 ,r,benign`,
      'without blanks around it',
      'write """u1 """',
    ],
    ['a comment that could be a verdict', `${head}\n#t,a,b,malicious`, 'Expected a comment in', 'line 2'],
    [
      'an apostrophe of a spreadsheet',
      `${head}\nt,'=a,b,benign`,
      'as user in',
      'line 2, got a name with an apo',
    ],
    ['a time without its zone', `${head}\nt,a,b,benign,,,2026-12-31T10:00`, 'its zone such as', 'line 2'],
    ['UTF-16', `${head}\nt,a\u0000,b,benign`, 'Expected a file of verdicts in UTF-8', 'a zero in line 2'],
    [
      'an unknown key',
      '{"tenant":"t","expire":"x"}',
      'Expected tenant, user, res',
      'got expire; did you mean expires?',
    ],
    ['a key twice', '{"tenant":"t","user":"a","user":"b"}', 'Expected user once in', 'line 1, got it twice'],
    ['a name that is no text', '{"tenant":"t","user":5}', 'Expected user to be a text in', 'line 1, got 5'],
    ['half a surrogate pair', '{"tenant":"t","user":"\\ud800"}', 'as user in', 'half a surrogate pair'],
    [
      'a misspelt column',
      'tenant,user,res,verdcit\nt,a,b,benign',
      'line 1, got tenant',
      'did you mean verdict?',
    ],
    ['semicolons', 'tenant;user;res;verdict\nt;a;b;benign', 'line 1, got', 'separate the cells by commas'],
    ['no head', 't,ann,wiki,benign', 'line 1, got t, ann', 'the first line has to name the columns'],
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

  it('holds on the days that it names, both included, and where days are not known', async () => {
    const days = (text: string) => readVerdicts(write(`tenant,user,res,verdict,from,to\n${text}`));
    const dayOf = (text: string) => Date.parse(text) / 86_400_000;
    const on = (from: string, to = from) => ({
      ...access('ann', 'mail'),
      firstDay: dayOf(from),
      lastDay: dayOf(to),
    });
    const accesses = [
      ...['2026-11-02', '2026-11-03', '2026-11-05', '2026-11-06'].map((day) => on(day)),
      on('2026-11-01', '2026-11-03'),
      on('2026-11-05', '2026-11-30'),
      access('ann', 'mail'),
    ];
    const judge = async (text: string) =>
      applyVerdicts(accesses, await days(text), new Date()).verdicts.map((rule) => rule?.verdict ?? null);
    const [no, yes] = [null, 'malicious'];
    expect(await judge('t,ann,*,malicious,2026-11-03,2026-11-05')).toEqual([no, yes, yes, no, yes, yes, yes]);
    expect(await judge('t,ann,*,malicious,2026-11-05,')).toEqual([no, no, yes, yes, no, yes, yes]);
    expect(await judge('t,*,mail,malicious,,2026-11-03')).toEqual([yes, yes, no, no, yes, no, yes]);
    // A verdict on some days comes before one on all days that names the same, in any order.
    const both = ['t,ann,*,benign,,', 't,ann,*,malicious,2026-11-05,'];
    for (const lines of [both, [...both].reverse()]) {
      const said = ['benign', 'benign', yes, yes, 'benign', yes, yes];
      expect(await judge(lines.join('\n'))).toEqual(said);
    }
  });

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
    expect(judgementText(applyVerdicts([], [], new Date()))).toBe('suppressed nothing');
  });

  it('takes what is malicious before all that hides or teaches it, and says both lines', async () => {
    const rules = await readVerdicts(
      write([head, 't,ann,*,expected,,,', 't,*,vault,malicious,,,', 't,bob,*,benign,,,'].join('\n')),
    );
    const accesses = [
      access('ann', 'vault'),
      access('bob', 'vault'),
      access('ann', 'mail'),
      access('eve', 'vault'),
    ];
    const judgement = applyVerdicts(accesses, rules, new Date('2026-06-01'));
    const said = judgement.verdicts.map((rule) => rule?.verdict);
    expect(said).toEqual(['malicious', 'malicious', 'expected', 'malicious']);
    expect(judgement.conflicts).toEqual([
      { malicious: rules[1], other: rules[0], accesses: 1 },
      { malicious: rules[1], other: rules[2], accesses: 1 },
    ]);
    expect(judgementText(judgement)).toBe(
      'suppressed 1 by 1 rule, line 3 (malicious) goes before line 2 (expected), line 3 (malicious) goes before line 4 (benign)',
    );
  });

  it('takes a benign verdict on one access for an exception of a wider one', async () => {
    const lines = (word: string) => [head, `t,ann,vault,${word},,,`, 't,*,vault,malicious,,,'].join('\n');
    const judge = async (word: string) =>
      applyVerdicts([access('ann', 'vault')], await readVerdicts(write(lines(word))), new Date('2026-06-01'));
    expect(await judge('benign')).toMatchObject({ verdicts: [{ verdict: 'benign' }], conflicts: [] });
    expect((await judge('expected')).verdicts).toMatchObject([{ verdict: 'malicious' }]);
  });

  it('finds no conflict where a wide rule has an exception that is malicious', async () => {
    const rules = await readVerdicts(
      write([head, 't,ann,*,expected,,,', 't,ann,vault,malicious,,,'].join('\n')),
    );
    const judgement = applyVerdicts(
      [access('ann', 'vault'), access('ann', 'mail')],
      rules,
      new Date('2026-06-01'),
    );
    expect(judgement.conflicts).toEqual([]);
  });

  it('refuses names that can be read in two ways', () => {
    const rule = { tenant: 't', user: "'=a", res: '*', verdict: 'benign', line: 7 } as const;
    const rules = [{ ...rule, owner: '', reason: '', expires: null }];
    expect(() => applyVerdicts([], rules, new Date())).toThrow(
      'Expected a name or * as user in the verdict of line 7',
    );
    const numbers = [{ ...rules[0], user: 5 as never }];
    expect(() => applyVerdicts([], numbers, new Date())).toThrow(
      'Expected user to be a text in the verdict of line 7, got 5',
    );
  });

  it('finds an exception behind a rule that would hide the access in its context', async () => {
    const lines = [
      'tenant,user,res,verdict,context',
      't,ann,vault,expected,zone=z1',
      't,ann,vault,benign,',
      't,ann,*,malicious,',
    ];
    const rules = await readVerdicts(write(lines.join('\n')));
    const judgement = applyVerdicts(
      [{ ...access('ann', 'vault'), contexts: { zone: 'z1' } }],
      rules,
      new Date(),
    );
    expect(judgement).toMatchObject({ verdicts: [{ verdict: 'benign' }], conflicts: [] });
    // All three name the access.
    expect(judgementText(judgement)).toBe('suppressed nothing');
  });

  it.each<[string, Partial<Verdict>]>([
    ['any tenant', { tenant: '*' }],
    ['everything', { user: '*', res: '*' }],
    ['no name', { user: '' }],
    ['a word that is none', { verdict: 'Malicious' as never }],
    ['a text for a date', { expires: '2099-01-01' as never }],
    ['a text for a day', { from: '2099-01-01' as never }],
    ['a text for a context', { context: 'net=nu3' as never }],
    ['a context without a value', { context: { name: 'net' } as never }],
    ['days the wrong way round', { from: new Date('2026-11-02'), to: new Date('2026-11-01') }],
    ['days of what is benign', { verdict: 'benign', from: new Date('2026-11-02') }],
  ])('refuses a rule of %s, which a file could not have', (_, names) => {
    const rule: Verdict = {
      ...{ tenant: 't', user: 'ann', res: '*', verdict: 'malicious', line: 3 },
      ...{ owner: '', reason: '', expires: null, ...names },
    };
    expect(() => applyVerdicts([], [rule], new Date())).toThrow('in the verdict of line 3, got');
  });

  it('asks each day once, however many rules are dated, and takes many rules on one name', () => {
    const rule = (n: number): Verdict => ({
      ...{ tenant: 't', user: 'eve', res: '*', verdict: 'malicious', line: n },
      ...{ owner: '', reason: '', expires: null, from: new Date(n * 86_400_000) },
    });
    let asked = 0;
    const accesses = Array.from({ length: 500 }, (_, n) => ({
      ...access('ann', `r${n}`),
      firstDay: 100,
      get lastDay() {
        asked++;
        return 101;
      },
    }));
    const rules = Array.from({ length: 300 }, (_, n) => rule(200 + n));
    expect(applyVerdicts(accesses, rules, new Date()).ofOtherDays).toBe(300);
    expect(asked).toBeLessThan(2000);
  });

  it('tells rules on other days from those that never matched', async () => {
    const rules = await readVerdicts(
      write(
        [
          'tenant,user,res,verdict,from,to',
          't,ann,*,malicious,2026-11-01,2026-11-02',
          't,ann,vault,malicious,2026-11-03,2026-11-03',
          't,eve,*,malicious,2026-11-05,',
          't,bob,*,benign,,',
        ].join('\n'),
      ),
    );
    const day = Date.parse('2026-11-05') / 86_400_000;
    const on = { ...access('ann', 'mail'), firstDay: day, lastDay: day };
    const textOf = (accesses: (typeof on)[], some = rules) =>
      judgementText(applyVerdicts(accesses, some, new Date('2026-11-06')));
    // Eve's is of this day, and she wasn't there.
    expect(textOf([on])).toBe('suppressed nothing, 2 rules never matched, 2 rules concern other days');
    expect(textOf([on], rules.slice(0, 1))).toBe('suppressed nothing, 1 rule concerns other days');
    // A quiet day has no access that they could be of.
    expect(textOf([])).toBe('suppressed nothing, 1 rule never matched, 3 rules concern other days');
  });
});
