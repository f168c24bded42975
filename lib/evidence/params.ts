import { checkColumnNames } from '../checks/checkColumnNames.js';
import { checkNames } from '../checks/checkNames.js';
import { describe } from '../text/describe.js';

/** Parameters of `AccessEvidence`. */
export interface AccessEvidenceParams {
  /** Column of the tenant: groups of users and resources that have nothing to do with each other. Default 'tenant'. */
  tenantCol?: string;
  /** Column of the user's name. Default 'user'. */
  userCol?: string;
  /** Column of the resource's name. Default 'res'. */
  resCol?: string;
  /**
   * Column of how often an access was seen: whole numbers, or there is no history (see `AccessEvidenceModel.hasHistory`).
   * Default 'likelihood'. Where this is null, or isn't given and the table has no
   * column `likelihood`, every row counts 1. A column that is named must be there.
   */
  likelihoodCol?: string | null;
  /**
   * How far an account's own history speaks for an access that it made before: 1 (the default) as much as its counts
   * say, 0 not at all. Lower it against intruders who do what the account's owner does.
   */
  historyTrust?: number;
  /** Which intruder the accesses are held against. */
  intruder?: Partial<Intruder>;
  /** Decides which accesses are drawn to weigh the parts by, where there are more than 40,000. Default 0. */
  seed?: number;
  /** Threads to work on, at most. Default: as many as the work is worth, up to the machine's cores. */
  threads?: number;
}

/** An intruder who picks users and resources partly at random, partly as they are used. */
export interface Intruder {
  /** Share of users picked uniformly, in [0, 1]; the others by how many resources they use. Default 0.5. */
  uniformUsers: number;
  /** Share of resources picked uniformly, in [0, 1]; the others by how many users they have. Default 0.95. */
  uniformResources: number;
  /** How many of the names used once an unseen name is worth. Positive. Default 2. */
  newness: number;
}

/** Parameters with defaults filled in. */
export interface ResolvedEvidenceParams {
  tenantCol: string;
  userCol: string;
  resCol: string;
  likelihoodCol: string | null;
  historyTrust: number;
  intruder: Intruder;
  seed: number;
  threads: number | null;
}

const defaults: ResolvedEvidenceParams = {
  tenantCol: 'tenant',
  userCol: 'user',
  resCol: 'res',
  likelihoodCol: 'likelihood',
  historyTrust: 1,
  intruder: { uniformUsers: 0.5, uniformResources: 0.95, newness: 2 },
  seed: 0,
  threads: null,
};

/** Columns that `transform` adds; a name among them can't be a column of the accesses. */
export const OUTPUTS = [
  'evidence',
  'pair_evidence',
  'p_new',
  'p_next',
  'from_user',
  'from_resource',
  'from_fit',
  'from_history',
];

/** Fills in defaults and checks. Errors name the parameters and their values. */
export function resolveEvidenceParams(params: AccessEvidenceParams): ResolvedEvidenceParams {
  if (typeof params !== 'object' || params === null) {
    throw new TypeError(`Expected parameters as an object, got ${describe(params)}`);
  }
  checkNames('parameters', params, Object.keys(defaults));
  checkNames('intruder', params.intruder ?? {}, Object.keys(defaults.intruder));
  const resolved: ResolvedEvidenceParams = {
    ...defaults,
    ...defined(params),
    intruder: { ...defaults.intruder, ...defined(params.intruder ?? {}) },
  };
  checkColumnNames(
    resolved,
    ['tenantCol', 'userCol', 'resCol', 'likelihoodCol'],
    OUTPUTS.map((name) => [name, `the result ${name}`]),
  );
  const { historyTrust, intruder, seed, threads } = resolved;
  expectBetween('historyTrust', historyTrust, 0, Number.MAX_VALUE);
  expectBetween('intruder.uniformUsers', intruder.uniformUsers, 0, 1);
  expectBetween('intruder.uniformResources', intruder.uniformResources, 0, 1);
  if (!(Number.isFinite(intruder.newness) && intruder.newness > 0)) {
    throw new RangeError(`Expected intruder.newness to be a positive number, got ${intruder.newness}`);
  }
  if (!Number.isSafeInteger(seed)) throw new RangeError(`Expected seed to be a safe integer, got ${seed}`);
  if (threads !== null && !(Number.isSafeInteger(threads) && threads > 0)) {
    throw new RangeError(`Expected threads to be a positive integer, got ${threads}`);
  }
  return resolved;
}

function defined<T extends object>(options: T): Partial<T> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function expectBetween(name: string, value: number, low: number, high: number): void {
  if (typeof value === 'number' && value >= low && value <= high) return;
  const range = high === Number.MAX_VALUE ? `at least ${low}` : `between ${low} and ${high}`;
  throw new RangeError(`Expected ${name} to be a number ${range}, got ${describe(value)}`);
}
