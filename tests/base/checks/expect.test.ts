import { describe, expect, it } from 'vitest';
import {
  expectBoolean,
  expectDate,
  expectInteger,
  expectNonNegative,
  expectNumber,
  expectOneOf,
  expectPositive,
  expectSeed,
  expectShare,
  expectText,
} from '../../../lib/base/checks/expect.js';

describe('a number', () => {
  it('is returned where it is right', () => {
    expect(expectNumber('rate', 0.5, 'between 0 and 1', (n) => n > 0 && n < 1)).toBe(0.5);
    expect(expectPositive('days', Number.MIN_VALUE)).toBe(Number.MIN_VALUE);
    expect(expectInteger('rank', 1, 1)).toBe(1);
    expect(expectInteger('maxIter', 0, 0)).toBe(0);
    expect(expectSeed('seed', -7)).toBe(-7);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('of a wrong value is a RangeError: %d', (value) => {
    expect(() => expectPositive('days', value)).toThrow(
      new RangeError(`Expected days to be a positive number, got ${value}`),
    );
  });

  it.each([
    ['1', '"1"'],
    [null, 'null'],
    [undefined, 'undefined'],
    [[1], 'an array'],
    [1n, '1'],
  ])('of a wrong type is a TypeError: %o', (value, got) => {
    expect(() => expectPositive('days', value)).toThrow(
      new TypeError(`Expected days to be a positive number, got ${got}`),
    );
    expect(() => expectInteger('rank', value, 1)).toThrow(
      new TypeError(`Expected rank to be a positive integer, got ${got}`),
    );
  });

  it('is a share strictly between 0 and 1', () => {
    expect(expectShare('fraction', 0.2)).toBe(0.2);
    for (const value of [0, 1, -0.1, Number.NaN]) {
      expect(() => expectShare('fraction', value)).toThrow(
        new RangeError(`Expected fraction to be above 0 and below 1, got ${value}`),
      );
    }
    expect(() => expectShare('level', '0.5')).toThrow(
      new TypeError('Expected level to be above 0 and below 1, got "0.5"'),
    );
  });

  it('is not below 0, and of 32 bits', () => {
    expect(expectNonNegative('tol', 0)).toBe(0);
    expect(expectNonNegative('tol', 3e38)).toBe(3e38);
    for (const value of [-1, 4e38, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => expectNonNegative('tol', value)).toThrow(
        new RangeError(`Expected tol to be a non-negative 32-bit number, got ${value}`),
      );
    }
    expect(() => expectNonNegative('tol', null)).toThrow(TypeError);
  });

  it('has the words of its bound', () => {
    expect(() => expectInteger('rank', 0, 1)).toThrow(
      new RangeError('Expected rank to be a positive integer, got 0'),
    );
    expect(() => expectInteger('maxIter', -1, 0)).toThrow(
      new RangeError('Expected maxIter to be a non-negative integer, got -1'),
    );
    expect(() => expectSeed('seed', 2 ** 53)).toThrow(
      new RangeError('Expected seed to be a safe integer, got 9007199254740992'),
    );
  });
});

describe('a boolean', () => {
  it('is neither a number nor a text', () => {
    expect(expectBoolean('kinds', false)).toBe(false);
    expect(() => expectBoolean('kinds', 'true')).toThrow(
      new TypeError('Expected kinds to be true or false, got "true"'),
    );
  });
});

describe('a date', () => {
  it('is valid', () => {
    const date = new Date(0);
    expect(expectDate('now', date)).toBe(date);
    expect(() => expectDate('now', '2026-01-01')).toThrow(
      new TypeError('Expected now to be a valid Date, got "2026-01-01"'),
    );
    expect(() => expectDate('now', new Date('soon'))).toThrow(
      new RangeError('Expected now to be a valid Date, got an invalid Date'),
    );
  });
});

describe('a choice', () => {
  const choices = ['uniform', 'margins', 'both'] as const;

  it('is one of those there are', () => {
    expect(expectOneOf('negatives', 'margins', choices)).toBe('margins');
  });

  it('is refused with all of them', () => {
    expect(() => expectOneOf('negatives', 'hard', choices)).toThrow(
      new RangeError(`Expected negatives to be 'uniform', 'margins' or 'both', got "hard"`),
    );
    expect(() => expectOneOf('negatives', 1, choices.slice(0, 1))).toThrow(
      new TypeError("Expected negatives to be 'uniform', got 1"),
    );
  });
});

describe('a text', () => {
  it('is not empty', () => {
    expect(expectText('user', 'account', 'to name a column')).toBe('account');
    expect(() => expectText('user', '', 'to name a column')).toThrow(
      new RangeError('Expected user to name a column, got ""'),
    );
    expect(() => expectText('path', undefined)).toThrow(
      new TypeError('Expected path to be a text, got undefined'),
    );
  });
});
