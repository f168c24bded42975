import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inspectLog } from '../../lib/logs/inspectLog.js';
import { optionsFor } from '../../lib/logs/optionsFor.js';
import type { ReadAccessOptions } from '../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../lib/logs/readAccess.js';
import { readEvents } from '../../lib/logs/readEvents.js';
import { rowsOf } from '../rowsOf.js';
import { logFolder } from './logFolder.js';
import { writeDatabase, writeParquet } from './writeTables.js';

const { newFolder, write } = logFolder('read-access-accounts-');

const csv = 'user,res\nada,wiki\nSVC_backup,wiki\nsvc_100%,mail\nsvcx,wiki\n svc_pad,wiki\n,wiki\n';
const file = write('log.csv', csv);
const named = { accounts: { service: 'svc_*' } } as const;

const tenants = async (source: string, options: ReadAccessOptions) => {
  const { table, report } = await readAccess(source, options);
  return { report, rows: rowsOf(table).map(({ tenant, user }) => `${tenant} | ${user}`) };
};
const APART = 'default (service accounts)';
const wanted = [
  'default | ada',
  'default | svcx',
  `${APART} |  svc_pad`,
  `${APART} | SVC_backup`,
  `${APART} | svc_100%`,
];

describe('accounts by their names', () => {
  it('have a tenant of their own, in any case, and none is lost', async () => {
    const { rows, report } = await tenants(file, named);
    expect(rows).toEqual(wanted);
    expect(report).toMatchObject({ rows: 6, used: 5, reasons: { 'no user': 1 } });
  });

  it('are said as text and as a list, too', async () => {
    expect((await tenants(file, { accounts: 'service=svc_*' })).rows).toEqual(wanted);
    const { rows } = await tenants(file, { accounts: { service: ['svc_100%', '*backup'] } });
    expect(rows.filter((row) => row.startsWith(APART))).toEqual([
      `${APART} | SVC_backup`,
      `${APART} | svc_100%`,
    ]);
    expect((await tenants(file, { accounts: 'service=SVC_100%|svc_b*' })).rows).toEqual(rows);
  });

  it('are left out, where that is said', async () => {
    const { rows, report } = await tenants(file, { accounts: { service: 'leaveOut|svc_*' } });
    expect(rows).toEqual(['default | ada', 'default | svcx']);
    expect(report.leftOut).toEqual({ 'service account': 3 });
  });

  it('are told in Parquet, databases and queries alike', async () => {
    const query = `SELECT * FROM (VALUES ('ada', 'wiki'), ('SVC_backup', 'wiki'), ('svcx', 'wiki')) AS log("user", res)`;
    const sources = [
      await writeParquet(join(newFolder(), 'log.parquet'), query),
      await writeDatabase(join(newFolder(), 'log.duckdb'), query),
      query,
    ];
    for (const source of sources) {
      expect((await tenants(source, named)).rows).toEqual([
        'default | ada',
        'default | svcx',
        `${APART} | SVC_backup`,
      ]);
    }
  });

  it('are found again by readEvents, and passed on by optionsFor', async () => {
    const { table } = await readAccess(file, named);
    const asked = optionsFor(await inspectLog(file), { accounts: 'service=svc_*' });
    const events = rowsOf(await readEvents(file, { ...asked, of: table }));
    expect(events.map(({ tenant, line }) => [tenant, line])).toEqual([
      ['default', 2],
      ['default', 5],
      [APART, 6],
      [APART, 3],
      [APART, 4],
    ]);
  });

  it('decide before a profile, and add to what it knows', async () => {
    const event = (userName: string, type = 'IAMUser') => ({
      ...{ eventTime: '2026-01-01T00:00:00Z', eventSource: 's3.amazonaws.com', eventName: 'Get' },
      ...{ userIdentity: { type, userName }, recipientAccountId: '1', awsRegion: 'eu' },
    });
    const Records = [event('ada'), event('svc_a'), event('robot', 'AWSService'), event('own', 'AWSService')];
    const trail = write('trail.json', JSON.stringify({ Records }));
    const { rows, report } = await tenants(trail, {
      profile: 'cloudtrail',
      accounts: { service: 'svc_*', person: 'own' },
    });
    expect(rows).toEqual(['1 | ada', '1 | own', '1 (service accounts) | svc_a']);
    expect(report.leftOut).toEqual({ 'service account': 1 });
    const all = await tenants(trail, { profile: 'cloudtrail', accounts: 'service=apart|svc_*' });
    expect(all.rows.filter((row) => row.includes('service accounts'))).toHaveLength(3);
  });

  it('matches as a person would', async () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'B', '%', '_', '!', '.'),
      minLength: 1,
      maxLength: 4,
    });
    const users = fc.uniqueArray(letters, { minLength: 1, maxLength: 6 });
    const pattern = fc
      .array(fc.oneof(letters, fc.constant('*')), { minLength: 1, maxLength: 3 })
      .map((parts) => parts.join(''))
      .filter((text) => !/^\**$/.test(text));
    await fc.assert(
      fc.asyncProperty(users, pattern, async (names, text) => {
        const log = write('log.csv', ['user,res', ...names.map((name) => `${name},wiki`)].join('\n'));
        const source = text
          .split('*')
          .map((part) => part.replace(/[.]/g, '\\.'))
          .join('.*');
        const is = new RegExp(`^${source}$`, 'i');
        const { rows } = await tenants(log, { accounts: { service: [text] } });
        const apart = rows
          .filter((row) => row.startsWith(`${APART} | `))
          .map((row) => row.slice(APART.length + 3));
        expect(apart.sort()).toEqual(names.filter((name) => is.test(name)).sort());
      }),
      { numRuns: 25 },
    );
  });
});
