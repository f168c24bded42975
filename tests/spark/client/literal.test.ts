import { describe, expect, it } from 'vitest';
import { literalOf, type SparkScalar } from '../../../lib/spark/client/literal.js';

describe('literalOf', () => {
  it.each<[SparkScalar, string, unknown]>([
    ["o'hara", 'string', "o'hara"],
    [true, 'boolean', true],
    [3, 'long', 3n],
    [2 ** 53, 'double', 2 ** 53],
    [0.5, 'double', 0.5],
    [Number.NaN, 'double', Number.NaN],
    [7n, 'long', 7n],
    [2n ** 63n - 1n, 'long', 2n ** 63n - 1n],
    [-(2n ** 63n), 'long', -(2n ** 63n)],
    [new Date('2026-01-01T00:00:00Z'), 'timestamp', 1767225600000000n],
  ])('%s is a %s', (value, kind, wanted) => {
    expect(literalOf(value).literalType).toMatchObject({ case: kind, value: wanted });
  });

  it.each<[SparkScalar, string]>([
    [2n ** 63n, 'Expected an integer parameter to be of at most 64 bits, got 9223372036854775808'],
    [-(2n ** 63n) - 1n, 'Expected an integer parameter to be of at most 64 bits, got -9223372036854775809'],
    [new Date(Number.NaN), 'Expected a parameter to be a valid Date, got an invalid Date'],
  ])('refuses %s', (value, message) => {
    expect(() => literalOf(value)).toThrow(new RangeError(message));
  });

  it('knows null, and refuses what is no value', () => {
    expect(literalOf(null).literalType.case).toBe('null');
    for (const value of [undefined, [1], { a: 1 }]) {
      expect(() => literalOf(value as unknown as SparkScalar)).toThrow(
        /^Expected a parameter to be text, a boolean/,
      );
    }
  });
});
