import type { Table } from 'apache-arrow';
import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import { expectBoolean, expectInteger, expectNumber } from '../base/checks/expect.js';
import { findColumn } from '../tables/findColumn.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { type TableInput, toTable } from '../tables/toTable.js';
import { type IntegerSource, mersenneTwister } from './mersenneTwister.js';
import { randomAccesses } from './randomAccesses.js';

/** The sizes of the made-up company, and the seed of its accesses. */
export interface DataFactoryOptions {
  /** Default: 7. */
  numHrUsers?: number;
  /** Default: 30. */
  numHrResources?: number;
  /** Default: 5. */
  numFinUsers?: number;
  /** Default: 25. */
  numFinResources?: number;
  /** Default: 10. */
  numEngUsers?: number;
  /** Default: 50. */
  numEngResources?: number;
  /** Whether everybody also accesses one resource, `ffa`, which joins the departments. Default: true. */
  singleComponent?: boolean;
  /** A non-negative integer. Default: 42. */
  seed?: number;
}

const DEFAULTS: Required<DataFactoryOptions> = {
  numHrUsers: 7,
  numHrResources: 30,
  numFinUsers: 5,
  numFinResources: 25,
  numEngUsers: 10,
  numEngResources: 50,
  seed: 42,
  singleComponent: true,
};

interface Department {
  name: string;
  users: string[];
  resources: string[];
}

/** One access: user, resource, likelihood. */
type AccessRow = readonly [user: string, res: string, likelihood: number];

/**
 * Makes accesses in a company of three departments, HR, Finance and Engineering, to try anomaly detection on.
 * It makes the same rows as `DataFactory` of SynapseML's `synapse.ml.cyber.dataset` for the same sizes.
 *
 * Every method returns a table with the columns user and res (dictionary-encoded Utf8) and likelihood
 * (Float64; integers from 500 to 1000, except in the fixed data). All methods draw from one generator, so the
 * order of calls matters.
 *
 * @throws RangeError if a size or the seed is not a non-negative safe integer, or an option is unknown;
 *   TypeError if one has another type
 *
 * @example
 * const factory = new DataFactory({ numHrUsers: 25, numHrResources: 50 });
 * const training = factory.createClusteredTrainingData(0.25);
 * const unseen = factory.createClusteredIntraTestData(training);
 */
export class DataFactory {
  readonly #hr: Department;
  readonly #fin: Department;
  readonly #eng: Department;
  readonly #joinResources: string[];
  readonly #random: IntegerSource;

  constructor(options: DataFactoryOptions = {}) {
    checkNames('DataFactory options', options, Object.keys(DEFAULTS));
    const { singleComponent, ...counts } = { ...DEFAULTS, ...defined(options) };
    for (const [name, value] of Object.entries(counts)) expectInteger(name, value, 0);
    expectBoolean('singleComponent', singleComponent);
    this.#hr = department('hr', counts.numHrUsers, counts.numHrResources);
    this.#fin = department('fin', counts.numFinUsers, counts.numFinResources);
    this.#eng = department('eng', counts.numEngUsers, counts.numEngResources);
    this.#joinResources = singleComponent ? ['ffa'] : [];
    this.#random = mersenneTwister(counts.seed);
  }

  /**
   * Accesses within the departments, which together cover every user and every resource.
   *
   * @param ratio the share of a department's pairs to make, from 0 to 1; more if covering everything needs it
   * @throws RangeError if the ratio is outside of this range, TypeError if it is no number
   */
  createClusteredTrainingData(ratio = 0.25): Table {
    expectNumber('ratio', ratio, 'from 0 to 1', (share) => share >= 0 && share <= 1);
    const within = ({ users, resources }: Department) =>
      this.#between(users, resources, ratio, { coverUsers: true });
    return tableOf([...this.#joint(), ...within(this.#hr), ...within(this.#fin), ...within(this.#eng)]);
  }

  /**
   * A few new accesses within the departments, at least one to each resource.
   *
   * @param training accesses (columns user and res) not to make again
   * @throws RangeError if the training data leaves too few pairs, or none for some resource
   */
  createClusteredIntraTestData(training?: TableInput): Table {
    const seen = training === undefined ? new Map() : resourcesByUser(toTable(training));
    const shares = [
      [this.#hr, 0.025],
      [this.#fin, 0.05],
      [this.#eng, 0.035],
    ] as const;
    // Check before anything is drawn, so that a refused call leaves the generator as it was.
    for (const [department, share] of shares) requireUnseenPairs(department, share, seen);
    const unseen = ([{ users, resources }, share]: (typeof shares)[number]) =>
      this.#between(users, resources, share, {
        excludes: (user, resource) => seen.get(users[user])?.has(resources[resource]) ?? false,
      });
    return tableOf([...this.#joint(), ...shares.flatMap(unseen)]);
  }

  /** A few accesses across departments: its users access each resource of the others at least once. */
  createClusteredInterTestData(): Table {
    const across = (from: Department, to: Department, share: number) =>
      this.#between(from.users, to.resources, share);
    return tableOf([
      ...this.#joint(),
      ...across(this.#hr, this.#fin, 0.025),
      ...across(this.#hr, this.#eng, 0.025),
      ...across(this.#fin, this.#hr, 0.05),
      ...across(this.#fin, this.#eng, 0.05),
      ...across(this.#eng, this.#fin, 0.035),
      ...across(this.#eng, this.#hr, 0.035),
    ]);
  }

  /** 25 accesses that are always the same; the names of users and resources are numbers. */
  createFixedTrainingData(): Table {
    const { users, resources, likelihoods } = FIXED;
    return tableOf(users.map((user, n) => [String(user), String(resources[n]), likelihoods[n]]));
  }

  #joint(): AccessRow[] {
    return [this.#hr, this.#fin, this.#eng].flatMap(({ users }) =>
      this.#between(users, this.#joinResources, 1, { coverUsers: true }),
    );
  }

  #between(
    users: readonly string[],
    resources: readonly string[],
    ratio: number,
    conditions: Parameters<typeof randomAccesses>[4] = {},
  ): AccessRow[] {
    return randomAccesses(this.#random, users.length, resources.length, ratio, conditions).map(
      ([user, resource, likelihood]) => [users[user], resources[resource], likelihood],
    );
  }
}

function department(name: string, numUsers: number, numResources: number): Department {
  return {
    name,
    users: Array.from({ length: numUsers }, (_, index) => `${name}_user_${index}`),
    resources: Array.from({ length: numResources }, (_, index) => `${name}_res_${index}`),
  };
}

function resourcesByUser(training: Table): Map<string, Set<string>> {
  const users = findColumn(training, 'user');
  const resources = findColumn(training, 'res');
  const seen = new Map<string, Set<string>>();
  for (let row = 0; row < training.numRows; row++) {
    const user = String(users.get(row));
    if (!seen.has(user)) seen.set(user, new Set());
    seen.get(user)?.add(String(resources.get(row)));
  }
  return seen;
}

function requireUnseenPairs(
  { name, users, resources }: Department,
  share: number,
  seen: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  if (users.length === 0) return;
  let unseenPairs = 0;
  for (const resource of resources) {
    const unseenUsers = users.filter((user) => !seen.get(user)?.has(resource)).length;
    if (unseenUsers === 0) {
      throw new RangeError(
        `Expected training to leave every resource to some user of its department, got ${resource} with all ${users.length} of ${name}`,
      );
    }
    unseenPairs += unseenUsers;
  }
  const wanted = Math.ceil(users.length * resources.length * share);
  if (unseenPairs < wanted) {
    throw new RangeError(
      `Expected training to leave at least ${wanted} pairs of user and resource in ${name}, got ${unseenPairs}`,
    );
  }
}

function tableOf(accesses: readonly AccessRow[]): Table {
  return tableFromVectors([
    ['user', makeColumn.string(accesses.map(([user]) => user))],
    ['res', makeColumn.string(accesses.map(([, res]) => res))],
    ['likelihood', makeColumn.float64(accesses.map(([, , likelihood]) => likelihood))],
  ]);
}

/** The fixed accesses, by column. */
const FIXED = {
  users: [6, 2, 8, 6, 7, 8, 2, 8, 10, 3, 11, 6, 7, 3, 2, 10, 11, 1, 8, 4, 9, 3, 5, 6, 7],
  resources: [2, 8, 2, 8, 2, 6, 4, 1, 5, 5, 6, 1, 6, 7, 6, 3, 3, 4, 4, 8, 2, 1, 7, 7, 5],
  likelihoods: [
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 46.77678298950195, 35.94552993774414, 36.470367431640625,
    33.59884262084961, 10, 43.84599304199219, 14.908903121948242, 10, 19.817806243896484, 21.398120880126953,
    14.908903121948242,
  ],
};
