import { expectNumber } from './expect.js';
import { describeJson, type Expectation, type Name, nameInWords, unexpected } from './unexpected.js';

/** An object with exactly these fields. An unknown field is refused: it may change what the others mean. */
export function fields<T extends object>(
  expected: {
    [Key in keyof T]: Expectation<T[Key]>;
  },
): Expectation<T> {
  const known = Object.keys(expected) as (keyof T & string)[];
  const words = `to be an object of ${known.join(', ')}`;
  return (name, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unexpected(name, words, value, false);
    }
    const unknown = Object.keys(value).find((key) => !known.includes(key as keyof T & string));
    if (unknown !== undefined) {
      throw new Error(`Expected ${nameInWords(name)} ${words}, got one with ${describeJson(unknown)}`);
    }
    for (const key of known) {
      const own = Object.hasOwn(value, key) ? (value as T)[key] : undefined;
      expected[key](inside(name, key), own);
    }
    return value as T;
  };
}

/** @param key the key by which entries have to differ */
export function listOf<T>(expected: Expectation<T>, key: keyof T & string): Expectation<T[]> {
  return (name, value) => {
    if (!Array.isArray(value)) throw unexpected(name, 'to be a list', value, false);
    const seen = new Set<unknown>();
    value.forEach((entry, n) => {
      const own = expected(inside(name, n), entry)[key];
      if (seen.has(own)) throw unexpected(inside(inside(name, n), key), 'to be unlike all before', own, true);
      seen.add(own);
    });
    return value;
  };
}

export function nullable<T>(expected: Expectation<T>): Expectation<T | null> {
  return (name, value) => (value === null ? null : expected(name, value));
}

export function integerWithin(least: number, most = Number.MAX_SAFE_INTEGER): Expectation<number> {
  const isWithin = (value: number) => Number.isSafeInteger(value) && value >= least && value <= most;
  return (name, value) => expectNumber(name, value, `an integer from ${least} to ${most}`, isWithin);
}

export function textLike(words: string, isLike: (text: string) => boolean): Expectation<string> {
  return (name, value) => {
    if (typeof value === 'string' && isLike(value)) return value;
    throw unexpected(name, `to be ${words}`, value, typeof value === 'string');
  };
}

/**
 * A value whose fields have to agree with each other.
 *
 * @param check throws if they don't
 */
export function agreeing<T>(expected: Expectation<T>, check: (value: T) => void): Expectation<T> {
  return (name, value) => {
    const whole = expected(name, value);
    try {
      check(whole);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`Expected ${nameInWords(name)} to agree with itself, got: ${message}`, {
        cause: error,
      });
    }
    return whole;
  };
}

/** The name of a part of a value, by its key or by its number in a list. */
function inside(name: Name, key: string | number): Name {
  const whole = typeof name === 'string' ? name : name.field;
  const dot = whole === '' ? '' : '.';
  const field = typeof key === 'number' ? `${whole}[${key}]` : `${whole}${dot}${key}`;
  return typeof name === 'string' ? field : { ...name, field };
}
