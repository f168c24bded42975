import { contextNames } from '../accesses/contexts.js';
import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import {
  expectInteger,
  expectNumber,
  expectPositive,
  expectSeed,
  expectText,
} from '../base/checks/expect.js';
import { describe } from '../base/text/describe.js';
import { visibleText } from '../base/text/visibleText.js';

/** Parameters of `AccessEvidence`. */
export interface AccessEvidenceParams {
  /** Column of the tenant: a group that has nothing to do with others. Default: 'tenant'. */
  tenantCol?: string;
  /** Column of the user's name. Default: 'user'. */
  userCol?: string;
  /** Column of the resource's name. Default: 'res'. */
  resCol?: string;
  /**
   * Column of how often an access was seen: whole numbers, otherwise there is no history (see
   * `AccessEvidenceModel.hasHistory`). Default: 'likelihood'. If this is null, or isn't given and the table
   * has no column `likelihood`, every row counts 1. A named column must be there.
   */
  likelihoodCol?: string | null;
  /**
   * Column of the day of an access (a date, a timestamp or ISO text, in UTC). With it counts are days,
   * whatever the likelihoods say, and the model learns forward in time: it predicts the last quarter of the
   * log from what was before. Default: 'day' if the table has such a column. Null: learn without days, by
   * leaving accesses out.
   */
  dayCol?: string | null;
  /**
   * Only with days: column of the hour in UTC, 0 to 23. Default: 'hour' if the table has such a column. Null:
   * none.
   */
  hourCol?: string | null;
  /**
   * Only with days: columns that say from where and how (an address, a country, a client). Default: those
   * that `readAccess` was asked for as `context`, if the table is as it gave it; else none.
   */
  contextCols?: readonly string[];
  /**
   * Only with days: how many days of accesses you will score at a time; `p_next` holds for that. Null, the
   * default: a sixteenth of the days from the first to the last, at least one. The last quarter of the log is
   * cut into windows of about that length (one, if it is shorter), and each takes about as long as a fit:
   * with 1, a year has 92.
   */
  horizon?: number | null;
  /**
   * How much an account's own history counts for an access that it made before: 1 (the default) as much as
   * its counts say, 0 not at all. Lower it against intruders who do what the account's owner does.
   */
  historyTrust?: number;
  /** Which intruder the accesses are compared with. */
  intruder?: Partial<Intruder>;
  /** Decides which accesses are drawn to learn weights from, if there are more than 40,000. Default: 0. */
  seed?: number;
  /** Threads to work on, at most. Default: as many as the work is worth, up to the machine's cores. */
  threads?: number;
}

/** An intruder who picks users and resources partly at random, partly as they are used. */
export interface Intruder {
  /**
   * Share of users picked uniformly, in [0, 1]; the rest are picked by how many resources they use. Default:
   * 0.5.
   */
  uniformUsers: number;
  /** Share of resources picked uniformly, in [0, 1]; the rest are picked by their users. Default: 0.95. */
  uniformResources: number;
  /** How many names that were used once an unseen name is worth. Positive. Default: 2. */
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
  dayCol: 'day',
  hourCol: 'hour',
  contextCols: [],
  horizon: null,
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

/** The column of the difference that the mixture of intruders makes; it is the last term of contexts. */
export const MIXTURE = 'from_intruder';

/** Columns that `transform` adds; a name among them can't be a column of the accesses. */
export const OUTPUTS = [...NUMBERS, MIXTURE, 'kind', 'intruder'];

/** Fills in defaults and checks. Errors name the parameters and their values. */
export function resolveEvidenceParams(params: AccessEvidenceParams): ResolvedEvidenceParams {
  return resolveWithout(OUTPUTS, params);
}

/** The same for a saved model: until 0.2.0 a column of the accesses could be called `kind`. */
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
  // A default gives way to a named column.
  const { tenantCol, userCol, resCol, likelihoodCol } = resolved;
  const named = [tenantCol, userCol, resCol, likelihoodCol];
  if (params.dayCol === undefined && named.includes(resolved.dayCol)) resolved.dayCol = null;
  const hourNames = [resolved.hourCol, contextTerm('hour')];
  if (params.hourCol === undefined && [...named, resolved.dayCol].some((name) => hourNames.includes(name))) {
    resolved.hourCol = null;
  }
  checkColumnNames(
    resolved,
    ['tenantCol', 'userCol', 'resCol', 'likelihoodCol', 'dayCol', 'hourCol'],
    outputs.map((name) => [name, `the result ${name}`]),
    ['likelihoodCol', 'dayCol', 'hourCol'],
  );
  checkContexts(resolved);
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

/** The names of the columns of `triage` and `explain`, whose tables are read as accesses again. */
const WRITTEN = [
  ...['tenant', 'user', 'res', 'severity', 'reason', 'first', 'last', 'likelihood', 'p_value', 'verdict'],
  ...['false_alarms_a_day', 'other_contexts', 'user_count', 'user_rank', 'user_resources', 'users'],
  ...['peers_with_access', 'peers', 'users_with_access', 'nearest_peer', 'most_alike', 'least_alike'],
];

/** Contexts can't have these names: other terms have such columns already. */
const TERMS = ['user', 'resource', 'fit', 'history', 'intruder'];

/** The column of the term of a context. */
export function contextTerm(name: string): string {
  return `from_${name}`;
}

/** @throws RangeError or TypeError naming a context that can't be used */
export function checkContexts(params: ResolvedEvidenceParams): void {
  const { dayCol, contextCols, horizon } = params;
  if (!Array.isArray(contextCols)) {
    throw new TypeError(`Expected contextCols to be an array of columns, got ${describe(contextCols)}`);
  }
  const { tenantCol, userCol, resCol, likelihoodCol, hourCol } = params;
  const taken = { tenantCol, userCol, resCol, likelihoodCol, dayCol, hourCol };
  contextCols.forEach((name, n) => {
    expectText(`contextCols[${n}]`, name, 'to name a column');
    const other = Object.entries(taken).find(([, column]) => column === name)?.[0];
    if (other !== undefined || contextCols.indexOf(name) !== n) {
      const owner = other ?? `contextCols[${contextCols.indexOf(name)}]`;
      throw new RangeError(
        `Expected ${owner} and contextCols[${n}] to name different columns, got ${visibleText(name)} for both`,
      );
    }
  });
  const contexts = contextNames(params);
  for (const name of contexts) {
    if (TERMS.includes(name)) {
      throw new RangeError(
        `Expected no context called ${name}: the evidence has a term from_${name} already. Rename the column`,
      );
    }
  }
  const written = [
    ...WRITTEN,
    ...contexts.flatMap((name) => [`${name}_days`, `${name}_of_days`, `${name}_users`]),
  ];
  for (const name of contextCols) {
    if (written.includes(name)) {
      throw new RangeError(
        `Expected no context called ${name}: alerts or reasons have a column of that name. Rename the column`,
      );
    }
  }
  const terms = contexts.map(contextTerm);
  const columns = [...Object.entries(taken), ...contextCols.map((name, n) => [`contextCols[${n}]`, name])];
  for (const [owner, column] of columns) {
    if (![...terms, ...(contextCols.includes(column!) ? OUTPUTS : [])].includes(column!)) continue;
    throw new RangeError(
      `Expected the result ${column} and ${owner} to name different columns, got ${column} for both`,
    );
  }
  if (horizon !== null) expectInteger('horizon', horizon, 1);
}
