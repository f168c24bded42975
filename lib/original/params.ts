import type { Table } from 'apache-arrow';
import { checkColumnNames } from '../base/checks/checkColumnNames.js';
import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import {
  expectBoolean,
  expectInteger,
  expectNonNegative,
  expectNumber,
  expectSeed,
} from '../base/checks/expect.js';
import { checkTable } from '../tables/isTable.js';

/** Parameters of `AccessAnomaly`, with SynapseML's names, defaults and constraints. */
export interface AccessAnomalyParams {
  /** Column of the tenant: groups of users and resources that have nothing to do with each other. Default: 'tenant'. */
  tenantCol?: string;
  /** Column of the user's name. Default: 'user'. */
  userCol?: string;
  /** Column of the resource's name. Default: 'res'. */
  resCol?: string;
  /**
   * Column of the likelihood of an access, usually how often it was seen. Default: 'likelihood'. Where this is null, or
   * isn't given and the table has no column `likelihood`, every row counts 1. A column that is named must be there.
   */
  likelihoodCol?: string | null;
  /** Column that `transform` adds. Default: 'anomaly_score'. */
  outputCol?: string;
  /** Number of latent factors. Default: 10. */
  rankParam?: number;
  /** Iterations of alternating least squares. Default: 25. */
  maxIter?: number;
  /**
   * Regularisation. Default: 1. So strong a one that all factors become 0 leaves nothing to tell accesses apart: all
   * scores are then 0.
   */
  regParam?: number;
  /** Spark's number of blocks; accepted so that settings carry over, without effect on one machine. Default: null. */
  numBlocks?: number | null;
  /** Train each tenant by itself instead of all in one factorisation. Default: false. */
  separateTenants?: boolean;
  /** Likelihoods are scaled linearly to [lowValue, highValue] per tenant; both null: not scaled. Default: 5. */
  lowValue?: number | null;
  /** See lowValue. Default: 10. */
  highValue?: number | null;
  /** Implicit feedback; false: explicit, against a sampled complement set. Default: true. */
  applyImplicitCf?: boolean;
  /** Confidence gained by one unit of likelihood; implicit only. Default: 1. */
  alphaParam?: number | null;
  /** Pairs drawn from the complement set per access seen; explicit only. Default: 2. */
  complementsetFactor?: number | null;
  /** Likelihood given to the complement set; explicit only, below lowValue. Default: 1. */
  negScore?: number | null;
  /** Accesses (tenant, user, res) whose score is to be 0, and which alone then define the components. */
  historyAccessDf?: Table | null;
  /** Seed of the random start and of the complement set. Default: 0. */
  seed?: number;
  /** Stop a fit early once its factors move by no more than this, relatively, per iteration. Default: 0: never. */
  tol?: number;
  /** Threads to train with, at most. Default: as many as the work is worth, up to the machine's cores. */
  threads?: number;
}

/** Parameters with defaults filled in. */
export type ResolvedParams = Required<Omit<AccessAnomalyParams, 'threads'>> & {
  /** Null: as many as the work is worth. */
  threads: number | null;
};

const defaults: ResolvedParams = {
  tenantCol: 'tenant',
  userCol: 'user',
  resCol: 'res',
  likelihoodCol: 'likelihood',
  outputCol: 'anomaly_score',
  rankParam: 10,
  maxIter: 25,
  regParam: 1,
  numBlocks: null,
  separateTenants: false,
  lowValue: 5,
  highValue: 10,
  applyImplicitCf: true,
  alphaParam: null,
  complementsetFactor: null,
  negScore: null,
  historyAccessDf: null,
  seed: 0,
  tol: 0,
  threads: null,
};

/** Fills in defaults and checks SynapseML's constraints. Errors name the parameters and their values. */
export function resolveParams(params: AccessAnomalyParams): ResolvedParams {
  checkNames('parameters', params, Object.keys(defaults));
  const resolved: ResolvedParams = { ...defaults, ...defined(params) };
  if (resolved.historyAccessDf !== null) checkTable(resolved.historyAccessDf);
  checkColumnNames(
    resolved,
    ['tenantCol', 'userCol', 'resCol', 'likelihoodCol', 'outputCol'],
    [],
    ['likelihoodCol'],
  );
  checkNumbers(resolved);
  checkFeedback(resolved);
  const complete = withFeedbackDefaults(resolved);
  checkScale(complete);
  return complete;
}

function withFeedbackDefaults(params: ResolvedParams): ResolvedParams {
  if (params.applyImplicitCf) return { ...params, alphaParam: params.alphaParam ?? 1 };
  return {
    ...params,
    complementsetFactor: params.complementsetFactor ?? 2,
    negScore: params.negScore ?? 1,
  };
}

function checkNumbers(params: ResolvedParams): void {
  expectInteger('rankParam', params.rankParam, 1);
  expectInteger('maxIter', params.maxIter, 0);
  expectNonNegative('regParam', params.regParam);
  expectNonNegative('tol', params.tol);
  expectSeed('seed', params.seed);
  if (params.numBlocks !== null) expectInteger('numBlocks', params.numBlocks, 1);
  if (params.threads !== null) expectInteger('threads', params.threads, 1);
  if (params.alphaParam !== null) expectNonNegative('alphaParam', params.alphaParam);
  if (params.complementsetFactor !== null)
    expectInteger('complementsetFactor', params.complementsetFactor, 0);
  for (const name of ['lowValue', 'highValue', 'negScore'] as const) {
    if (params[name] !== null) {
      expectNumber(name, params[name], 'a finite number or null', Number.isFinite);
    }
  }
  expectBoolean('separateTenants', params.separateTenants);
  expectBoolean('applyImplicitCf', params.applyImplicitCf);
}

/** Each form of feedback has parameters of its own; one that would be ignored is a mistake. */
function checkFeedback(params: ResolvedParams): void {
  const foreign = params.applyImplicitCf
    ? (['complementsetFactor', 'negScore'] as const)
    : (['alphaParam'] as const);
  for (const name of foreign) {
    if (params[name] !== null) {
      throw new RangeError(
        `Expected ${name} to be unset when applyImplicitCf is ${params.applyImplicitCf}, got ${params[name]}`,
      );
    }
  }
}

function checkScale({ lowValue, highValue, negScore }: ResolvedParams): void {
  if ((lowValue === null) !== (highValue === null)) {
    throw new RangeError(
      `Expected lowValue and highValue to be both numbers or both null, got ${lowValue} and ${highValue}`,
    );
  }
  if (lowValue === null || highValue === null) return;
  if (lowValue < 1) {
    throw new RangeError(`Expected lowValue to be at least 1, got ${lowValue} (highValue is ${highValue})`);
  }
  if (highValue <= lowValue) {
    throw new RangeError(`Expected highValue to be above lowValue, got ${highValue} and ${lowValue}`);
  }
  if (negScore !== null && negScore >= lowValue) {
    throw new RangeError(`Expected negScore to be below lowValue, got ${negScore} and ${lowValue}`);
  }
}
