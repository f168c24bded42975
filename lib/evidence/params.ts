import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import { expectInteger, expectNumber, expectPositive, expectSeed } from '../base/checks/expect.js';

/** Parameters of `AccessEvidence`. */
export interface AccessEvidenceParams {
  /** Column of the tenant: groups that have nothing to do with each other. Default: 'tenant'. */
  tenantCol?: string;
  /** Column of the user's name. Default: 'user'. */
  userCol?: string;
  /** Column of the resource's name. Default: 'res'. */
  resCol?: string;
  /**
   * Column of how often an access was seen: whole numbers, or there is no history (see
   * `AccessEvidenceModel.hasHistory`). Default: 'likelihood'. Where this is null, or isn't given and the
   * table has no column `likelihood`, every row counts 1. A column that is named must be there.
   */
  likelihoodCol?: string | null;
  /**
   * How far an account's own history speaks for an access that it made before: 1 (the default) as much as its
   * counts say, 0 not at all. Lower it against intruders who do what the account's owner does.
   */
  historyTrust?: number;
  /** Which intruder the accesses are held against. */
  intruder?: Partial<Intruder>;
  /** Decides which accesses are drawn to weigh the parts by, where there are more than 40,000. Default: 0. */
  seed?: number;
  /** Threads to work on, at most. Default: as many as the work is worth, up to the machine's cores. */
  threads?: number;
}

/** An intruder who picks users and resources partly at random, partly as they are used. */
export interface Intruder {
  /** Share of users picked uniformly, in [0, 1]; the others by how many resources they use. Default: 0.5. */
  uniformUsers: number;
  /** Share of resources picked uniformly, in [0, 1]; the rest by their users. Default: 0.95. */
  uniformResources: number;
  /** How many of the names used once an unseen name is worth. Positive. Default: 2. */
  newness: number;
}

/** Parameters with defaults filled in. */
export type ResolvedEvidenceParams = Required<Omit<AccessEvidenceParams, 'intruder' | 'threads'>> & {
  intruder: Intruder;
  /** Null: as many as the work is worth. */
  threads: number | null;
};

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

/** Columns of numbers that `transform` adds. */
const NUMBERS = [
  'evidence',
  'pair_evidence',
  'p_new',
  'p_next',
  'from_user',
  'from_resource',
  'from_fit',
  'from_history',
];

/** Columns that `transform` adds; a name among them can't be a column of the accesses. */
export const OUTPUTS = [...NUMBERS, 'kind'];

/** Fills in defaults and checks. Errors name the parameters and their values. */
export function resolveEvidenceParams(params: AccessEvidenceParams): ResolvedEvidenceParams {
  return resolveWithout(OUTPUTS, params);
}

/** The same of a saved model: until 0.2.0 a column of the accesses could be called `kind`. */
export function resolveSavedParams(params: AccessEvidenceParams): ResolvedEvidenceParams {
  return resolveWithout(NUMBERS, params);
}

function resolveWithout(outputs: readonly string[], params: AccessEvidenceParams): ResolvedEvidenceParams {
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
    outputs.map((name) => [name, `the result ${name}`]),
    ['likelihoodCol'],
  );
  const { historyTrust, intruder, seed, threads } = resolved;
  expectNumber(
    'historyTrust',
    historyTrust,
    'a number at least 0',
    (value) => value >= 0 && value < Infinity,
  );
  for (const name of ['uniformUsers', 'uniformResources'] as const) {
    const isShare = (value: number) => value >= 0 && value <= 1;
    expectNumber(`intruder.${name}`, intruder[name], 'a number between 0 and 1', isShare);
  }
  expectPositive('intruder.newness', intruder.newness);
  expectSeed('seed', seed);
  if (threads !== null) expectInteger('threads', threads, 1);
  return resolved;
}
