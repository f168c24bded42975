import { checkNames } from '../checks/checkNames.js';
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

/** Fills in Spark's defaults and refuses what ALS can't run with, naming the option. */
export function checkOptions(options: AlsOptions): ResolvedAlsOptions {
  checkNames('options', options, [...Object.keys(defaults), ...optional]);
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved = { ...defaults, ...given } as ResolvedAlsOptions;
  const { rank, maxIter, seed, threads } = resolved;
  if (!Number.isInteger(rank) || rank < 1) {
    throw new RangeError(`Expected rank to be a positive integer, got ${rank}`);
  }
  if (!Number.isInteger(maxIter) || maxIter < 0) {
    throw new RangeError(`Expected maxIter to be a non-negative integer, got ${maxIter}`);
  }
  for (const name of ['regParam', 'alpha', 'tol'] as const) {
    const value = resolved[name];
    // Within 32 bits, as the ratings: their products then stay within 64.
    if (!(Number.isFinite(Math.fround(value)) && value >= 0)) {
      throw new RangeError(`Expected ${name} to be a non-negative 32-bit number, got ${value}`);
    }
  }
  if (resolved.solver !== 'exact' && resolved.solver !== 'conjugateGradient') {
    throw new RangeError(`Expected solver to be 'exact' or 'conjugateGradient', got ${resolved.solver}`);
  }
  if (resolved.solver === 'conjugateGradient' && resolved.nonnegative) {
    throw new RangeError("Expected solver to be 'exact' where nonnegative is true, got conjugateGradient");
  }
  if (!Number.isInteger(resolved.cgSteps) || resolved.cgSteps < 1) {
    throw new RangeError(`Expected cgSteps to be a positive integer, got ${resolved.cgSteps}`);
  }
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new RangeError(`Expected threads to be a positive integer, got ${threads}`);
  }
  for (const name of ['implicitPrefs', 'nonnegative'] as const) {
    const value: unknown = resolved[name];
    if (typeof value !== 'boolean') throw new TypeError(`Expected ${name} to be a boolean, got ${value}`);
  }
  if (!Number.isSafeInteger(seed)) {
    throw new RangeError(`Expected seed to be a safe integer, got ${seed}`);
  }
  return resolved;
}
