import { expectDate } from './expect.js';

/** The time of accesses, from the first one to the last. */
export interface Span {
  first: Date;
  last: Date;
}

/** A day, in milliseconds. */
export const DAY_MS = 86_400_000;

/** @throws TypeError if it doesn't have Dates, RangeError if they are invalid or not in order */
export function checkSpan(span: Span): Span {
  for (const name of ['first', 'last'] as const) expectDate(`span.${name}`, span?.[name]);
  if (span.first > span.last) {
    throw new RangeError(
      `Expected span.first to be no later than span.last, got ${span.first.toISOString()} and ${span.last.toISOString()}`,
    );
  }
  return { first: span.first, last: span.last };
}
