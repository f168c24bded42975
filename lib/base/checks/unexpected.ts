import { describe } from '../text/describe.js';

/** A value's name in errors: a parameter's name, or the place of a field in a file. */
export type Name = string | Place;

/** The place of a value in a JSON file. */
export interface Place {
  /** Empty for the whole file. */
  field: string;
  path: string;
}

/** Returns a value if it is valid, and throws an error with its name otherwise. */
export type Expectation<T> = (name: Name, value: unknown) => T;

/**
 * The error of an invalid value; for a field of a file, an Error.
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

/** A value of a file, in a few characters. */
export function describeJson(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return describe(value);
}
