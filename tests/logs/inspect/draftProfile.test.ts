import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectLog } from '../../../lib/logs/inspectLog.js';
import { checkProfile } from '../../../lib/logs/profiles/checkProfile.js';
import { readAccess } from '../../../lib/logs/readAccess.js';
import { logFolder } from '../logFolder.js';

const { write, newFolder } = logFolder('draft-');

/** Sign-ins and views of a wiki: some failed, some by others' addresses. */
const EVENTS = Array.from({ length: 30 }, (_, n) => ({
  event: { uuid: `e-${n % 28}`, action: ['view', 'edit', 'login'][n % 3] },
  at: `2026-03-0${1 + (n % 9)}T08:00:00Z`,
  actor: { email: `${['ada', 'ben', 'cleo'][n % 3]}@example.com`, ip: `192.0.2.${n}` },
  target: [
    { type: 'Space', name: 'wiki' },
    { type: 'Page', name: `/hr/${n % 4}` },
  ],
  status: n % 10 === 0 ? 403 : 200,
  user_agent: 'curl/8.4.0',
}));

/** The draft of a log, saved. */
async function saved(path: string) {
  const { draft, suggestion } = await inspectLog(path);
  const file = join(newFolder(), 'own.profile.json');
  writeFileSync(file, JSON.stringify(draft, null, 2));
  return { draft, suggestion, file };
}

it('is a profile that reads what the suggestion reads', async () => {
  const path = write('wiki.jsonl', EVENTS.map((event) => JSON.stringify(event)).join('\n'));
  const { draft, suggestion, file } = await saved(path);
  expect(suggestion).toEqual({
    user: 'actor.email',
    res: 'target[type=Page].name',
    time: 'at',
    id: 'event.uuid',
  });
  expect(draft).toEqual({
    title: 'Accesses by actor.email to target[type=Page].name',
    access: { field: 'event.action', is: ['view', 'edit', 'login'] },
    failed: { field: 'status', above: 399 },
    ...suggestion,
    context: {
      network: { of: 'actor.ip', family: 'network' },
      client: { of: 'user_agent', family: 'client' },
    },
  });
  expect(checkProfile(JSON.parse(readFileSync(file, 'utf8')), file)).toEqual(draft);
  const plain = await readAccess(path, suggestion);
  const own = await readAccess(path, { profile: file, failed: true });
  expect(own.table.toArray().map(String)).toEqual(plain.table.toArray().map(String));
  expect(own.report).toMatchObject({ used: 28, duplicates: 2, profile: 'own' });
  expect((await readAccess(path, { profile: file })).report.leftOut).toEqual({ failed: 3 });
});

it('joins a time that stands in two columns', async () => {
  const path = write(
    'a.csv',
    'day,clock,login,room\n2026-03-01,08:00:00,ada,lab\n2026-03-02,09:30:00,ben,hall\n',
  );
  const { draft, file } = await saved(path);
  expect(draft).toMatchObject({
    access: { field: 'login', filled: true },
    time: { join: ['day', 'clock'], with: ' ' },
  });
  const { report } = await readAccess(path, { profile: file });
  expect(report.span?.last).toEqual(new Date('2026-03-02T09:30:00Z'));
});

it('is none where the time, the user or the resource is not known', async () => {
  expect((await inspectLog(write('a.csv', 'who,what\nada,lab\n'))).draft).toBe(null);
});
