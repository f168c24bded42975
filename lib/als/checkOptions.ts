import { checkNames } from '../base/checks/checkNames.js';
import { defined } from '../base/checks/defined.js';
import {
  expectBoolean,
  expectInteger,
  expectNonNegative,
  expectOneOf,
  expectSeed,
} from '../base/checks/expect.js';
import type { AlsOptions } from './types.js';

/** `AlsOptions` with every default filled in. */
export type ResolvedAlsOptions = Required<Omit<AlsOptions, Optional>> & Pick<AlsOptions, Optional>;

type Optional = (typeof optional)[number];

const optional = ['threads', 'initialUserFactors', 'onIteration', 'signal'] as const;

const defaults = {
  rank: 10,
  maxIter: 10,
  regParam: 0.1,
  alpha: 1,
  implicitPrefs: false,
  nonnegative: false,
  seed: 0,
  tol: 0,
  solver: 'exact',
  cgSteps: 3,
};

/** Fills in Spark's defaults, and refuses options that ALS can't run with, naming them. */
export function checkOptions(options: AlsOptions): ResolvedAlsOptions {
  checkNames('trainAls options', options, [...Object.keys(defaults), ...optional]);
  const resolved = { ...defaults, ...defined(options) } as ResolvedAlsOptions;
  const { rank, maxIter, seed, solver, cgSteps, threads } = resolved;
  expectInteger('rank', rank, 1);
  expectInteger('maxIter', maxIter, 0);
  // Within 32 bits, as the ratings: their products then stay within 64.
  for (const name of ['regParam', 'alpha', 'tol'] as const) expectNonNegative(name, resolved[name]);
  expectOneOf('solver', solver, ['exact', 'conjugateGradient']);
  if (solver === 'conjugateGradient' && resolved.nonnegative) {
    throw new RangeError("Expected solver to be 'exact' where nonnegative is true, got 'conjugateGradient'");
  }
  expectInteger('cgSteps', cgSteps, 1);
  if (threads !== undefined) expectInteger('threads', threads, 1);
  expectBoolean('implicitPrefs', resolved.implicitPrefs);
  expectBoolean('nonnegative', resolved.nonnegative);
  expectSeed('seed', seed);
  return resolved;
}
