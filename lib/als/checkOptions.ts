import type { AlsOptions } from './types.js';

/** `AlsOptions` with every default filled in. */
export type ResolvedAlsOptions = Required<Omit<AlsOptions, 'initialUserFactors' | 'onIteration' | 'signal'>> &
  Pick<AlsOptions, 'initialUserFactors' | 'onIteration' | 'signal'>;

const defaults = {
  rank: 10,
  maxIter: 10,
  regParam: 0.1,
  alpha: 1,
  implicitPrefs: false,
  nonnegative: false,
  seed: 0,
  tol: 0,
};

/** Fills in Spark's defaults and refuses what ALS can't run with, naming the option. */
export function checkOptions(options: AlsOptions): ResolvedAlsOptions {
  const known = new Set([...Object.keys(defaults), 'initialUserFactors', 'onIteration', 'signal']);
  for (const name of Object.keys(options)) {
    if (!known.has(name)) {
      throw new TypeError(`Expected options among ${[...known].join(', ')}, got ${name}`);
    }
  }
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const resolved = { ...defaults, ...given } as ResolvedAlsOptions;
  const { rank, maxIter, seed } = resolved;
  if (!Number.isInteger(rank) || rank < 1) {
    throw new RangeError(`Expected rank to be a positive integer, got ${rank}`);
  }
  if (!Number.isInteger(maxIter) || maxIter < 0) {
    throw new RangeError(`Expected maxIter to be a non-negative integer, got ${maxIter}`);
  }
  for (const name of ['regParam', 'alpha', 'tol'] as const) {
    const value = resolved[name];
    if (!(Number.isFinite(value) && value >= 0)) {
      throw new RangeError(`Expected ${name} to be a non-negative number, got ${value}`);
    }
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
