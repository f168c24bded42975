import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../lib/als/checkOptions.js';
import type { AlsOptions } from '../../lib/als/types.js';

describe('checkOptions', () => {
  it("fills in Spark's defaults", () => {
    expect(checkOptions({})).toEqual({
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
    });
  });

  it('keeps what is given and takes undefined for not given', () => {
    const signal = new AbortController().signal;
    const onIteration = () => {};
    const options = { rank: 3, maxIter: 0, alpha: 0, nonnegative: true, seed: -7, signal, onIteration };
    expect(checkOptions({ ...options, regParam: undefined })).toMatchObject({ ...options, regParam: 0.1 });
  });

  it.each<[Record<string, unknown>, string]>([
    [{ rank: 0 }, 'Expected rank to be a positive integer, got 0'],
    [{ rank: 1.5 }, 'Expected rank to be a positive integer, got 1.5'],
    [{ rank: '10' }, 'Expected rank to be a positive integer, got "10"'],
    [{ rank: null }, 'Expected rank to be a positive integer, got null'],
    [{ maxIter: -1 }, 'Expected maxIter to be a non-negative integer, got -1'],
    [{ maxIter: Number.POSITIVE_INFINITY }, 'Expected maxIter to be a non-negative integer, got Infinity'],
    [{ regParam: -0.1 }, 'Expected regParam to be a non-negative 32-bit number, got -0.1'],
    [{ regParam: Number.NaN }, 'Expected regParam to be a non-negative 32-bit number, got NaN'],
    [{ alpha: Number.POSITIVE_INFINITY }, 'Expected alpha to be a non-negative 32-bit number, got Infinity'],
    [{ tol: -1 }, 'Expected tol to be a non-negative 32-bit number, got -1'],
    [{ implicitPrefs: 1 }, 'Expected implicitPrefs to be true or false, got 1'],
    [{ nonnegative: 'true' }, 'Expected nonnegative to be true or false, got "true"'],
    [{ solver: 'cg' }, `Expected solver to be 'exact' or 'conjugateGradient', got "cg"`],
    [
      { solver: 'conjugateGradient', nonnegative: true },
      "Expected solver to be 'exact' where nonnegative is true, got 'conjugateGradient'",
    ],
    [{ cgSteps: 0 }, 'Expected cgSteps to be a positive integer, got 0'],
    [{ cgSteps: 2.5 }, 'Expected cgSteps to be a positive integer, got 2.5'],
    [{ threads: 0 }, 'Expected threads to be a positive integer, got 0'],
    [{ threads: '2' }, 'Expected threads to be a positive integer, got "2"'],
    [{ seed: 0.5 }, 'Expected seed to be a safe integer, got 0.5'],
    [{ seed: 2 ** 53 }, 'Expected seed to be a safe integer, got 9007199254740992'],
  ])('refuses %o', (options, message) => {
    const [name, value] = Object.entries(options)[0];
    const expected = typeof { ...checkOptions({}), threads: 1 }[name as keyof AlsOptions];
    const Wrong = typeof value === expected ? RangeError : TypeError;
    expect(() => checkOptions(options as AlsOptions)).toThrow(new Wrong(message));
  });

  it.each(['iterations', 'Rank', '__proto__', 'constructor'])(
    'names the unknown option %s and lists the known',
    (name) => {
      const options = Object.fromEntries([[name, 1]]) as AlsOptions;
      expect(() => checkOptions(options)).toThrow(
        new RegExp(`^Expected trainAls options among rank, .*signal, got ${name}$`),
      );
    },
  );
});
