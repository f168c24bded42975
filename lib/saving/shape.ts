/**
 * What a value read from JSON has to be: returns it where it is that.
 *
 * @param field which one, for errors; empty for the whole
 * @param path of the file, for errors
 * @throws Error `Expected <field> in <path> to be <this>, got <that>`
 */
export type Shape<T> = (value: unknown, field: string, path: string) => T;

/** An object of exactly these fields: what isn't known isn't passed over, as a newer version has another number. */
export function fields<T extends object>(shapes: { [Name in keyof T]: Shape<T[Name]> }): Shape<T> {
  const names = Object.keys(shapes) as (keyof T & string)[];
  const expected = `an object of ${names.join(', ')}`;
  return (value, field, path) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw unexpected(field, path, expected, shown(value));
    }
    const unknown = Object.keys(value).find((name) => !names.includes(name as keyof T & string));
    if (unknown !== undefined) throw unexpected(field, path, expected, `one with ${shown(unknown)}`);
    for (const name of names) {
      const own = Object.hasOwn(value, name) ? (value as T)[name] : undefined;
      shapes[name](own, field === '' ? name : `${field}.${name}`, path);
    }
    return value as T;
  };
}

/** @param key what no two may have in common */
export function listOf<T>(shape: Shape<T>, key: keyof T & string): Shape<T[]> {
  return (value, field, path) => {
    if (!Array.isArray(value)) throw unexpected(field, path, 'a list', shown(value));
    const seen = new Set<unknown>();
    value.forEach((entry, n) => {
      const own = shape(entry, `${field}[${n}]`, path)[key];
      if (seen.has(own)) throw unexpected(`${field}[${n}].${key}`, path, 'unlike all before', shown(own));
      seen.add(own);
    });
    return value;
  };
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, field, path) => (value === null ? null : shape(value, field, path));
}

export function integer(least: number, most = Number.MAX_SAFE_INTEGER): Shape<number> {
  return (value, field, path) => {
    if (Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most) {
      return value as number;
    }
    throw unexpected(field, path, `an integer from ${least} to ${most}`, shown(value));
  };
}

/** How many rows, or names, a file has: what 32-bit ids can number. */
export const rowCount = (least = 1): Shape<number> => integer(least, 2 ** 31 - 1);

export const finite = scalar<number>('a finite number', Number.isFinite);
export const boolean = scalar<boolean>('true or false', (value) => typeof value === 'boolean');
export const text = scalar<string>('a text', (value) => typeof value === 'string' && value !== '');
export const sha256Hex = matching(/^[0-9a-f]{64}$/, 'a SHA-256 checksum');

/** A moment as `Date.toISOString` writes it, and in no other way. */
export const moment = scalar<string>('a time as 2026-01-31T12:00:00.000Z', (value) => {
  const time = typeof value === 'string' ? new Date(value) : null;
  return time !== null && !Number.isNaN(time.getTime()) && time.toISOString() === value;
});

export function matching(pattern: RegExp, expected: string): Shape<string> {
  return scalar(expected, (value) => typeof value === 'string' && pattern.test(value));
}

/**
 * A shape whose fields have to agree with each other.
 *
 * @param disagreement throws where they don't; its message becomes part of the error's
 */
export function agreeing<T>(shape: Shape<T>, disagreement: (value: T) => void): Shape<T> {
  return (value, field, path) => {
    const whole = shape(value, field, path);
    try {
      disagreement(whole);
    } catch (error) {
      const { message } = error as Error;
      throw new Error(`Expected ${fieldIn(field, path)} to agree with itself, got: ${message}`, {
        cause: error,
      });
    }
    return whole;
  };
}

function scalar<T>(expected: string, is: (value: unknown) => boolean): Shape<T> {
  return (value, field, path) => {
    if (!is(value)) throw unexpected(field, path, expected, shown(value));
    return value as T;
  };
}

function unexpected(field: string, path: string, expected: string, got: string): Error {
  return new Error(`Expected ${fieldIn(field, path)} to be ${expected}, got ${got}`);
}

function fieldIn(field: string, path: string): string {
  return field === '' ? path : `${field} in ${path}`;
}

/** A value in a few characters, however large it is. */
function shown(value: unknown): string {
  if (value === undefined) return 'none';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 80 ? `${value.slice(0, 80)}...` : value);
}
