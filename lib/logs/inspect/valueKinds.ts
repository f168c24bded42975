import type { FieldTree } from '../fields/FieldTree.js';

/** Which share of a field's distinct values is of each kind, 0 to 1. */
export interface ValueKinds {
  number: number;
  /** Numbers above 0. */
  positive: number;
  /** A day, with or without a time. */
  time: number;
  /** A day alone. */
  day: number;
  /** A time of day alone. */
  clock: number;
  /** A number since 1970, from the years 2000 to 2040. */
  epoch: number;
  address: number;
  mail: number;
  /** Values with a digit. */
  digits: number;
  /** Values with more than 200 characters, or a line break. */
  long: number;
}

/** How many distinct values are looked at. */
const MOST_VALUES = 200;

const DAY =
  /^(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4})$/;
const TIME =
  /^\[?(?:\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[T ].*)?|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}.*|\d{1,2}[/ -][A-Z][a-z]{2}[/ -]\d{4}.*|[A-Z][a-z]{2},? (?:\d|[A-Z]).*\d{4}.*|\/Date\(\d+\)\/)$/;
const COMPACT = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:T?[0-2]\d[0-5]\d[0-5]\d(?:\.\d+)?Z?)$/;
const CLOCK = /^[0-2]?\d:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?(?: ?[AP]M)?$/i;
const NUMBER = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;
const ADDRESS = /^(?:::ffff:)?\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?$|^[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}$/i;
const MAIL = /^[^@\s]+@[^@\s]+\.\w+$/;

/** What a field's values look like. */
export function valueKinds({ values }: FieldTree): ValueKinds {
  const some = [...values.keys()].slice(0, MOST_VALUES);
  const share = (test: (value: string) => boolean) =>
    some.length === 0 ? 0 : some.filter(test).length / some.length;
  return {
    number: share((value) => NUMBER.test(value)),
    positive: share((value) => NUMBER.test(value) && Number(value) > 0),
    time: share((value) => TIME.test(value) || COMPACT.test(value) || isEpoch(value)),
    day: share((value) => DAY.test(value)),
    clock: share((value) => CLOCK.test(value)),
    epoch: share(isEpoch),
    address: share((value) => ADDRESS.test(value) && !CLOCK.test(value)),
    mail: share((value) => MAIL.test(value)),
    digits: share((value) => /\d/.test(value)),
    long: share((value) => value.length > 200 || /[\r\n]/.test(value)),
  };
}

/** A number since 1970 in seconds, milliseconds, microseconds or nanoseconds. */
function isEpoch(value: string): boolean {
  if (!/^\d{9,19}(?:\.\d+)?$/.test(value)) return false;
  const number = Number(value);
  return [1, 1e3, 1e6, 1e9].some((unit) => number / unit > 946_684_800 && number / unit < 2_208_988_800);
}
