import { describe, expect, it } from 'vitest';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { optionsFor } from '../../lib/logs/optionsFor.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { logFolder } from './logFolder.js';

const { write } = logFolder('options-for-');
const GITHUB = 'tests/fixtures/logs/github.ndjson';

/** The message of what a function throws. */
function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('Expected an error, got none');
}

describe('optionsFor', () => {
  it('takes the profile that fits, and keeps what was given beside it', async () => {
    const log = await inspectLog(GITHUB);
    const options = optionsFor(log, { trim: true, from: '2020-01-01' });
    expect(options).toEqual({ trim: true, from: '2020-01-01', profile: 'github' });
    expect((await readAccess(GITHUB, options)).table.numRows).toBeGreaterThan(0);
  });

  it.each([{ profile: 'okta' }, { user: 'actor', res: 'repo' }])('leaves %o as it is', async (given) => {
    expect(optionsFor(await inspectLog(GITHUB), given)).toEqual(given);
  });

  it.each([{ user: 'actor' }])('takes the rest from the profile beside %o', async (given) => {
    expect(optionsFor(await inspectLog(GITHUB), given)).toEqual({ ...given, profile: 'github' });
  });

  it('needs nothing where columns are named user and res, even if a profile fits', async () => {
    const log = await inspectLog(write('plain.csv', 'user,res\nada,lab\n'));
    expect(optionsFor(log, { likelihood: 'count' })).toEqual({ likelihood: 'count' });
    expect(optionsFor({ ...log, profile: 'github' }, {})).toEqual({});
  });

  it('shows the fields of an unknown log, and the command to type next', async () => {
    const path = write(
      "it's.csv",
      'at,who,door\n2026-03-01T08:00:00Z,ada,lab\n2026-03-01T08:01:00Z,ben,lab\n',
    );
    const log = await inspectLog(path);
    const message = messageOf(() => optionsFor(log, { trim: false }));
    expect(message.split('\n')).toEqual([
      `Expected user and res to name fields of ${path}, which is no log that is known. No profile knows events like these.`,
      'It is CSV separated by commas. In 2 rows there are these fields:',
      '',
      'field  filled  examples                                     could be',
      'who     100 %  ada | ben                                    user',
      'door    100 %  lab                                          resource',
      'at      100 %  2026-03-01T08:00:00Z | 2026-03-01T08:01:00Z  time',
      '',
      'Name the fields of who accesses and of what is accessed. These look most like it; add what else you typed:',
      '',
      `npm start -- notebooks/02-your-own-logs.ipynb -p 'path=${path.replace("'", "'\\''")}' -p user=who -p res=door -p time=at`,
    ]);
  });

  it('has FIELD stand for what it can only guess at, and keeps what was given', async () => {
    const log = await inspectLog(write('odd.csv', 'x,y,z\n1,a b,c\n2,d,e\n'));
    const message = messageOf(() => optionsFor(log, { time: 'my time', trim: true }, 'notebooks/03-x.ipynb'));
    expect(message).toMatch(
      /-- notebooks\/03-x\.ipynb -p path=\S+ -p user=FIELD -p res=FIELD -p 'time=my time'$/,
    );
  });

  it('names at most forty fields, those that are likely first', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `field_${n}`);
    const header = [...names, 'who', 'room'].join(',');
    const row = [...names.map(() => '7'), 'ada', 'lab'].join(',');
    const log = await inspectLog(write('wide.csv', `${header}\n${row}\n`));
    const lines = messageOf(() => optionsFor(log, {})).split('\n');
    expect(lines[4]).toMatch(/^who /);
    expect(lines[5]).toMatch(/^room /);
    expect(lines).toContain('and 22 more');
    expect(lines.filter((line) => line.startsWith('field_'))).toHaveLength(38);
  });
});
