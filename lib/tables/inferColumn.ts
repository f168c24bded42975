import type { Vector } from 'apache-arrow';
import { describe } from '../base/text/describe.js';
import { visibleText } from '../base/text/visibleText.js';
import { EXACT_TEXT } from './inexactRow.js';
import { makeColumn } from './makeColumn.js';

/** Texts that UTF-8 can't hold, or that decoders change. */
export const INEXACT = /^\ufeff|\p{Cs}/u;

type Kind = 'string' | 'number' | 'bigint' | 'boolean' | 'Date';

/**
 * The Arrow column of plain values: text is dictionary-encoded Utf8; numbers are Int32 if all are integers of
 * 32 bits, else Float64; bigints are Int64; booleans Bool; Dates timestamps in milliseconds. A column without
 * any value has type Null. `undefined` counts as null.
 *
 * @param name the column's name, for errors
 * @throws TypeError if kinds are mixed or can't be held; RangeError for too large a bigint, an invalid Date,
 *   or a text that begins with a byte order mark or has half of a surrogate pair. Errors name the column and
 *   the row.
 */
export function inferColumn(name: string, values: ArrayLike<unknown>): Vector {
  const plain = Array.from(values, (value) => value ?? null);
  switch (commonKind(name, plain)) {
    case undefined:
      return makeColumn.null(plain);
    case 'string':
      return makeColumn.string(plain as (string | null)[]);
    case 'number':
      return plain.every(isInt32OrNull)
        ? makeColumn.int32(plain as (number | null)[])
        : makeColumn.float64(plain as (number | null)[]);
    case 'bigint':
      return makeColumn.int64(plain as (bigint | null)[]);
    case 'boolean':
      return makeColumn.boolean(plain as (boolean | null)[]);
    case 'Date':
      return makeColumn.milliseconds(
        plain.map((date) => (date === null ? null : BigInt((date as Date).getTime()))),
      );
  }
}

function commonKind(name: string, values: readonly unknown[]): Kind | undefined {
  let kind: Kind | undefined;
  let firstRow = 0;
  values.forEach((value, row) => {
    if (value === null) return;
    const found = kindOfValue(name, row, value);
    if (kind === undefined) {
      kind = found;
      firstRow = row;
    } else if (found !== kind) {
      throw new TypeError(
        `Expected every value of column ${describe(name)} to be a ${kind} as in row ${firstRow}, got a ${found} in row ${row}`,
      );
    }
  });
  return kind;
}

function kindOfValue(name: string, row: number, value: unknown): Kind {
  const where = `in row ${row} of column ${describe(name)}`;
  switch (typeof value) {
    case 'string':
      if (!INEXACT.test(value)) return 'string';
      throw new RangeError(`Expected ${EXACT_TEXT} ${where}, got "${visibleText(value)}"`);
    case 'number':
    case 'boolean':
      return typeof value as Kind;
    case 'bigint':
      if (BigInt.asIntN(64, value) === value) return 'bigint';
      throw new RangeError(`Expected a bigint of 64 bits ${where}, got ${value}`);
  }
  if (!(value instanceof Date)) {
    const got = Array.isArray(value) ? 'array' : typeof value;
    throw new TypeError(
      `Expected a string, number, bigint, boolean, Date or null ${where}, got ${article(got)}`,
    );
  }
  if (Number.isNaN(value.getTime())) throw new RangeError(`Expected a valid Date ${where}, got Invalid Date`);
  return 'Date';
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function isInt32OrNull(value: unknown): boolean {
  // 32-bit integers have no negative zero.
  return value === null || Object.is((value as number) | 0, value);
}
