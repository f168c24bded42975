import { describe } from '../text/describe.js';

/** What an error calls a value: a parameter by its name, a field of a file by its place in it. */
export type Name = string | Place;

/** Where a value stands in a file of JSON. */
export interface Place {
  /** Empty for the whole file. */
  field: string;
  path: string;
}

/** Returns a value that is as it has to be, and throws an error with its name otherwise. */
export type Expectation<T> = (name: Name, value: unknown) => T;

/**
 * The error of a value that isn't as it has to be: of a field of a file an Error.
 *
 * @param expected what it has to be, such as 'to be a positive number'
 * @param hasType whether a parameter has the right type, and so is a RangeError instead of a TypeError
 */
export function unexpected(name: Name, expected: string, value: unknown, hasType: boolean): Error {
  if (typeof name !== 'string') {
    return new Error(`Expected ${nameInWords(name)} ${expected}, got ${describeJson(value)}`);
  }
  const Wrong = hasType ? RangeError : TypeError;
  return new Wrong(`Expected ${name} ${expected}, got ${describe(value)}`);
}

export function nameInWords(name: Name): string {
  if (typeof name === 'string') return name;
  return name.field === '' ? name.path : `${name.field} in ${name.path}`;
}

/** A value of a file in a few characters, however large it is. */
export function describeJson(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return describe(value);
}
