import { describe, expect, it } from 'vitest';
import { makeTest } from '../../../lib/evaluate/splits/makeTest.js';
import { toTable } from '../../../lib/tables/toTable.js';

const rows = Array.from({ length: 60 }, (_, n) => ({
  tenant: 't',
  user: `u${n % 6}`,
  res: `r${Math.floor(n / 6)}`,
  likelihood: n,
  label: 0,
}));
const attack = [
  { tenant: 't', user: 'u0', res: 'vault', likelihood: 1, label: 1 },
  { tenant: 't', user: 'u0', res: 'vault', likelihood: 1, label: 1 },
  { tenant: 't', user: 'u1', res: 'r0', likelihood: 1, label: 1 },
];

describe('makeTest', () => {
  it('holds normal pairs out of the training, and adds the anomalous ones, each once', () => {
    const { train, pairs } = makeTest(toTable([...rows, ...attack]), {
      labelCol: 'label',
      seed: 1,
    });
    const key = ({ user, res }: { user: string; res: string }) => `${user} ${res}`;
    const trained = new Set(train.toArray().map(key));
    const tested = pairs.toArray().map((row) => row.toJSON());
    const normal = tested.filter(({ label }) => label === 0);
    expect(train.numRows).toBe(48);
    expect(train.schema.fields.map(({ name }) => name)).toEqual([
      'tenant',
      'user',
      'res',
      'likelihood',
      'label',
    ]);
    expect(normal).toHaveLength(12);
    for (const pair of normal) expect(trained.has(key(pair as never))).toBe(false);
    expect(tested.filter(({ label }) => label === 1).map(({ user, res }) => `${user} ${res}`)).toEqual([
      'u0 vault',
      'u1 r0',
    ]);
    for (const pair of tested) expect(pair.seen).toBe(trained.has(key(pair as never)));
  });

  it('draws unseen pairs where there are no labels', () => {
    const sparse = toTable(rows.filter((_, n) => n % 4));
    const { pairs } = makeTest(sparse);
    const known = new Set(sparse.toArray().map(({ user, res }) => `${user} ${res}`));
    const [normal, drawn] = [0, 1].map((label) => pairs.toArray().filter((row) => row.label === label));
    expect(drawn).toHaveLength(normal.length);
    for (const { user, res } of drawn) expect(known.has(`${user} ${res}`)).toBe(false);
    for (const { user, res } of normal) expect(known.has(`${user} ${res}`)).toBe(true);
    expect(pairs.toArray().some(({ seen }) => seen)).toBe(false);
  });

  it('names a label that is none', () => {
    expect(() => makeTest(toTable([{ user: 'a', res: 'b', label: null }]), { labelCol: 'label' })).toThrow(
      'Expected column label to hold 0 or 1, got null in row 0',
    );
  });

  it.each([
    [{ by: 'time', fraction: 0.2, timeCol: 'at', at: 1 }, "fraction to be unset when by is 'time', got 0.2"],
    [{ likelihoodCol: 'n' }, 'likelihoodCol to be unset when by is \'users\', got "n"'],
    [{ by: 'pairs', likelihoodCol: null }, "likelihoodCol to be unset when by is 'pairs', got null"],
    [{ by: 'events', timeCol: 'when' }, 'timeCol to be unset when by is \'events\', got "when"'],
    [{ by: 'users', at: 7 }, "at to be unset when by is 'users', got 7"],
    [
      { labelCol: 'label', negatives: 'uniform' },
      'negatives to be unset when labelCol is given, got "uniform"',
    ],
  ])('refuses what it would ignore: %o', (options, message) => {
    expect(() => makeTest(toTable(rows), options as never)).toThrow(new RangeError(`Expected ${message}`));
  });

  it('takes what is undefined for not given', () => {
    const options = { fraction: undefined, likelihoodCol: undefined, timeCol: undefined, at: undefined };
    const test = (given: object) => makeTest(toTable(rows), given).pairs.toArray().map(String);
    expect(test({ ...options, negatives: undefined, labelCol: undefined })).toEqual(test({}));
  });

  it.each([
    [null, 'null'],
    [1, '1'],
  ])('refuses a column of labels called %o', (labelCol, got) => {
    expect(() => makeTest(toTable(rows), { labelCol: labelCol as never })).toThrow(
      new TypeError(`Expected labelCol to name a column, got ${got}`),
    );
  });
});
