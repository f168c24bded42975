import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { readEvents } from '../../lib/logs/readEvents.js';
import { writeParquet } from '../../lib/sql/writeParquet.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-events-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const of = toTable([
  { tenant: 'default', user: 'bob', res: 'wiki' },
  { tenant: 'default', user: 'ann', res: 'mail' },
]);

describe('readEvents', () => {
  const csv = [
    'user,res,time,number',
    'ann,mail,2026-01-02,7',
    'bob,wiki,2026-01-03,8',
    'bob,mail,2026-01-03,9',
    '"bob","wiki",2026-01-01,10',
    'ann,mail,2026-01-02,7',
    '',
    'bob,wiki',
  ].join('\n');
  const names = { user: 'user', res: 'res', time: 'time' };

  it('finds file and line of each event, the accesses in their order, their events by time', async () => {
    const path = write('plain.csv', csv);
    const all = rowsOf(await readEvents(path, { ...names, of, id: 'number', duplicates: 'keep' }));
    expect(all.map(({ user, line, id }) => [user, line, id])).toEqual([
      ['bob', 5, '10'],
      ['bob', 3, '8'],
      ['ann', 2, '7'],
      ['ann', 6, '7'],
    ]);
    const events = rowsOf(await readEvents(path, { ...names, of, id: 'number' }));
    expect(events).toEqual(all.slice(0, 3));
    expect(events[0]).toMatchObject({
      tenant: 'default',
      res: 'wiki',
      file: path,
      event: '"bob","wiki",2026-01-01,10',
    });
    expect(events[0].time).toEqual(Date.UTC(2026, 0, 1));
  });

  it('lists each event once where an access is asked for twice, and at most as many as wanted', async () => {
    const path = write('limit.csv', csv);
    const twice = toTable([...of.toArray(), ...of.toArray()].map((row) => row.toJSON()));
    expect((await readEvents(path, { ...names, of: twice })).numRows).toBe(4);
    const one = rowsOf(await readEvents([path, path], { ...names, of, limit: 1 }));
    expect(one.map(({ line }) => line)).toEqual([5, 2]);
  });

  it('reads by the same options as readAccess', async () => {
    const path = write('options.csv', 'user,res,time\n BOB,Wiki,2026-01-01\nbob,wiki,2026-01-05\n');
    const options = { ...names, trim: true, foldCase: true, to: '2026-01-03' };
    expect(rowsOf(await readEvents(path, { ...options, of })).map(({ line }) => line)).toEqual([2]);
  });

  it('rows over several lines have the line that they begin with', async () => {
    const path = write('broken.csv', 'user,res,note\nann,mail,"a\nb"\nbob,wiki,"c\nd"\n');
    const events = rowsOf(await readEvents(path, { user: 'user', res: 'res', of }));
    expect(events.map(({ user, line }) => [user, line])).toEqual([
      ['bob', 4],
      ['ann', 2],
    ]);
  });

  it('of Parquet the row is shown, without a line; numbers are names', async () => {
    const path = join(folder, 'numbers.parquet');
    await writeParquet(path, toTable([{ u: 1, r: 'wiki', n: 5 }]), '*');
    const numbers = toTable([{ tenant: 'default', user: 1, res: 'wiki' }]);
    const [event] = rowsOf(await readEvents(path, { user: 'u', res: 'r', of: numbers }));
    expect(event).toMatchObject({ user: '1', line: null, time: null, id: null });
    expect(JSON.parse(event.event as string)).toMatchObject({ u: '1', r: 'wiki' });
  });

  it('knows the ids of a profile', async () => {
    const source = 'tests/fixtures/logs/cloudtrail';
    const { table } = await readAccess(source, { profile: 'cloudtrail' });
    const events = rowsOf(await readEvents(source, { profile: 'cloudtrail', of: table.slice(0, 3) }));
    expect(events.length).toBeGreaterThan(3);
    for (const { id, event, file, res } of events) {
      expect(JSON.parse(event as string).eventID ?? event).toBeTruthy();
      expect(readFileSync(file as string).length).toBeGreaterThan(0);
      expect(id).toMatch(/^[0-9a-f-]{36}$/);
      expect(event).toContain(String(res).split(':')[1]);
    }
  });

  it('refuses what is no table of accesses, no limit, an unknown option', async () => {
    const path = write('refused.csv', csv);
    await expect(readEvents(path, { ...names, of: toTable([{ user: 'a' }]) })).rejects.toThrow(
      'Expected a column tenant, got user',
    );
    await expect(readEvents(path, { ...names, of, limit: 0 })).rejects.toThrow(
      'Expected limit to be a positive integer, got 0',
    );
    await expect(readEvents(path, { ...names, of, id: 'nothing' })).rejects.toThrow(
      'Expected a column "nothing"',
    );
  });

  it('finds the alerts of LANL 2015 in its file', async () => {
    const path = 'data/lanl-2015-redteam.csv.gz';
    // Its times count from the beginning of the recording, so they are none.
    const log = { tenant: 'tenant', user: 'user', res: 'res', count: 'likelihood' };
    const { table } = await readAccess(path, log);
    const alerts = triage(table, { by: 'access', model: await new AccessEvidence().fit(table), budget: 20 });
    const events = rowsOf(await readEvents(path, { ...log, of: alerts }));
    const lines = gunzipSync(readFileSync(path)).toString().split(/\r?\n/);
    expect(new Set(events.map(({ user, res }) => `${user} ${res}`)).size).toBe(20);
    for (const { user, res, line, event } of events) {
      expect(lines[(line as number) - 1]).toBe(event);
      expect(event).toContain(`,${user},${res},`);
    }
  });
});
