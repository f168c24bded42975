import { readFileSync } from 'node:fs';
import type { Table } from 'apache-arrow';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataFactory } from '../../lib/synthetic/DataFactory.js';
import { toTable } from '../../lib/tables/toTable.js';
import { rowsOf } from '../rowsOf.js';

const reference = new URL('../fixtures/reference/data-factory/', import.meta.url);

function csvOf(table: Table): string {
  // As Python prints floats: integers with a point and a zero.
  const rows = rowsOf(table).map(({ user, res, likelihood }) => {
    return `${user},${res},${Number.isInteger(likelihood) ? `${likelihood}.0` : likelihood}`;
  });
  return [...['user,res,likelihood'], ...rows, ''].join('\n');
}

function recorded(name: string): string {
  return readFileSync(new URL(name, reference), 'utf8').replaceAll('\r\n', '\n');
}

const notebookSizes = {
  numHrUsers: 25,
  numHrResources: 50,
  numFinUsers: 35,
  numFinResources: 75,
  numEngUsers: 15,
  numEngResources: 25,
};

describe('DataFactory makes the rows of the original', () => {
  test.each([
    { name: 'notebook', options: { ...notebookSizes, singleComponent: true, seed: 42 }, ratio: 0.4 },
    { name: 'defaults-two-components', options: { singleComponent: false }, ratio: undefined },
  ])('$name', ({ name, options, ratio }) => {
    const factory = new DataFactory(options);
    const training = factory.createClusteredTrainingData(ratio);
    expect(csvOf(training)).toBe(recorded(`${name}/training.csv`));
    expect(csvOf(factory.createClusteredIntraTestData(training))).toBe(recorded(`${name}/intra-test.csv`));
    expect(csvOf(factory.createClusteredInterTestData())).toBe(recorded(`${name}/inter-test.csv`));
  });

  test('fixed-training', () => {
    expect(csvOf(new DataFactory().createFixedTrainingData())).toBe(recorded('fixed-training.csv'));
  });

  // Recorded from the original with the ratio 0.75, where pairs come from the list of all.
  test('dense training data', () => {
    const factory = new DataFactory({ ...tiny, singleComponent: true });
    expect(csvOf(factory.createClusteredTrainingData(0.75))).toBe(
      [
        'user,res,likelihood',
        'hr_user_0,ffa,512.0',
        'hr_user_1,ffa,625.0',
        'fin_user_0,ffa,571.0',
        'eng_user_0,ffa,846.0',
        'hr_user_0,hr_res_0,802.0',
        'hr_user_0,hr_res_1,516.0',
        'hr_user_1,hr_res_1,547.0',
        'fin_user_0,fin_res_0,619.0',
        'eng_user_0,eng_res_0,787.0',
        'eng_user_0,eng_res_1,866.0',
        '',
      ].join('\n'),
    );
  });
});

const tiny = {
  numHrUsers: 2,
  numHrResources: 2,
  numFinUsers: 1,
  numFinResources: 1,
  numEngUsers: 1,
  numEngResources: 2,
};

test('DataFactory tables have text in dictionaries and likelihoods in Float64', () => {
  const { schema } = new DataFactory().createClusteredInterTestData();
  expect(schema.fields.map(String)).toEqual([
    'user: Dictionary<Int32, Utf8>',
    'res: Dictionary<Int32, Utf8>',
    'likelihood: Float64',
  ]);
});

test('DataFactory makes other rows of another seed, and the same of the same', () => {
  const made = (seed: number) => csvOf(new DataFactory({ seed }).createClusteredTrainingData());
  expect(made(7)).toBe(made(7));
  expect(made(7)).not.toBe(made(8));
});

test.each([
  [{ numHrUsers: -1 }, 'Expected numHrUsers to be a non-negative integer, got -1'],
  [{ numFinResources: 2.5 }, 'Expected numFinResources to be a non-negative integer, got 2.5'],
  [{ numEngUsers: Number.NaN }, 'Expected numEngUsers to be a non-negative integer, got NaN'],
  [{ seed: -3 }, 'Expected seed to be a non-negative integer, got -3'],
  [{ seed: 2 ** 53 }, 'Expected seed to be a non-negative integer, got 9007199254740992'],
])('new DataFactory(%o) is refused', (options, message) => {
  expect(() => new DataFactory(options)).toThrow(new RangeError(message));
});

test('new DataFactory refuses what is of another type, and options that it does not know', () => {
  const make = (options: object) => () => new DataFactory(options);
  expect(make({ seed: '42' })).toThrow(new TypeError('Expected seed to be a non-negative integer, got "42"'));
  expect(make({ singleComponent: 1 })).toThrow(
    new TypeError('Expected singleComponent to be true or false, got 1'),
  );
  expect(make({ numHRUsers: 7 })).toThrow(
    /^Expected DataFactory options among numHrUsers, .*, got numHRUsers$/,
  );
});

test.each([-0.1, 1.01, Number.NaN, Number.POSITIVE_INFINITY])(
  'createClusteredTrainingData(%d) is refused',
  (ratio) => {
    expect(() => new DataFactory().createClusteredTrainingData(ratio)).toThrow(
      new RangeError(`Expected ratio to be from 0 to 1, got ${ratio}`),
    );
  },
);

describe('createClusteredIntraTestData', () => {
  test('refuses training data that leaves a resource no new pair, and draws nothing', () => {
    const factory = new DataFactory({ ...tiny, singleComponent: false });
    const training = toTable([
      { user: 'hr_user_0', res: 'hr_res_1' },
      { user: 'hr_user_1', res: 'hr_res_1' },
    ]);
    expect(() => factory.createClusteredIntraTestData(training)).toThrow(
      new RangeError(
        'Expected training to leave every resource to some user of its department, got hr_res_1 with all 2 of hr',
      ),
    );
    const untouched = new DataFactory({ ...tiny, singleComponent: false });
    expect(csvOf(factory.createClusteredIntraTestData())).toBe(
      csvOf(untouched.createClusteredIntraTestData()),
    );
  });

  test('refuses training data that leaves fewer pairs than it is to make', () => {
    // 3.5% of 100 pairs, rounded up, are wanted in Engineering; 3 are left, some of each resource.
    const training = Array.from({ length: 97 }, (_, pair) => ({
      user: `eng_user_${Math.floor(pair / 2)}`,
      res: `eng_res_${pair % 2}`,
    }));
    const factory = new DataFactory({ ...tiny, numEngUsers: 50, numEngResources: 2 });
    expect(() => factory.createClusteredIntraTestData(training)).toThrow(
      new RangeError('Expected training to leave at least 4 pairs of user and resource in eng, got 3'),
    );
    expect(factory.createClusteredIntraTestData(training.slice(1)).numRows).toBeGreaterThan(4);
  });

  test('names the column that training data lacks', () => {
    expect(() => new DataFactory().createClusteredIntraTestData([{ user: 'a', resource: 'b' }])).toThrow(
      new RangeError('Expected a column res, got user, resource'),
    );
  });
});

/** Pairs of a department that appear in a table, and how many users and resources they cover. */
function within(table: Table, name: string) {
  const rows = rowsOf(table).filter(
    ({ user, res }) => `${user}`.startsWith(name) && `${res}`.startsWith(name),
  );
  return {
    pairs: new Set(rows.map(({ user, res }) => `${user} ${res}`)),
    rows: rows.length,
    users: new Set(rows.map(({ user }) => user)).size,
    resources: new Set(rows.map(({ res }) => res)).size,
  };
}

test('DataFactory keeps its promises or refuses, at any size', () => {
  const count = fc.integer({ min: 0, max: 6 });
  const sizes = fc.record({
    numHrUsers: count,
    numHrResources: count,
    numFinUsers: count,
    numFinResources: count,
    numEngUsers: count,
    numEngResources: count,
    singleComponent: fc.boolean(),
    seed: fc.maxSafeNat(),
  });
  const ratio = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 0.5, 1));
  fc.assert(
    fc.property(sizes, ratio, (options, ratio) => {
      const factory = new DataFactory(options);
      const training = factory.createClusteredTrainingData(ratio);
      const departments = [
        { name: 'hr', users: options.numHrUsers, resources: options.numHrResources, share: 0.025 },
        { name: 'fin', users: options.numFinUsers, resources: options.numFinResources, share: 0.05 },
        { name: 'eng', users: options.numEngUsers, resources: options.numEngResources, share: 0.035 },
      ];
      let refuses = false;
      for (const { name, users, resources, share } of departments) {
        const made = within(training, name);
        const isEmpty = users === 0 || resources === 0;
        expect(made.pairs.size).toBe(made.rows);
        expect(made.rows).toBeGreaterThanOrEqual(users * resources * ratio);
        expect(made.users).toBe(isEmpty ? 0 : users);
        expect(made.resources).toBe(isEmpty ? 0 : resources);

        const taken = (res: number) =>
          rowsOf(training).filter((row) => row.res === `${name}_res_${res}`).length;
        const isFull = Array.from({ length: resources }, (_, res) => taken(res)).some((n) => n === users);
        const left = users * resources - made.rows;
        refuses ||= !isEmpty && (isFull || left < users * resources * share);
      }
      if (refuses) {
        expect(() => factory.createClusteredIntraTestData(training)).toThrow(/^Expected training to leave/);
      } else {
        const intra = factory.createClusteredIntraTestData(training);
        for (const { name, users, resources } of departments) {
          const made = within(intra, name);
          expect(made.resources).toBe(users === 0 ? 0 : resources);
          for (const pair of made.pairs) expect(within(training, name).pairs).not.toContain(pair);
        }
      }
      const inter = rowsOf(factory.createClusteredInterTestData());
      const covered = new Set(inter.map(({ user, res }) => `${`${user}`.split('_')[0]} ${res}`));
      const expected = departments.flatMap((from) =>
        departments.flatMap((to) => (from === to || from.users === 0 ? [] : to.resources)),
      );
      const joint = options.singleComponent ? departments.filter(({ users }) => users > 0).length : 0;
      expect(covered.size).toBe(expected.reduce((sum, n) => sum + n, joint));
    }),
    { numRuns: 150, seed: 3 },
  );
});
