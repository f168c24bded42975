import { afterEach, expect, it, vi } from 'vitest';
import type { LogInspection } from '../../../lib/logs/inspectLog.js';
import { inspectLog } from '../../../lib/logs/inspectLog.js';
import { showLog } from '../../../lib/notebook/show/showLog.js';
import { logFolder } from '../../logs/logFolder.js';

afterEach(() => vi.restoreAllMocks());

const { write } = logFolder('show-log-');

function printed(inspection: LogInspection): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  showLog(inspection);
  return log.mock.calls.flat().join('\n');
}

it('says what the log is, how much of it was looked at, and how to read it', async () => {
  const path = write(
    'doors.csv',
    'who;door;at\nada;lab;2026-03-01T08:00:00Z\nben;lab;2026-03-01T08:01:00Z\n',
  );
  const text = printed(await inspectLog(path));
  expect(text).toContain(
    'The log is CSV separated by semicolons in UTF-8. 2 rows of 1 file were looked at; there are no others.',
  );
  expect(text).toContain('No profile knows events like these.');
  expect(text).toContain(`await readAccess('${path}', { user: 'who', res: 'door', time: 'at' })`);
  expect(text).toMatch(/\|door *\| *100\| *1\|lab *\|resource *\|/);
});

it('says the profile and why', async () => {
  const text = printed(await inspectLog('tests/fixtures/logs/github.ndjson'));
  expect(text).toMatch(/It looks like a log of the profile github: \d+ of \d+ rows are events of GitHub/);
  expect(text).toContain(`await readAccess('tests/fixtures/logs/github.ndjson', { profile: 'github' })`);
});

it('says no encoding of what is no text', async () => {
  const log = await inspectLog('data/lanl-2014-user-computer/first-span.parquet');
  expect(printed(log)).toMatch(/^The log is Parquet\. [\d,]+ rows of 1 file were looked at\./);
});

it('names files that are no logs, and says where only some were looked at', async () => {
  const log = await inspectLog(write('a.csv', 'user,res\nada,lab\n'));
  const text = printed({
    ...log,
    isAll: false,
    files: { found: 3000, looked: 60 },
    skipped: [{ file: 'notes.zip', reason: 'a zip file' }],
  });
  expect(text).toContain('1 row of 60 of 3,000 files was looked at.');
  expect(text).not.toContain('no others');
  expect(text).toContain('notes.zip');
});

it('shows names that steer terminals or end texts as what they are', async () => {
  const log = await inspectLog(write('b.csv', 'user,res\nada,lab\n'));
  const text = printed({ ...log, suggestion: { user: `it's\u202e`, res: 'a"b' } });
  expect(text).toContain(`user: 'it\\'s\\u{202e}', res: 'a"b'`);
});
