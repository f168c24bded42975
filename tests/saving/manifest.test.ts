import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../../lib/saving/manifest.js';
import {
  fieldsOf,
  fileOf,
  fingerprint,
  forge,
  KINDS,
  type Saved,
  setField,
  WITH_DAYS,
  WITH_WAITING,
} from './kinds.js';

const numRuns = Number(process.env.FUZZ_RUNS ?? 400);

type Change = Parameters<typeof forge>[1];

/** Values that have broken a reader before. */
const HOSTILE: unknown[] = [
  undefined,
  null,
  true,
  false,
  0,
  -1,
  0.5,
  3,
  1e9,
  2 ** 53,
  1e300,
  -1e300,
  '',
  ' ',
  'res',
  'user',
  '__proto__',
  '../../dev/zero',
  '/etc/passwd',
  '/dev/zero',
  'users-00000000.parquet',
  'users-00000000.parquet/../x',
  'model.json',
  '2026-13-45T00:00:00.000Z',
  '2026-01-01',
  '9'.repeat(64),
  'x'.repeat(100_000),
  [],
  [null],
  {},
  { length: 1e9 },
  { toString: null },
  { first: '2026-02-01T00:00:00.000Z', last: '2026-01-01T00:00:00.000Z' },
  [
    { tenant: 't', min: 1, max: 2 },
    { tenant: 't', min: 1, max: 2 },
  ],
];

/** These say how an access is scored, and nothing in the model's files can contradict them. */
const DECIDES = /^params\.(historyTrust|intruder)/;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifest-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each([...KINDS, WITH_DAYS, WITH_WAITING])('a manifest of $name', ({ name, fit, load }) => {
  let path: string;
  let text: string;
  let model: Saved;
  let expected: string;
  beforeAll(async () => {
    path = join(folder, name);
    [model] = await fit();
    await model.save(path);
    text = readFileSync(join(path, 'model.json'), 'utf8');
    expected = fingerprint(model);
  });

  const manifest = () => {
    const { format, version, checksum, ...fields } = JSON.parse(text);
    return fields;
  };

  async function expectSameOrRefused(field: string[], value: unknown): Promise<void> {
    writeFileSync(join(path, 'model.json'), text);
    let columns = {};
    forge(path, (fields) => {
      setField(fields, field, value);
      const named = fields.columns ?? fields.params ?? {};
      const { tenantCol: tenant, userCol: user, resCol: res, dayCol: day, hourCol: hour } = named;
      columns = { tenant, user, res, day, hour, zone: named.contextCols?.[0] };
    });
    const what = `${field.join('.')} = ${JSON.stringify(value)?.slice(0, 100)}`;
    const loaded = await load(path).catch((error: Error) => {
      expect(error.message, what).toMatch(/^Expected /);
      expect(error.message, what).toContain(path);
      return null;
    });
    if (loaded !== null && !DECIDES.test(field.join('.'))) {
      expect(fingerprint(loaded, columns), what).toBe(expected);
    }
  }

  it('with any value in the place of any field loads the same scores, or is refused by name', async () => {
    const field = fc.constantFrom(...fieldsOf(manifest()));
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
      fc.jsonValue(),
      fc.integer(),
      fc.double({ noNaN: true }),
      fc.string(),
    );
    await fc.assert(fc.asyncProperty(field, value, expectSameOrRefused), { numRuns });
  }, 3_600_000);

  it.each<[string, Change, string]>([
    [
      'a number of users beyond all',
      ({ counts }) => (counts.users = 1e9 * 1e9),
      'counts.users in PATH to be an integer from 1 to 2147483647, got 1000000000000000000',
    ],
    ['more users than there are', ({ counts }) => (counts.users = 17), 'Expected 17 rows in '],
    ['more tenants than there are', ({ counts }) => (counts.tenants = 3), 'Expected 3 tenants in '],
    [
      'a file elsewhere',
      ({ files }) => (files.users.name = '../../dev/zero'),
      'files.users.name in PATH to be a file\'s name like users-01234567.parquet, got "../../dev/zero"',
    ],
    [
      'a file of another kind',
      ({ files }) => (files.users = files.resources),
      "files.users.name in PATH to be a file's name like",
    ],
    [
      'another size',
      ({ files }) => (files.users.bytes = 1e15),
      'of 1000000000000000 bytes, as it was saved, got',
    ],
    [
      'half a byte',
      ({ files }) => (files.users.bytes = 0.5),
      'files.users.bytes in PATH to be an integer from 1 to 9007199254740991, got 0.5',
    ],
    [
      'no checksum',
      ({ files }) => (files.users.sha256 = 'f00'),
      'files.users.sha256 in PATH to be a SHA-256 checksum, got "f00"',
    ],
    [
      'a field too few',
      (fields) => delete fields.counts.users,
      'counts.users in PATH to be an integer from 1 to 2147483647, got none',
    ],
    [
      'a field too many',
      ({ counts }) => (counts.more = 1),
      'counts in PATH to be an object of tenants, users, resources,',
    ],
  ])('with %s is refused', async (_, change, message) => {
    writeFileSync(join(path, 'model.json'), text);
    forge(path, change);
    await expect(load(path)).rejects.toThrow(message.replace('PATH', join(path, 'model.json')));
  });

  it('that is nested too deep, or no plain file, is refused', async () => {
    const file = join(path, 'model.json');
    const { format } = JSON.parse(text);
    const deep = `${'['.repeat(1e6)}${']'.repeat(1e6)}`;
    writeFileSync(file, `{"format":${JSON.stringify(format)},"version":1,"checksum":"x","more":${deep}}`);
    await expect(load(path)).rejects.toThrow(`Expected ${file} to hold a JSON object, got damaged`);
    unlinkSync(file);
    execFileSync('mkfifo', [file]);
    await expect(load(path)).rejects.toThrow(`Expected ${file} to be a plain file, got a pipe`);
    await expect(model.save(path)).rejects.toThrow(`Expected ${file} to be a plain file, got a pipe`);
    unlinkSync(file);
    symlinkSync('/dev/zero', file);
    await expect(load(path)).rejects.toThrow(`Expected ${file} to be a plain file, got a symbolic link`);
    unlinkSync(file);
  });

  it('is refused where a file it names is a link or a pipe', async () => {
    writeFileSync(join(path, 'model.json'), text);
    const users = fileOf(path, 'users');
    const aside = join(folder, `${name}-aside`);
    copyFileSync(users, aside);
    unlinkSync(users);
    symlinkSync(aside, users);
    await expect(load(path)).rejects.toThrow(`Expected ${users} to be a plain file, got a symbolic link`);
    unlinkSync(users);
    execFileSync('mkfifo', [users]);
    await expect(load(path)).rejects.toThrow(`Expected ${users} to be a plain file, got a pipe`);
    unlinkSync(users);
    renameSync(aside, users);
    expect(fingerprint(await load(path))).toBe(expected);
  });

  it('that vouches for a file of another model, or of another kind, is refused', async () => {
    const [from, to] = [fileOf(path, 'resources'), fileOf(path, 'users')];
    const before = readFileSync(to);
    const foreign = readFileSync(fileOf(path, name === 'AccessAnomalyModel' ? 'history' : 'accesses'));
    for (const content of [foreign, before.subarray(0, 100), Buffer.from('PAR1'), readFileSync(from)]) {
      writeFileSync(to, content);
      forge(path, ({ files }) =>
        Object.assign(files.users, { bytes: content.length, sha256: sha256(content) }),
      );
      await expect(load(path)).rejects.toThrow(new RegExp(`^Expected .*${name}`));
    }
    writeFileSync(to, before);
    writeFileSync(join(path, 'model.json'), text);
  });
});

describe('the manifest of a model', () => {
  const [{ fit, load }] = KINDS;

  it.each<[string, Change, string]>([
    [
      'a rank beyond all',
      (fields) => (fields.rank = 1e9),
      'rank in PATH to be an integer from 1 to 10000, got 1000000000',
    ],
    [
      'a rank that the vectors do not have',
      (fields) => {
        fields.rank = 10_000;
        fields.training.params.rankParam = 10_000;
      },
      'Expected no row with a vector of other than 10002 numbers in ',
    ],
    [
      'a likelihood that is null',
      ({ training }) => (training.likelihoods[0].min = null),
      'training.likelihoods[0].min in PATH to be a finite number, got null',
    ],
    [
      'a tenant twice',
      ({ training }) => training.likelihoods.push(training.likelihoods[0]),
      'training.likelihoods[2].tenant in PATH to be unlike all before, got "other"',
    ],
    [
      'a parameter that no fit takes',
      ({ training }) => (training.params.lowValue = 0),
      'PATH to agree with itself, got: Expected lowValue to be at least 1, got 0',
    ],
    ['an unknown parameter', ({ training }) => (training.params.more = 1), 'got one with "more"'],
    [
      'one column for two',
      ({ columns }) => (columns.userCol = 'res'),
      'columns in PATH to agree with itself, got: Expected userCol and resCol to name different columns, got res for both',
    ],
    [
      'no time',
      ({ training }) => (training.span = { first: 'today', last: 'today' }),
      'training.span.first in PATH to be a time as',
    ],
    [
      'time that runs back',
      ({ training }) =>
        (training.span = { first: '2026-02-01T00:00:00.000Z', last: '2026-01-01T00:00:00.000Z' }),
      'Expected first to be no later than last',
    ],
    ['a history that is left out', ({ files }) => (files.history = null), 'counts.history and files.history'],
  ])('with %s is refused', async (what, change, message) => {
    const path = join(folder, what);
    await (await fit())[0].save(path);
    forge(path, change);
    await expect(load(path)).rejects.toThrow(message.replace('PATH', join(path, 'model.json')));
  });
});
