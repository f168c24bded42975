import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { sha256 } from '../../lib/saving/manifest.js';
import { parquetColumns, readParquet } from '../../lib/sql/readParquet.js';
import { writeParquet } from '../../lib/sql/writeParquet.js';
import { toTable } from '../../lib/tables/toTable.js';
import { fileOf, fingerprint, forge, WITH_DAYS } from './kinds.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'days-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const rows = Array.from({ length: 40 }, (_, n) => ({
  ...{ tenant: n % 3 === 0 ? 's' : 't', user: `u${n % 6}`, res: `r${n % 5}` },
  ...{ day: `2026-11-${10 + (n % 9)}`, hour: n % 24, zone: n % 3 === 0 ? null : `z${n % 4}` },
}));

const manifestOf = (path: string) => JSON.parse(readFileSync(join(path, 'model.json'), 'utf8'));

async function columnsOf(path: string): Promise<Record<string, string>> {
  const files = readdirSync(path).filter((name) => name !== 'model.json');
  const columns = await Promise.all(files.map((file) => parquetColumns([join(path, file)])));
  return Object.fromEntries(
    files.map((file, n) => [
      file.replace(/-.*/, ''),
      [...columns[n]].map((each) => each.join(' ')).join(', '),
    ]),
  );
}

const PARTS = 'part0 DOUBLE, part1 DOUBLE, part2 DOUBLE, part3 DOUBLE, part4 DOUBLE';
const PLAIN_FILES = {
  users: 'tenant VARCHAR, name VARCHAR, spread DOUBLE',
  resources: 'tenant VARCHAR, name VARCHAR, spread DOUBLE',
  accesses: 'user INTEGER, res INTEGER, likelihood DOUBLE',
  weights: `tenant INTEGER, of VARCHAR, bucket INTEGER, ${PARTS}`,
  calibration: 'tenant INTEGER, source VARCHAR, pair DOUBLE, evidence DOUBLE, likelihood DOUBLE',
};
const INTRUDER = { uniformUsers: 0.5, uniformResources: 0.95, newness: 2 };

describe('what is saved', () => {
  it('of a model without days is what version 0.2.0 wrote, and reads', async () => {
    const path = join(folder, 'plain');
    await (await new AccessEvidence({ dayCol: null }).fit(toTable(rows))).save(path);
    const { version, params, counts, files } = manifestOf(path);
    expect(version).toBe(1);
    expect(params).toEqual({
      ...{ tenantCol: 'tenant', userCol: 'user', resCol: 'res', likelihoodCol: null },
      ...{ historyTrust: 1, intruder: INTRUDER, seed: 0 },
    });
    expect(Object.keys(counts)).toEqual(['tenants', 'users', 'resources', 'accesses']);
    expect(Object.keys(files)).toEqual(Object.keys(PLAIN_FILES));
    expect(await columnsOf(path)).toEqual(PLAIN_FILES);
  });

  it('of a model with days has its log, values and contexts beside that', async () => {
    const path = join(folder, 'forward');
    await (await new AccessEvidence({ contextCols: ['zone'], horizon: 2 }).fit(toTable(rows))).save(path);
    const { version, params, counts } = manifestOf(path);
    expect(version).toBe(2);
    expect(params).toMatchObject({ dayCol: 'day', hourCol: 'hour', contextCols: ['zone'], horizon: 2 });
    const distinct = new Set(rows.map((row) => JSON.stringify(row)));
    expect(counts).toMatchObject({ records: distinct.size, values: 4 });
    expect(await columnsOf(path)).toEqual({
      ...PLAIN_FILES,
      records: 'pair INTEGER, day INTEGER, value0 INTEGER, value1 INTEGER',
      values: 'context INTEGER, tenant INTEGER, name VARCHAR',
      contexts: `tenant INTEGER, context INTEGER, bucket INTEGER, weight DOUBLE, apart DOUBLE, ${PARTS}`,
    });
  });

  it.each<[string, object]>([
    ['hours and zones', { contextCols: ['zone'] }],
    ['hours alone', {}],
    ['zones alone', { hourCol: null, contextCols: ['zone'] }],
    ['no context', { hourCol: null }],
    ['contexts that are never known', { hourCol: null, contextCols: ['nothing', 'zone'] }],
    ['a horizon', { horizon: 1 }],
  ])('with %s is loaded bit for bit', async (what, params) => {
    const path = join(folder, what);
    const table = toTable(rows.map((row) => ({ ...row, nothing: null })));
    const model = await new AccessEvidence(params).fit(table);
    await model.save(path);
    const loaded = await AccessEvidenceModel.load(path);
    expect(fingerprint(loaded)).toBe(fingerprint(model));
    expect(loaded.span).toEqual(model.span);
    // A model of the other kind may take its place.
    await (await new AccessEvidence({ dayCol: null }).fit(table)).save(path);
    expect((await AccessEvidenceModel.load(path)).transform(table).schema.names).not.toContain('p_next');
  });
});

describe('a file that contradicts the model is refused by name', () => {
  let path: string;
  let expected: string;
  beforeAll(async () => {
    path = join(folder, 'damaged');
    const [model] = await WITH_DAYS.fit();
    await model.save(path);
    expected = fingerprint(model);
  });

  /** Writes one of the files again, as SQL says, under a checksum of its own. */
  async function rewrite(kind: string, select: string): Promise<() => Promise<void>> {
    const file = fileOf(path, kind);
    const before = await readParquet([file], '*');
    const vouch = () =>
      forge(path, ({ files }) => {
        const content = readFileSync(file);
        files[kind] = { name: basename(file), bytes: statSync(file).size, sha256: sha256(content) };
      });
    await writeParquet(file, before, select);
    vouch();
    return async () => {
      await writeParquet(file, before, '*');
      vouch();
    };
  }

  it.each<[string, string, string, string]>([
    [
      'another order',
      'records',
      '* REPLACE (-day AS day)',
      'Expected distinct records in their order, got another in row',
    ],
    [
      'a record twice',
      'records',
      'CAST(0 AS INTEGER) AS pair, CAST(20000 AS INTEGER) AS day, CAST(0 AS INTEGER) AS value0, value1 * 0 AS value1',
      'Expected distinct records in their order',
    ],
    [
      'accesses that are not there',
      'records',
      '* REPLACE (pair + 1000 AS pair)',
      'Expected column pair to hold numbers from 0 to',
    ],
    [
      'days beyond all',
      'records',
      '* REPLACE (200000000 AS day)',
      'Expected column day to hold numbers from -100000000 to',
    ],
    [
      'hours of another tenant',
      'records',
      '* REPLACE (CASE WHEN value0 < 0 THEN value0 ELSE (value0 + 48) % 96 END AS value0)',
      "Expected a value of the tenant, got another's in row",
    ],
    [
      'zones beyond all',
      'records',
      '* REPLACE (100 AS value1)',
      'Expected column value1 to hold numbers from -1 to',
    ],
    [
      'a null',
      'records',
      '* REPLACE (CASE WHEN pair <> 3 THEN day END AS day)',
      'Expected column day to hold numbers',
    ],
    [
      'days as text',
      'records',
      '* REPLACE (CAST(day AS VARCHAR) AS day)',
      'Expected columns pair,INTEGER; day,INTEGER',
    ],
    [
      'no hours',
      'records',
      '* EXCLUDE (value0)',
      'Expected columns pair,INTEGER; day,INTEGER; value0,INTEGER; value1,INTEGER in',
    ],
    [
      'values in another order',
      'values',
      "* REPLACE (CASE name WHEN 'z0' THEN 'z9' ELSE name END AS name)",
      'Expected distinct values in their order',
    ],
    ['a value twice', 'values', "* REPLACE ('z0' AS name)", 'Expected distinct values in their order'],
    [
      'values without a name',
      'values',
      'context, tenant, CAST(NULL AS VARCHAR) AS name',
      'Expected column name to hold a name in every row',
    ],
    [
      'values of another tenant',
      'values',
      '* REPLACE (CAST(9 AS INTEGER) AS tenant)',
      'Expected column tenant to hold numbers from 0 to 1',
    ],
    ['values of hours', 'values', '* REPLACE (CAST(0 AS INTEGER) AS context)', 'Expected'],
    [
      'weights above 1',
      'contexts',
      '* REPLACE (CAST(1.5 AS DOUBLE) AS weight)',
      'Expected column weight to hold numbers from 0 to 1, got 1.5 in row 0',
    ],
    [
      'weights that are none',
      'contexts',
      "* REPLACE ('NaN'::DOUBLE AS weight)",
      'Expected column weight to hold numbers from 0 to 1, got NaN in row 0',
    ],
    [
      'a context that is apart above 1',
      'contexts',
      '* REPLACE (apart + 1 AS apart)',
      'Expected column apart to hold numbers from 0 to 1',
    ],
    [
      'parts below 0',
      'contexts',
      '* REPLACE (-part0 AS part0)',
      'Expected column part0 to hold numbers from 0 to',
    ],
    [
      'contexts in another order',
      'contexts',
      '* REPLACE (CAST(1 - context AS INTEGER) AS context)',
      'Expected the contexts in their order, got another in row 0',
    ],
    [
      'buckets in another order',
      'contexts',
      '* REPLACE (CAST(0 AS INTEGER) AS bucket)',
      'Expected the contexts in their order',
    ],
    [
      'a source that is none',
      'calibration',
      "* REPLACE ('foretold' AS source)",
      'each of one source, fit, forward or period, got "foretold"',
    ],
  ])('%s', async (_, kind, select, message) => {
    const undo = await rewrite(kind, select);
    const said = await AccessEvidenceModel.load(path).then(
      () => 'nothing',
      (error: Error) => error.message,
    );
    await undo();
    expect(said).toContain(message);
    expect(said).toContain(basename(fileOf(path, kind)));
  });

  it('where its days are not those of the accesses', async () => {
    const undo = await rewrite('accesses', '* REPLACE (likelihood + 1 AS likelihood)');
    const loading = AccessEvidenceModel.load(path).finally(undo);
    await expect(loading).rejects.toThrow(
      /records-.*Expected access 0 on \d days, as it was counted, got \d/,
    );
  });

  it.each<[string, Parameters<typeof forge>[1], string]>([
    ['no log', ({ files }) => delete files.records, 'files.records in PATH'],
    ['no span', (fields) => (fields.span = null), 'span in PATH'],
    ['no days', ({ params }) => (params.dayCol = null), 'params.dayCol in PATH'],
    [
      'a horizon of 0',
      ({ params }) => (params.horizon = 0),
      'params.horizon in PATH to be an integer from 1',
    ],
    [
      'a context too few',
      ({ params }) => (params.contextCols = []),
      'Expected column context to hold numbers from 0 to 0, got 1 in row 0',
    ],
    ['a context that is a term', ({ params }) => (params.contextCols = ['fit']), 'no context called fit'],
    ['a context that is none', ({ params }) => (params.contextCols = [null]), 'params.contextCols in PATH'],
    ['more records than there are', ({ counts }) => (counts.records = 7), 'Expected 7 rows in'],
    ['fewer values than there are', ({ counts }) => (counts.values = 0), 'Expected 0 rows in'],
  ])('a manifest with %s', async (_, change, message) => {
    const before = readFileSync(join(path, 'model.json'), 'utf8');
    forge(path, change);
    const loading = AccessEvidenceModel.load(path).finally(() =>
      writeFileSync(join(path, 'model.json'), before),
    );
    await expect(loading).rejects.toThrow(message.replace('PATH', join(path, 'model.json')));
  });

  it('except for the one that was saved', async () => {
    expect(fingerprint(await AccessEvidenceModel.load(path))).toBe(expected);
  });
});
