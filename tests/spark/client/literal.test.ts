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
    [new Date('2026-01-01T00:00:00Z'), 'timestamp', 1767225600000000n],
  ])('%s is a %s', (value, kind, wanted) => {
    expect(literalOf(value).literalType).toMatchObject({ case: kind, value: wanted });
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
