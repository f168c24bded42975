import { type Name, unexpected } from './unexpected.js';

/*
 * Each function returns a value if it is valid. Otherwise a parameter of another type raises a TypeError, a
 * wrong value a RangeError, and a field of a file an Error (see unexpected.ts).
 */

/** @param expected what the number has to be, for the error: 'a positive number' */
export function expectNumber(
  name: Name,
  value: unknown,
  expected: string,
  isRight: (value: number) => boolean,
): number {
  if (typeof value === 'number' && isRight(value)) return value;
  throw unexpected(name, `to be ${expected}`, value, typeof value === 'number');
}

export function expectFinite(name: Name, value: unknown): number {
  return expectNumber(name, value, 'a finite number', Number.isFinite);
}

export function expectPositive(name: Name, value: unknown): number {
  return expectNumber(name, value, 'a positive number', (n) => n > 0 && Number.isFinite(n));
}

/** A share between 0 and 1, both excluded. */
export function expectShare(name: Name, value: unknown): number {
  return expectNumber(name, value, 'above 0 and below 1', (n) => n > 0 && n < 1);
}

/** Not below 0, and within 32 bits. */
export function expectNonNegative(name: Name, value: unknown): number {
  const isRight = (n: number) => Number.isFinite(Math.fround(n)) && n >= 0;
  return expectNumber(name, value, 'a non-negative 32-bit number', isRight);
}

export function expectInteger(name: Name, value: unknown, least: 0 | 1): number {
  const expected = `a ${least === 1 ? 'positive' : 'non-negative'} integer`;
  return expectNumber(name, value, expected, (n) => Number.isSafeInteger(n) && n >= least);
}

/** An integer that a 64-bit float holds exactly. */
export function expectSeed(name: Name, value: unknown): number {
  return expectNumber(name, value, 'a safe integer', Number.isSafeInteger);
}

export function expectBoolean(name: Name, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw unexpected(name, 'to be true or false', value, false);
}

const OR = new Intl.ListFormat('en-GB', { type: 'disjunction' });

export function expectOneOf<T extends string>(name: Name, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  const words = choices.map((choice) => `'${choice}'`);
  throw unexpected(name, `to be ${OR.format(words)}`, value, typeof value === 'string');
}

export function expectDate(name: Name, value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  throw unexpected(name, 'to be a valid Date', value, value instanceof Date);
}

/** @param expected what the text (which can't be empty) has to do, for the error: 'to name a column' */
export function expectText(name: Name, value: unknown, expected = 'to be a text'): string {
  if (typeof value === 'string' && value !== '') return value;
  throw unexpected(name, expected, value, typeof value === 'string');
}
