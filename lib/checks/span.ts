/** The time that accesses are of: from the first to the last of them. */
export interface Span {
  first: Date;
  last: Date;
}

/** @throws TypeError or RangeError where it isn't one */
export function checkSpan(span: Span): Span {
  for (const name of ['first', 'last'] as const) {
    const date: unknown = span?.[name];
    if (!(date instanceof Date) || Number.isNaN(date.getTime())) {
      throw new TypeError(`Expected span.${name} to be a valid Date, got ${date}`);
    }
  }
  if (span.first > span.last) {
    throw new RangeError(
      `Expected span.first to be no later than span.last, got ${span.first.toISOString()} and ${span.last.toISOString()}`,
    );
  }
  return { first: span.first, last: span.last };
}
