import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { contextsOf, detailsOf } from '../../lib/tables/tableContexts.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';

const { write } = logFolder('read-access-failures-');
const trail = fileURLToPath(new URL('../fixtures/logs/cloudtrail', import.meta.url));

const wiki = (path: string, events: object[], more: object = {}) => {
  const profile = {
    ...{ title: 'wiki', access: { field: 'page', filled: true }, user: 'login', res: 'page', time: 'at' },
    ...{ failed: { field: 'code', above: 399 }, accounts: { service: { field: 'login', matches: '^bot' } } },
    ...more,
  };
  return {
    log: write(path, events.map((event) => `${JSON.stringify(event)}\n`).join('')),
    profile: write('wiki.profile.json', JSON.stringify(profile)),
  };
};
const at = '2026-03-01T08:00:00Z';

describe("failed: 'apart'", () => {
  const options = {
    profile: 'cloudtrail',
    by: 'day',
    context: 'network',
    details: true,
    times: true,
  } as const;

  it('gives the table and the report of failed: false, and the attempts beside it', async () => {
    const without = await readAccess(trail, options);
    const apart = await readAccess(trail, { ...options, failed: 'apart' });
    const withAll = await readAccess(trail, { ...options, failed: true });
    expect(without.failures).toBeNull();
    expect(withAll.failures).toBeNull();
    expect(apart.report).toEqual(without.report);
    expect(rowsOf(apart.table)).toEqual(rowsOf(without.table));
    const failures = apart.failures!;
    expect(failures.schema.fields.map(String)).toEqual(apart.table.schema.fields.map(String));
    expect(contextsOf(failures)).toEqual(['network']);
    expect(detailsOf(failures)).toEqual(['operation', 'address', 'client', 'result']);
    expect(failures.numRows).toBeGreaterThan(0);
    const sum = rowsOf(failures).reduce((all, { likelihood }) => all + Number(likelihood), 0);
    expect(sum).toBe(withAll.report.used - without.report.used);
    // Together they are what counts where failed accesses count.
    const key = (row: Record<string, unknown>) =>
      JSON.stringify({ ...row, likelihood: 0, first: 0, last: 0 });
    const sums = new Map<string, number>();
    for (const row of [...rowsOf(apart.table), ...rowsOf(failures)]) {
      sums.set(key(row), (sums.get(key(row)) ?? 0) + Number(row.likelihood));
    }
    expect(sums).toEqual(new Map(rowsOf(withAll.table).map((row) => [key(row), Number(row.likelihood)])));
  });

  it('has no attempt that would not count: others, unreadable, at other times, seen before', async () => {
    const { log, profile } = wiki(
      'log.jsonl',
      [
        { at, login: 'ada', page: '/a', code: 200, id: 1 },
        { at, login: 'ada', page: '/b', code: 403, id: 2 },
        { at, login: 'ada', page: '/b', code: 403, id: 2 },
        { at, login: 'bot1', page: '/b', code: 403, id: 3 },
        { at, login: '', page: '/b', code: 403, id: 4 },
        { at: 'then', login: 'ada', page: '/b', code: 403, id: 5 },
        { at: '2026-02-01', login: 'ada', page: '/c', code: 403, id: 6 },
        { at, login: 'ben', page: '/b', code: 500, id: 7 },
        { at, login: 'ben', code: 500, id: 8 },
      ],
      { id: 'id' },
    );
    const asked = { profile, from: '2026-03-01', times: true } satisfies ReadAccessOptions;
    const { table, failures, report } = await readAccess(log, { ...asked, failed: 'apart' });
    expect(rowsOf(table).map(({ user, res }) => [user, res])).toEqual([['ada', '/a']]);
    const first = Date.parse(at);
    expect(rowsOf(failures!)).toEqual([
      { tenant: 'default', user: 'ada', res: '/b', likelihood: 1, first, last: first },
      { tenant: 'default', user: 'ben', res: '/b', likelihood: 1, first, last: first },
    ]);
    expect(report).toEqual((await readAccess(log, asked)).report);
    expect(report).toMatchObject({ duplicates: 1, leftOut: { failed: 6, 'other event': 1 } });
  });

  it('calls an account as the accesses do', async () => {
    const { log, profile } = wiki(
      'log.jsonl',
      [
        { at, login: 'Ada', page: '/a', code: 200 },
        ...Array.from({ length: 3 }, () => ({ at, login: 'ADA', page: '/b', code: 403 })),
        { at, login: 'ben', page: '/a', code: 403 },
        { at, login: 'BEN', page: '/a', code: 403 },
      ],
      { foldCase: ['user'] },
    );
    const { table, failures, report } = await readAccess(log, { profile, failed: 'apart' });
    expect(rowsOf(table).map(({ user }) => user)).toEqual(['Ada']);
    expect(rowsOf(failures!).map(({ user, likelihood }) => [user, likelihood])).toEqual([
      ['Ada', 3],
      ['ben', 2],
    ]);
    expect(report.joinedSpellings).toEqual({ user: 0, res: 0 });
  });

  it('may be empty, and alone', async () => {
    const none = wiki('log.jsonl', [{ at, login: 'ada', page: '/a', code: 200 }]);
    expect((await readAccess(none.log, { profile: none.profile, failed: 'apart' })).failures!.numRows).toBe(
      0,
    );
    const alone = wiki('log.jsonl', [{ at, login: 'ada', page: '/a', code: 401 }]);
    const read = { profile: alone.profile } as const;
    const { table, failures } = await readAccess(alone.log, { ...read, failed: 'apart' });
    expect([table.numRows, failures!.numRows]).toEqual([0, 1]);
    await expect(readAccess(alone.log, read)).rejects.toThrow('failed: true counts them');
  });

  it('goes with accounts by their names', async () => {
    const { log, profile } = wiki('log.jsonl', [
      { at, login: 'ada', page: '/a', code: 200 },
      { at, login: 'svc_x', page: '/a', code: 403 },
    ]);
    const { failures } = await readAccess(log, { profile, failed: 'apart', accounts: 'service=svc_*' });
    expect(rowsOf(failures!).map(({ tenant }) => tenant)).toEqual(['default (service accounts)']);
  });

  it('is refused without a profile, and otherwise spelt', async () => {
    const log = write('log.csv', 'user,res\nada,wiki\n');
    await expect(readAccess(log, { failed: 'apart' })).rejects.toThrow(
      'Expected a profile beside failed, got none',
    );
    await expect(readAccess(join(log, '..'), { profile: 'okta', failed: 'beside' })).rejects.toThrow(
      `Expected failed to be true, false or 'apart', got "beside"`,
    );
  });
});
