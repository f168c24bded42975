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
  /** Column of the tenant: tenants have no users or resources in common. Default: 'tenant'. */
  tenantCol?: string;
  /** Column of the user's name. Default: 'user'. */
  userCol?: string;
  /** Column of the resource's name. Default: 'res'. */
  resCol?: string;
  /**
   * Column of the likelihood of an access, usually how often it was seen. Default: 'likelihood'. Every row
   * counts 1 if this is null, or isn't given and there is no such column. A named column must be there.
   */
  likelihoodCol?: string | null;
  /** Column that `transform` adds. Default: 'anomaly_score'. */
  outputCol?: string;
  /** Number of latent factors. Default: 10. */
  rankParam?: number;
  /** Iterations of alternating least squares. Default: 25. */
  maxIter?: number;
  /** Regularisation. Default: 1. If it is so strong that all factors become 0, all scores are 0. */
  regParam?: number;
  /** Spark's number of blocks; without effect on fits in this process. Default: null. */
  numBlocks?: number | null;
  /** Train each tenant by itself instead of all in one factorisation. Default: false. */
  separateTenants?: boolean;
  /**
   * Each tenant's likelihoods are scaled linearly to [lowValue, highValue]; both null: not scaled. Default:
   * 5.
   */
  lowValue?: number | null;
  /** See lowValue. Default: 10. */
  highValue?: number | null;
  /** Implicit feedback; false: explicit, against a sampled complement set. Default: true. */
  applyImplicitCf?: boolean;
  /** Confidence gained by one unit of likelihood; implicit only. Default: 1. */
  alphaParam?: number | null;
  /** Pairs drawn from the complement set for each distinct access; explicit only. Default: 2. */
  complementsetFactor?: number | null;
  /** Likelihood given to the complement set; explicit only, below lowValue. Default: 1. */
  negScore?: number | null;
  /** Accesses (tenant, user, res) whose score is 0; if given, only these define the components. */
  historyAccessDf?: Table | null;
  /** Seed of the random start and of the complement set. Default: 0. */
  seed?: number;
  /** A fit stops early once an iteration moves the factors by no more than this share. Default: 0: never. */
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
  checkColumnNames(resolved, ['tenantCol', 'userCol', 'resCol', 'likelihoodCol', 'outputCol']);
  checkNumbers(resolved);
  const complete = { ...resolved, ...resolveFeedback(resolved) };
  checkScale(complete);
  return complete;
}

function checkNumbers(params: ResolvedParams): void {
  const { numBlocks, threads, alphaParam, complementsetFactor } = params;
  expectInteger('rankParam', params.rankParam, 1);
  expectInteger('maxIter', params.maxIter, 0);
  expectNonNegative('regParam', params.regParam);
  expectNonNegative('tol', params.tol);
  expectSeed('seed', params.seed);
  if (numBlocks !== null) expectInteger('numBlocks', numBlocks, 1);
  if (threads !== null) expectInteger('threads', threads, 1);
  if (alphaParam !== null) expectNonNegative('alphaParam', alphaParam);
  if (complementsetFactor !== null) expectInteger('complementsetFactor', complementsetFactor, 0);
  for (const name of ['lowValue', 'highValue', 'negScore'] as const) {
    if (params[name] !== null) expectNumber(name, params[name], 'a finite number or null', Number.isFinite);
  }
  expectBoolean('separateTenants', params.separateTenants);
  expectBoolean('applyImplicitCf', params.applyImplicitCf);
}

/**
 * Fills in the defaults of one form of feedback, and refuses parameters of the other form, which would be
 * ignored.
 */
function resolveFeedback(params: ResolvedParams): Partial<ResolvedParams> {
  const { applyImplicitCf, alphaParam, complementsetFactor, negScore } = params;
  const ignored = applyImplicitCf ? { complementsetFactor, negScore } : { alphaParam };
  for (const [name, value] of Object.entries(ignored)) {
    if (value === null) continue;
    throw new RangeError(
      `Expected ${name} to be unset when applyImplicitCf is ${applyImplicitCf}, got ${value}`,
    );
  }
  if (applyImplicitCf) return { alphaParam: alphaParam ?? 1 };
  return { complementsetFactor: complementsetFactor ?? 2, negScore: negScore ?? 1 };
}

function checkScale({ lowValue, highValue, negScore }: ResolvedParams): void {
  if (lowValue === null && highValue === null) return;
  if (lowValue === null || highValue === null) {
    throw new RangeError(
      `Expected lowValue and highValue to be both numbers or both null, got ${lowValue} and ${highValue}`,
    );
  }
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
