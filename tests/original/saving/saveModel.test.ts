import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessAnomaly } from '../../../lib/original/AccessAnomaly.js';
import { AccessAnomalyModel } from '../../../lib/original/AccessAnomalyModel.js';
import { sha256 } from '../../../lib/saving/manifest.js';
import { toTable } from '../../../lib/tables/toTable.js';
import { accessTable, departments, scoresOf } from '../accessTable.js';

const training = accessTable(...departments());
const asked = accessTable('0 a0 r0', '0 a1 r3', '0 a0 s1', '0 nobody r1', '0 a2 nothing', '1 a0 r0');

let folder: string;
let model: AccessAnomalyModel;
let other: AccessAnomalyModel;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'model-'));
  model = await new AccessAnomaly({ rankParam: 3, maxIter: 5 }).fit(training);
  other = await new AccessAnomaly({ rankParam: 2, maxIter: 3, seed: 1 }).fit(training);
});
afterAll(() => rmSync(folder, { recursive: true }));

let numFolders = 0;
function newFolder(): string {
  return join(folder, String(numFolders++));
}

function bits(scores: (number | null)[]): Buffer {
  return Buffer.from(Float64Array.from(scores, (score) => score ?? Number.NaN).buffer);
}

function expectSameScores(actual: AccessAnomalyModel, expected: AccessAnomalyModel, table = asked): void {
  const [a, b] = [actual, expected].map((each) => scoresOf(each.transform(table)));
  expect(a).toEqual(b);
  expect(bits(a).equals(bits(b))).toBe(true);
}

describe('save and load', () => {
  it('gives scores bit for bit, and what the model tells of itself', async () => {
    const path = newFolder();
    const span = { first: new Date('2026-01-01T00:00:00Z'), last: new Date('2026-01-31T12:00:00.123Z') };
    const saved = await new AccessAnomaly({ rankParam: 4, tol: 1e-3 }).fit(training, { span });
    await saved.save(path);
    const loaded = await AccessAnomalyModel.load(path);
    expectSameScores(loaded, saved);
    const told = ({ rank, iterations, numUsers, numResources, tenants, span }: AccessAnomalyModel) => ({
      rank,
      iterations,
      numUsers,
      numResources,
      tenants,
      span,
    });
    expect(told(loaded)).toEqual(told(saved));
    expect(told(loaded)).toMatchObject({ rank: 4, numUsers: 10, numResources: 10, tenants: ['0'], span });
  });

  it('keeps a history, names of columns, several tenants, and Infinity', async () => {
    const params = {
      tenantCol: 'org',
      userCol: '__proto__',
      resCol: '"what"',
      outputCol: 'odd',
      separateTenants: true,
    };
    const column = (values: string[]) => values;
    const table = toTable(
      Object.fromEntries([
        ['org', column(['x', 'x', 'y', 'y', 'y'])],
        ['__proto__', column(['ann', 'bob', 'ann', 'eve', 'eve'])],
        ['"what"', column(['r', 'r', 's', 's', 't'])],
      ]),
    );
    const saved = await new AccessAnomaly({ ...params, historyAccessDf: table.slice(0, 4) }).fit(table);
    const path = newFolder();
    await saved.save(path);
    const loaded = await AccessAnomalyModel.load(path);
    const scores = (each: AccessAnomalyModel) =>
      Array.from({ length: 5 }, (_, row) => each.transform(table).getChild('odd')!.get(row));
    expect(scores(loaded)).toEqual(scores(saved));
    // In the history, except for the last: its resource isn't, so it has no component.
    expect(scores(loaded)).toEqual([0, 0, 0, 0, null]);
  });

  it('keeps any name', async () => {
    const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
    const pair = fc.record({ tenant: name, user: name, res: name });
    await fc.assert(
      fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 12 }), async (rows) => {
        const table = toTable([...rows, { tenant: '\0', user: '<b>', res: "'; DROP TABLE x; --" }]);
        const path = newFolder();
        const saved = await new AccessAnomaly({ rankParam: 1, maxIter: 2 }).fit(table);
        await saved.save(path);
        expectSameScores(await AccessAnomalyModel.load(path), saved, table);
      }),
      { seed: 5, numRuns: 20 },
    );
  });

  it('may save a loaded model again, over itself', async () => {
    const path = newFolder();
    await model.save(path);
    await (await AccessAnomalyModel.load(path)).save(path);
    expectSameScores(await AccessAnomalyModel.load(path), model);
    expect(readdirSync(path)).toHaveLength(3);
  });

  it('replaces a model, and removes its files and those that a crash left long ago', async () => {
    const path = newFolder();
    await other.save(path);
    const abandoned = join(path, 'users-00000000.parquet');
    const recent = join(path, 'users-11111111.parquet');
    for (const file of [abandoned, recent]) writeFileSync(file, '');
    utimesSync(abandoned, new Date(0), new Date(0));
    await model.save(path);
    expectSameScores(await AccessAnomalyModel.load(path), model);
    expect(existsSync(abandoned)).toBe(false);
    // Another save may be writing this one now.
    expect(existsSync(recent)).toBe(true);
    expect(readdirSync(path)).toHaveLength(4);
  });

  it('works in folders of any name, several at a time', async () => {
    const path = join(newFolder(), "it's [a] *glob* 100%");
    await Promise.all([model.save(path), model.save(newFolder())]);
    expectSameScores(await AccessAnomalyModel.load(path), model);
  });

  it('leaves a folder of other files as it is', async () => {
    const path = newFolder();
    mkdirSync(path);
    writeFileSync(join(path, 'report.html'), 'mine');
    await expect(model.save(path)).rejects.toThrow(
      `Expected a new or empty folder or one of a saved model, got ${path}, which holds "report.html"`,
    );
    expect(readdirSync(path)).toEqual(['report.html']);
  });

  it('takes no notice of hidden files', async () => {
    const path = newFolder();
    mkdirSync(path);
    writeFileSync(join(path, '.DS_Store'), 'x');
    await model.save(path);
    await model.save(path);
    expectSameScores(await AccessAnomalyModel.load(path), model);
    expect(readdirSync(path)).toHaveLength(4);
  });

  it('leaves what was there where it fails', async () => {
    const path = newFolder();
    await other.save(path);
    const before = readdirSync(path).sort();
    // A directory where the new manifest is to go: renaming onto it fails.
    rmSync(join(path, 'model.json'));
    mkdirSync(join(path, 'model.json'));
    await expect(model.save(path)).rejects.toThrow();
    expect(readdirSync(path).sort()).toEqual(before);
  });
});

describe('load refuses', () => {
  async function saved(): Promise<string> {
    const path = newFolder();
    await model.save(path);
    return path;
  }

  function fileOf(path: string, kind: string): string {
    return join(path, readdirSync(path).find((name) => name.startsWith(kind))!);
  }

  it('a folder that is not there, or has no model', async () => {
    const path = newFolder();
    const expected = `Expected the folder of a saved model at ${path}, got`;
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(`${expected} none there`);
    mkdirSync(path);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `${expected} one without model.json or metadata_df`,
    );
    const file = join(path, 'x');
    writeFileSync(file, '');
    await expect(AccessAnomalyModel.load(file)).rejects.toThrow('Expected the folder of a saved model');
  });

  it.each<[string, (text: string) => string, string]>([
    [
      'a truncated manifest',
      (text) => text.slice(0, 200),
      'to hold a JSON object, got damaged or foreign content',
    ],
    ['an empty manifest', () => '', 'to hold a JSON object, got damaged or foreign content'],
    ['another program’s manifest', () => '{"name":"x"}', 'of format "access-anomaly model", got none'],
    ['a list', () => '[]', 'to hold a JSON object, got damaged or foreign content'],
    [
      'a newer version',
      (text) => text.replace('"version": 1', '"version": 2'),
      'of version 1, got 2: update access-anomaly to read it',
    ],
    ['an unknown version', (text) => text.replace('"version": 1', '"version": "x"'), 'of version 1, got "x"'],
    [
      'a changed parameter',
      (text) => text.replace('"regParam": 1', '"regParam": 2'),
      "as it was saved, got other content: its checksum doesn't match",
    ],
  ])('%s', async (_, change, message) => {
    const path = await saved();
    const manifest = join(path, 'model.json');
    const before = readFileSync(manifest, 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(manifest, after);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(`Expected ${manifest} ${message}`);
  });

  it.each(['users', 'resources'])('%s that are missing, truncated, longer or changed', async (kind) => {
    const path = await saved();
    const file = fileOf(path, kind);
    const content = readFileSync(file);
    const { length } = content;
    truncateSync(file, length - 1);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected ${file} of ${length} bytes, as it was saved, got ${length - 1}`,
    );
    writeFileSync(file, content);
    appendFileSync(file, 'x');
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(`got ${length + 1}`);
    const flipped = Buffer.from(content);
    flipped[length >> 1] ^= 1;
    writeFileSync(file, flipped);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected ${file} as it was saved, got other content: its checksum doesn't match`,
    );
    unlinkSync(file);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected the model's file ${file}, got none there`,
    );
  });

  it('files of another model under a manifest that vouches for them', async () => {
    const path = await saved();
    const manifest = join(path, 'model.json');
    const small = newFolder();
    await (await new AccessAnomaly({ rankParam: 3 }).fit(accessTable('0 a r', '0 b r'))).save(small);
    const content = readFileSync(fileOf(small, 'users'));
    writeFileSync(fileOf(path, 'users'), content);
    const { format, version, checksum, ...body } = JSON.parse(readFileSync(manifest, 'utf8'));
    expect(checksum).toBe(sha256(JSON.stringify(body)));
    body.files.users = { ...body.files.users, bytes: content.length, sha256: sha256(content) };
    const text = JSON.stringify({ format, version, checksum: sha256(JSON.stringify(body)), ...body });
    writeFileSync(manifest, text);
    await expect(AccessAnomalyModel.load(path)).rejects.toThrow(
      `Expected 10 rows in ${fileOf(path, 'users')}, as its manifest says, got 2`,
    );
  });
});
