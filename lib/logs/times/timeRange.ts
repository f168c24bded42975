/** Microseconds since 1970-01-01 UTC of the first time that an access may have: 1990-01-01. */
export const EARLIEST = 631_152_000_000_000n;

/** Microseconds since 1970-01-01 UTC of the first time that is too late for an access: 2101-01-01. */
export const LATEST = 4_133_980_800_000_000n;
