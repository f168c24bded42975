import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { triage } from '../../lib/alerts/triage.js';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { findingsOf } from '../../lib/sinks/findingsOf.js';
import { writeAlerts } from '../../lib/sinks/writeAlerts.js';
import { readParquet } from '../../lib/sql/readParquet.js';
import { toTable } from '../../lib/tables/toTable.js';
import { offices, tableOf } from '../evidence/evidenceTables.js';
import { validateOcsf } from './validateOcsf.js';

let folder: string;
let alerts: ReturnType<typeof toTable>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sinks-'));
  const model = await new AccessEvidence().fit(tableOf(offices(40)));
  const time = new Date('2026-02-01T08:00:00Z');
  const day = [
    { tenant: 't', user: '=cmd|x', res: 'r1-2', likelihood: 2, time },
    { tenant: 't', user: 'u1', res: 'r2-3', likelihood: 1, time },
    { tenant: 't', user: 'nobody', res: '"quoted", and\nbroken', likelihood: 1, time },
    { tenant: 't', user: 'u2', res: 'all', likelihood: 5, time },
  ];
  alerts = triage(toTable(day), { by: 'access', model, threshold: -100 });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('findingsOf', () => {
  it('are valid Detection Findings of OCSF 1.8', () => {
    const findings = findingsOf(alerts, { now: new Date('2026-02-02') });
    expect(findings).toHaveLength(4);
    expect(findings[0]).toMatchObject({ time: Date.UTC(2026, 1, 2) });
    for (const finding of findings) {
      expect(validateOcsf(finding)).toEqual([]);
      expect(finding).toMatchObject({ class_uid: 2004, type_uid: 200401, category_uid: 2, activity_id: 1 });
    }
  });

  it('the validator finds what is wrong', () => {
    const [finding] = findingsOf(alerts);
    expect(validateOcsf({ ...finding, time: undefined })).toContain('finding.time is missing');
    expect(validateOcsf({ ...finding, severity_id: 77 })[0]).toContain('finding.severity_id is 77');
    expect(validateOcsf({ ...finding, evidences: [{}] })[0]).toContain('finding.evidences[0] has none of');
    expect(validateOcsf({ ...finding, colour: 'red' })).toContain('finding.colour is unknown');
    expect(validateOcsf({ ...finding, severity_id: 99, severity: 'Odd' })).toEqual([]);
    const statistical = { type_id: 3, type: 'Learning (ML/DL)' };
    expect(
      validateOcsf({ ...finding, finding_info: { ...finding.finding_info, analytic: statistical } }),
    ).toEqual(['finding.finding_info.analytic.type is Learning (ML/DL), type_id 3 is Statistical']);
  });

  it('have the same uid whenever they are made, and different ones for different alerts', () => {
    const uids = (time: number) =>
      findingsOf(alerts, { now: new Date(time) }).map(({ finding_info }) => finding_info.uid);
    expect(uids(1)).toEqual(uids(2));
    expect(new Set(uids(1)).size).toBe(4);
  });

  it('without times, an alert is another one on another day', () => {
    const nulls = alerts.toArray().map((row) => ({ ...row.toJSON(), first: null, last: null }));
    const uid = (time: string) => findingsOf(toTable(nulls), { now: new Date(time) })[0].finding_info.uid;
    expect(uid('2026-02-01T01:00:00Z')).toBe(uid('2026-02-01T23:00:00Z'));
    expect(uid('2026-02-01T01:00:00Z')).not.toBe(uid('2026-02-02T01:00:00Z'));
  });
});

it('findings name the version of the package', () => {
  const { version } = JSON.parse(readFileSync('lib/package.json', 'utf8'));
  expect(findingsOf(alerts)[0].metadata).toMatchObject({ product: { version } });
});

describe('writeAlerts', () => {
  it('writes CSV that no spreadsheet takes for a formula', async () => {
    const path = join(folder, 'alerts.csv');
    expect(await writeAlerts(alerts, path)).toEqual({ sent: 4, before: 0 });
    const text = readFileSync(path, 'utf8');
    expect(text.split('\n')[0]).toBe(alerts.schema.names.join(','));
    expect(text).toContain('"""=cmd|x"""');
    expect(text).not.toMatch(/(^|,)[=+@]/m);
    expect(text).toContain(String.raw`"""\""quoted\"", and\nbroken"""`);
    expect(text).toContain('2026-02-01T08:00:00.000Z');
    // Sentences stay sentences; one that a spreadsheet would run has an apostrophe before it.
    expect(text).toContain('"\'=cmd|x, now at');
  });

  it('says what is in the way of a file', async () => {
    const place = join(folder, 'place.csv');
    mkdirSync(place);
    await expect(writeAlerts(alerts, place)).rejects.toThrow(`Expected to write alerts into ${place}, got `);
    const long = join(folder, `${'x'.repeat(300)}\u202e.csv`);
    await expect(writeAlerts(alerts, long)).rejects.toThrow('name too long (ENAMETOOLONG): name a file');
    await expect(writeAlerts(alerts, long)).rejects.toThrow('x\\u202e.csv');
  });

  it('writes Parquet and JSON lines with every row and column', async () => {
    const parquet = join(folder, 'alerts.parquet');
    const jsonl = join(folder, 'alerts.jsonl');
    for (const path of [parquet, jsonl]) await writeAlerts(alerts, path);
    const table = await readParquet([parquet], '*');
    expect(table.schema.names).toEqual(alerts.schema.names);
    expect([...table.getChild('user')!]).toEqual([...alerts.getChild('user')!]);
    const rows = readFileSync(jsonl, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map(({ res }) => res)).toEqual([...alerts.getChild('res')!]);
    expect(rows[0].evidence).toBe(alerts.getChild('evidence')!.get(0));
  });

  it('writes OCSF as JSON lines', async () => {
    const path = join(folder, 'alerts.ocsf.ndjson');
    await writeAlerts(alerts, { path, now: new Date(5) });
    const records = readFileSync(path, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records).toEqual(JSON.parse(JSON.stringify(findingsOf(alerts, { now: new Date(5) }))));
  });

  it('leaves what was there where it fails, and nothing half-written', async () => {
    const path = join(folder, 'kept.ocsf.ndjson');
    writeFileSync(path, 'as it was');
    await expect(writeAlerts(toTable([{ user: 'ann' }]), path)).rejects.toThrow('Expected a column');
    expect(readFileSync(path, 'utf8')).toBe('as it was');
    await expect(writeAlerts(alerts, join(folder, 'nowhere', 'alerts.csv'))).rejects.toThrow(
      'Expected a folder to write',
    );
    await expect(writeAlerts(alerts, 'alerts.xls')).rejects.toThrow('Expected a name that ends in .csv');
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('writes no alerts, too', async () => {
    const path = join(folder, 'none.csv');
    await writeAlerts(alerts.slice(0, 0), path);
    expect(readFileSync(path, 'utf8')).toBe(`${alerts.schema.names.join(',')}\n`);
  });
});

it('findings have no option that is not known', () => {
  expect(() => findingsOf(alerts, { version: '1' } as never)).toThrow(
    new RangeError('Expected findingsOf options among now, productVersion, got version'),
  );
});

it.each([
  [{ now: 'x' }, new TypeError('Expected now to be a valid Date, got "x"')],
  [{ now: Date.UTC(2026, 1, 1) }, new TypeError('Expected now to be a valid Date, got 1769904000000')],
  [{ now: new Date('x') }, new RangeError('Expected now to be a valid Date, got an invalid Date')],
  [{ productVersion: 1 }, new TypeError('Expected productVersion to be a text, got 1')],
  [{ productVersion: '' }, new RangeError('Expected productVersion to be a text, got ""')],
])('findings and targets refuse %o', async (options, error) => {
  expect(() => findingsOf(alerts, options as never)).toThrow(error);
  for (const target of [
    { path: join(folder, 'refused.csv') },
    { splunk: { url: 'https://splunk.example:8088' } },
    { azure: { endpoint: 'https://x.example', ruleId: 'dcr-1', streamName: 'Custom-A' } },
  ]) {
    await expect(writeAlerts(alerts, { ...target, ...options } as never)).rejects.toThrow(error);
  }
  expect(readdirSync(folder)).not.toContain('refused.csv');
});
