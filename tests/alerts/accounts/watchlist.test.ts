import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWatchlist, readWatchlist, watchedBy } from '../../../lib/alerts/accounts/watchlist.js';
import { logFolder } from '../../logs/logFolder.js';

const { folder, write: writeFile } = logFolder('watchlist-');
const write = (text: string) => writeFile('watchlist.csv', text);

describe('readWatchlist', () => {
  it('takes * for any, rows that end early, blanks around labels, comments and empty lines', async () => {
    const text =
      '\uFEFFlabel, user ,res,tenant\n# ours\n\nsensitive,*,share\nprivileged ,ann,*,*\nown,bob,,t\n,,,\n';
    expect(await readWatchlist(write(text))).toEqual([
      { tenant: null, user: null, res: 'share', label: 'sensitive', line: 4 },
      { tenant: null, user: 'ann', res: null, label: 'privileged', line: 5 },
      { tenant: 't', user: 'bob', res: null, label: 'own', line: 6 },
    ]);
    expect(await readWatchlist(write('user,label\nann,privileged\n'))).toMatchObject([{ user: 'ann' }]);
    expect(await readWatchlist(write(''))).toEqual([]);
    const comment = '# admins, see ticket 4711';
    expect(await readWatchlist(write(`user,label\n${comment}\nann,x\n`))).toMatchObject([{ user: 'ann' }]);
  });

  it.each([
    ['neither', 'user,res,label\n*,*,x', 'Expected a user or a resource in', 'line 2, got neither'],
    ['both', 'user,res,label\nann,wiki,x', 'Expected a user or a resource in', 'line 2, got both'],
    ['no label', 'user,res,label\nann', 'Expected a label in', 'line 2, got none'],
    ['a cell too many', 'user,label\nann,x,y', 'Expected 2 cells in', 'line 2, got 3'],
    ['no label anywhere', 'user,res\nann,', 'Expected the columns tenant, user, res, label in', 'line 1'],
    [
      'a column twice',
      'user,user,label\na,b,x',
      'Expected the columns tenant, user',
      'got user, user, label',
    ],
    [
      'blanks around a name',
      'user,label\n ann,x',
      'Expected user without blanks around it in',
      'line 2, got "␠ann"',
    ],
    ['a comment that could be a row', 'user,label\n#ann,x', 'Expected a comment in', 'line 2'],
    ['another encoding', 'user,label\nann,caf\u0000', 'Expected a watchlist in UTF-8', 'line 2'],
    ['an open quote', 'user,label\n"ann,x', 'Expected CSV in', 'line'],
  ])('names the line of %s', async (_, text, one, two) => {
    const path = write(text);
    for (const message of [one, two, path]) await expect(readWatchlist(path)).rejects.toThrow(message);
  });

  it('says where there is no file', async () => {
    await expect(readWatchlist(join(folder, 'none.csv'))).rejects.toThrow('Expected a watchlist at ');
  });
});

describe('checkWatchlist', () => {
  const watched = { user: 'ann', res: null, label: 'privileged', line: 2 };

  it('takes what readWatchlist gives, and a missing tenant for any', async () => {
    expect(checkWatchlist(await readWatchlist(write('user,label\nann,x')))).toBeUndefined();
    expect(checkWatchlist([])).toBeUndefined();
    expect(checkWatchlist([watched])).toBeUndefined();
    expect(watchedBy([watched]).user('t', 'ann')).toEqual(['privileged']);
  });

  it.each<[unknown, string]>([
    [undefined, 'Expected watchlist as readWatchlist gives it, got undefined'],
    ['watchlist.csv', 'Expected watchlist as readWatchlist gives it, got "watchlist.csv"'],
    [[watched, null], 'Expected watchlist[1] to have a label and the name of a user or of a resource'],
    [['ann'], 'Expected watchlist[0]'],
    [[{ ...watched, label: '' }], 'Expected watchlist[0]'],
    [[{ ...watched, res: 'wiki' }], 'Expected watchlist[0]'],
    [[{ ...watched, user: null }], 'Expected watchlist[0]'],
    [[{ ...watched, tenant: 7 }], 'Expected watchlist[0]'],
  ])('refuses %j', (value, message) => {
    expect(() => checkWatchlist(value)).toThrow(TypeError);
    expect(() => checkWatchlist(value)).toThrow(message);
  });
});
