import { describe } from '../text/describe.js';

/**
 * A number that is as a parameter has to be.
 *
 * @param expected what that is, for the error: 'a positive number'
 * @throws TypeError where it is no number, RangeError where it isn't right
 */
export function expectNumber(
  name: string,
  value: unknown,
  expected: string,
  isRight: (value: number) => boolean,
): number {
  if (typeof value === 'number' && isRight(value)) return value;
  const Wrong = typeof value === 'number' ? RangeError : TypeError;
  throw new Wrong(`Expected ${name} to be ${expected}, got ${describe(value)}`);
}

/** @throws TypeError where it is no number, RangeError where it is none above 0, or infinite */
export function expectPositive(name: string, value: unknown): number {
  return expectNumber(name, value, 'a positive number', (n) => n > 0 && Number.isFinite(n));
}

/** @throws TypeError where it is no number, RangeError where it is no share: neither nothing nor all */
export function expectShare(name: string, value: unknown): number {
  return expectNumber(name, value, 'between 0 and 1', (n) => n > 0 && n < 1);
}

/** @throws TypeError where it is no number, RangeError where it is below 0, or 32 bits can't hold it */
export function expectNonNegative(name: string, value: unknown): number {
  const isRight = (n: number) => Number.isFinite(Math.fround(n)) && n >= 0;
  return expectNumber(name, value, 'a non-negative 32-bit number', isRight);
}

/** @throws TypeError where it is no number, RangeError where it isn't whole, or below `least` */
export function expectInteger(name: string, value: unknown, least: 0 | 1): number {
  const expected = `a ${least === 1 ? 'positive' : 'non-negative'} integer`;
  return expectNumber(name, value, expected, (n) => Number.isSafeInteger(n) && n >= least);
}

/** @throws TypeError where it is no number, RangeError where a 64-bit float can't tell it from the next integer */
export function expectSeed(name: string, value: unknown): number {
  return expectNumber(name, value, 'a safe integer', Number.isSafeInteger);
}

/** @throws TypeError */
export function expectBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new TypeError(`Expected ${name} to be true or false, got ${describe(value)}`);
}

/** @throws TypeError where it is no text, RangeError where it isn't one of them */
export function expectOneOf<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (choices.includes(value as T)) return value as T;
  const quoted = choices.map((choice) => `'${choice}'`);
  const expected = [quoted.slice(0, -1).join(', '), quoted.at(-1)].filter(Boolean).join(' or ');
  const Wrong = typeof value === 'string' ? RangeError : TypeError;
  throw new Wrong(`Expected ${name} to be ${expected}, got ${describe(value)}`);
}

/** @throws TypeError where it is no Date, RangeError where it is an invalid one */
export function expectDate(name: string, value: unknown): Date {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  const Wrong = value instanceof Date ? RangeError : TypeError;
  throw new Wrong(`Expected ${name} to be a valid Date, got ${describe(value)}`);
}

/**
 * @param expected what it has to be, for the error: 'to name a column'
 * @throws TypeError where it is no text, RangeError where it is empty
 */
export function expectText(name: string, value: unknown, expected = 'to be a text'): string {
  if (typeof value === 'string' && value !== '') return value;
  const Wrong = typeof value === 'string' ? RangeError : TypeError;
  throw new Wrong(`Expected ${name} ${expected}, got ${describe(value)}`);
}
