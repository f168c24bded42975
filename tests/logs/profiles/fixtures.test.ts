import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { profiles } from '../../../lib/logs/profiles/profiles.js';
import { withConnection } from '../../../lib/sql/withConnection.js';
import { accesses, readSample } from './readSample.js';

const logs = fileURLToPath(new URL('../../fixtures/logs/', import.meta.url));

/** The records of a file, or of all files of a folder. */
async function recordsOf(name: string): Promise<Json[]> {
  if (!/[.]/.test(name)) {
    const all = readdirSync(`${logs}${name}`).map((file) => recordsOf(`${name}/${file}`));
    return (await Promise.all(all)).flat();
  }
  if (name.endsWith('.csv')) return rowsOf(`${logs}${name}`);
  const bytes = readFileSync(`${logs}${name}`);
  const text = (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const isDocument = text.startsWith('[') || /^\{\s*"(@odata|Records)/.test(text);
  const parsed = isDocument
    ? JSON.parse(text)
    : text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
  return parsed.Records ?? parsed.value ?? parsed;
}

function rowsOf(file: string): Promise<Json[]> {
  return withConnection(async (connection) => {
    const sql = `SELECT * FROM read_csv('${file}', all_varchar = true, header = true)`;
    return (await connection.runAndReadAll(sql)).getRowObjectsJS() as Json[];
  });
}

async function counted(name: keyof typeof profiles, file: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const each of await accesses(profiles[name], await recordsOf(file)))
    counts[each] = (counts[each] ?? 0) + 1;
  return counts;
}

describe('the logs of tests/fixtures', () => {
  it('windows: real recordings', async () => {
    const pc6 = '\\\\WORKSTATION6.theshire.local';
    const user = 'THESHIRE\\pgustavo';
    expect(await counted('windows', 'windows')).toEqual({
      [`${user} | MORDORDC.theshire.local`]: 1,
      [`${user} | WORKSTATION5.theshire.local:\\REGISTRY\\MACHINE\\SYSTEM\\ControlSet001\\Control\\Lsa`]: 2,
      [`${user} | WORKSTATION6.theshire.local`]: 1,
      [`${user} | \\\\MORDORDC.theshire.local\\IPC$`]: 1,
      [`${user} | \\\\MORDORDC.theshire.local\\IPC$\\svcctl`]: 1,
      [`${user} | ${pc6}\\C$`]: 1,
      [`${user} | ${pc6}\\C$\\ProgramData`]: 1,
      [`${user} | ${pc6}\\C$\\ProgramData\\GruntHTTP.exe`]: 2,
      [`${user} | ${pc6}\\IPC$`]: 1,
      machine: 4,
      'other event': 1120,
    });
  });

  it('windows: each access by its id, at the time of the event', async () => {
    const read = (await readSample(profiles.windows, await recordsOf('windows'))).filter(
      ({ access }) => access,
    );
    expect(new Set(read.map(({ id }) => id)).size).toBe(15);
    expect(read[0].id).toMatch(/^[A-Z0-9]+[.]theshire[.]local\/\d+$/);
    const counted = read.filter(({ kind, failed }) => kind === 'person' && !failed);
    const times = counted.map(({ time }) => time).sort();
    expect([times[0], times.at(-1)]).toEqual(['2020-08-05T07:48:30.683Z', '2020-09-22T18:53:32.342Z']);
  });

  it('windows: Winlogbeat and CSV', async () => {
    expect(await counted('windows', 'windows-winlogbeat.ndjson')).toEqual({
      'CORP\\ann | srv1.corp.example': 1,
      'CORP\\ann | srv2.corp.example': 1,
      'null | srv2.corp.example:D:\\x': 1,
      anonymous: 1,
      failed: 1,
      machine: 1,
      'other event': 1,
      service: 1,
    });
    expect(await counted('windows', 'windows.csv')).toEqual({
      'CORP\\ann | srv1.corp.example': 1,
      'other event': 1,
      service: 1,
    });
  });

  it('cloudtrail', async () => {
    const { failed, machine, service, ...persons } = await counted('cloudtrail', 'cloudtrail');
    expect({ failed, machine, service }).toEqual({ failed: 179, machine: 8, service: 50 });
    expect(Object.keys(persons)).toHaveLength(225);
    expect(Object.values(persons).reduce((sum, count) => sum + count)).toBe(1428);
    const benjamin = 'arn:aws:iam::123837392027:user/benjamin';
    expect(persons[`${benjamin} | s3.amazonaws.com:GetBucketAcl`]).toBe(9);
  });

  it('entra', async () => {
    expect(await counted('entra', 'entra-graph.json')).toEqual({
      'ann@contoso.example | Microsoft Graph': 1,
      'ann@contoso.example | Payroll': 1,
      failed: 1,
      service: 1,
    });
    const once = { 'ann@contoso.example | Microsoft Graph': 1 };
    expect(await counted('entra', 'entra-loganalytics.csv')).toEqual({ ...once, failed: 1 });
    expect(await counted('entra', 'entra-diagnostic.json')).toEqual({ ...once, 'other event': 1 });
  });

  it('office365', async () => {
    expect(await counted('office365', 'office365-export.csv')).toEqual({
      'ann@contoso.example | https://contoso.example/sites/hr/salaries.xlsx': 1,
      service: 1,
    });
    expect(await counted('office365', 'office365-api.json')).toEqual({
      'bob@contoso.example | MicrosoftTeams:TeamsSessionStarted': 1,
      'bob@contoso.example | ann@contoso.example': 1,
      anonymous: 1,
      failed: 1,
    });
  });

  it('okta', async () => {
    expect(await counted('okta', 'okta.json')).toEqual({
      'ann@contoso.example | Salesforce': 1,
      failed: 1,
      'other event': 1,
      service: 1,
    });
  });

  it('github', async () => {
    expect(await counted('github', 'github.ndjson')).toEqual({
      'ann-example | contoso-eng/payroll': 1,
      'bob-example | contoso-eng:team': 1,
      failed: 1,
      'other event': 1,
      service: 1,
    });
  });
});
