import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { ReadAccessOptions } from '../../../lib/logs/ReadAccessOptions.js';
import { readAccess } from '../../../lib/logs/readAccess.js';
import { rowsOf } from '../../rowsOf.js';

const logs = fileURLToPath(new URL('../../fixtures/logs/', import.meta.url));

async function read(file: string, options: ReadAccessOptions) {
  const { table, report } = await readAccess(`${logs}${file}`, options);
  const accesses = rowsOf(table).map((row) => Object.values(row).join(' | '));
  const { rows, used, unreadable, leftOut } = report;
  const sum = Object.values(leftOut).reduce((all, count) => all + count, 0);
  expect(used + unreadable + sum).toBe(rows);
  return { accesses, report };
}

describe('windows', () => {
  it('reads logons, objects and shares of real recordings, in both spellings of a domain', async () => {
    const { accesses, report } = await read('windows', { profile: 'windows' });
    const pc6 = '\\\\WORKSTATION6.theshire.local';
    expect(accesses).toEqual(
      [
        'MORDORDC.theshire.local | 1',
        'WORKSTATION5.theshire.local:\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\Lsa | 2',
        'WORKSTATION6.theshire.local | 1',
        '\\\\MORDORDC.theshire.local\\IPC$ | 1',
        '\\\\MORDORDC.theshire.local\\IPC$\\svcctl | 1',
        `${pc6}\\C$ | 1`,
        `${pc6}\\C$\\ProgramData | 1`,
        `${pc6}\\C$\\ProgramData\\GruntHTTP.exe | 2`,
        `${pc6}\\IPC$ | 1`,
      ].map((access) => `default | THESHIRE\\pgustavo | ${access}`),
    );
    expect(report).toMatchObject({
      rows: 1135,
      used: 11,
      leftOut: { 'machine account': 4, 'other event': 1120 },
      span: {
        first: new Date('2020-08-05T07:48:30.683Z'),
        last: new Date('2020-09-22T18:53:32.342Z'),
      },
    });
  });

  it('reads what Winlogbeat nests', async () => {
    const { accesses, report } = await read('windows-winlogbeat.ndjson', { profile: 'windows' });
    expect(accesses).toEqual([
      'default | CORP\\ann | srv1.corp.example | 1',
      'default | CORP\\ann | srv2.corp.example | 1',
    ]);
    expect(report.leftOut).toEqual({
      anonymous: 1,
      failed: 1,
      'machine account': 1,
      'other event': 1,
      'service account': 1,
    });
    expect(report.reasons).toEqual({ 'no user': 1 });
  });

  it('keeps accounts apart, or counts them, where asked, and failures', async () => {
    const { accesses } = await read('windows-winlogbeat.ndjson', {
      profile: 'windows',
      accounts: { machine: 'apart', service: 'keep', anonymous: 'keep', person: 'leaveOut' },
      failed: true,
    });
    expect(accesses).toEqual([
      'default | CORP\\backup | srv1.corp.example | 1',
      'default | NT AUTHORITY\\ANONYMOUS LOGON | srv1.corp.example | 1',
      'default (machine accounts) | CORP\\PC7$ | \\\\srv2.corp.example\\SYSVOL | 1',
    ]);
    const { accesses: failed } = await read('windows-winlogbeat.ndjson', {
      profile: 'windows',
      failed: true,
    });
    expect(failed).toContain('default | CORP\\ann | \\\\srv2.corp.example\\Payroll\\2026\\january.xlsx | 1');
  });

  it('reads CSV', async () => {
    const { accesses, report } = await read('windows.csv', { profile: 'windows' });
    expect(accesses).toEqual(['default | CORP\\ann | srv1.corp.example | 1']);
    expect(report.leftOut).toEqual({ 'other event': 1, 'service account': 1 });
  });
});

describe('cloudtrail', () => {
  it('reads files as CloudTrail writes them', async () => {
    const { accesses, report } = await read('cloudtrail', { profile: 'cloudtrail' });
    expect(report).toMatchObject({
      rows: 1665,
      used: 1428,
      unreadable: 0,
      leftOut: { failed: 179, 'machine account': 8, 'service account': 50 },
    });
    expect(report.files).toHaveLength(36);
    expect(accesses).toHaveLength(225);
    expect(accesses).toContain(
      '123837392027 | arn:aws:iam::123837392027:user/benjamin | s3.amazonaws.com:GetBucketAcl | 9',
    );
  });

  it('takes the sessions of a role for one user', async () => {
    const { accesses } = await read('cloudtrail', { profile: 'cloudtrail', failed: true });
    const role = 'arn:aws:iam::123837392027:role/stratus-red-team-get-usr-data-role';
    expect(accesses).toContain(`123837392027 | ${role} | ec2.amazonaws.com:DescribeInstanceAttribute | 15`);
    expect(accesses.join()).not.toContain('aws-go-sdk-');
  });

  it('reads a span of time', async () => {
    const half = { profile: 'cloudtrail', from: '2023-07-10T12:00:00Z', to: '2023-07-10T12:15:00Z' } as const;
    const { report } = await read('cloudtrail', half);
    expect(report.span!.first.getTime()).toBeGreaterThanOrEqual(Date.parse(half.from));
    expect(report.span!.last.getTime()).toBeLessThan(Date.parse(half.to));
    expect(report.used + report.leftOut['outside of the time']!).toBe(1428);
  });
});

describe('entra', () => {
  const tenant = '99999999-aaaa-4bbb-8ccc-000000000009';

  it("reads Graph's sign-ins, over several lines", async () => {
    const { accesses, report } = await read('entra-graph.json', { profile: 'entra' });
    expect(accesses).toEqual([
      `${tenant} | ann@contoso.example | Microsoft Graph | 1`,
      `${tenant} | ann@contoso.example | Payroll | 1`,
    ]);
    expect(report.leftOut).toEqual({ failed: 1, 'service account': 1 });
  });

  it.each(['entra-loganalytics.csv', 'entra-diagnostic.json'])('reads %s', async (file) => {
    const { accesses, report } = await read(file, { profile: 'entra' });
    expect(accesses).toEqual(['t-1 | ann@contoso.example | Microsoft Graph | 1']);
    expect(report.rows).toBe(2);
  });
});

describe('office365', () => {
  it('reads the export, JSON inside of CSV', async () => {
    const { accesses, report } = await read('office365-export.csv', { profile: 'office365' });
    expect(accesses).toEqual([
      'org-1 | ann@contoso.example | https://contoso.example/sites/hr/salaries.xlsx | 1',
    ]);
    expect(report.leftOut).toEqual({ 'service account': 1 });
  });

  it("reads the API's records", async () => {
    const { accesses, report } = await read('office365-api.json', { profile: 'office365' });
    expect(accesses).toEqual([
      'org-1 | bob@contoso.example | MicrosoftTeams:TeamsSessionStarted | 1',
      'org-1 | bob@contoso.example | ann@contoso.example | 1',
    ]);
    expect(report.leftOut).toEqual({ anonymous: 1, failed: 1 });
  });
});

describe('okta', () => {
  it('reads sign-ins to applications', async () => {
    const { accesses, report } = await read('okta.json', { profile: 'okta' });
    expect(accesses).toEqual(['default | ann@contoso.example | Salesforce | 1']);
    expect(report.leftOut).toEqual({ failed: 1, 'other event': 1, 'service account': 1 });
    expect(report.span).toEqual({
      first: new Date('2026-02-01T09:00:00.123Z'),
      last: new Date('2026-02-01T09:00:00.123Z'),
    });
  });
});

describe('github', () => {
  it('reads what is done to repositories and organisations', async () => {
    const { accesses, report } = await read('github.ndjson', { profile: 'github' });
    expect(accesses).toEqual([
      'contoso-eng | ann-example | contoso-eng/payroll | 1',
      'contoso-eng | bob-example | contoso-eng:team | 1',
    ]);
    expect(report.leftOut).toEqual({ failed: 1, 'other event': 1, 'service account': 1 });
    expect(report.span!.first).toEqual(new Date(1769940000000));
  });
});

describe('a profile', () => {
  it('that is of another vendor is an error', async () => {
    await expect(read('okta.json', { profile: 'github' })).rejects.toThrow(
      /^Expected accesses of the profile github in .*okta.json, got none among 4 rows \(other event: 4\)\./,
    );
  });

  it('that is not known is an error that lists those there are', async () => {
    await expect(read('okta.json', { profile: 'splunk' })).rejects.toThrow(
      /^Expected profile to be 'windows', 'cloudtrail', .* or the path of a .json file, got "splunk"/,
    );
    await expect(read('okta.json', { profile: 'toString' })).rejects.toThrow('got "toString"');
  });

  it('reads another field where one is named, nested or not', async () => {
    const { accesses } = await read('okta.json', {
      profile: 'okta',
      user: 'actor.displayName',
      res: 'eventType',
    });
    expect(accesses).toEqual(['default | Ann Example | user.authentication.sso | 1']);
    await expect(read('okta.json', { profile: 'okta', user: 'actor.alternateID' })).resolves.toBeDefined();
    for (const user of ['who', "x' OR 1", 'x"\\']) {
      await expect(read('okta.json', { profile: 'okta', user })).rejects.toThrow(
        `Expected a column "${user}" in`,
      );
    }
  });

  it('knows the columns itself, and kinds of accounts', async () => {
    const of = (options: object) => read('okta.json', { profile: 'okta', ...options });
    await expect(of({ count: 'n' })).rejects.toThrow(
      'Expected no count beside a profile, whose events count one each, got "n"',
    );
    await expect(of({ accounts: { robot: 'keep' } })).rejects.toThrow(
      'Expected accounts among person, machine',
    );
    await expect(of({ accounts: { machine: 'keeep' } })).rejects.toThrow(
      `Expected accounts.machine to be 'keep', 'leaveOut' or 'apart', or names of accounts with * for any characters, as svc_* or svc_*|backup, got "keeep" (keep?)`,
    );
  });
});
