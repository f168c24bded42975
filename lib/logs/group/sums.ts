import type { LikelihoodKind } from '../ReadAccessOptions.js';

/** What an access has besides its names. */
export interface SumOptions {
  likelihood: LikelihoodKind;
  /** Whether the table has the first and the last time of each access. */
  times: boolean;
}

/**
 * Counts are added up exactly, so that no sum depends on the order of files, rows and threads: as two
 * integers, of wholes and of 2^-90ths.
 */
const UNIT = 2 ** 90;
export const WHOLE = 'floor(likelihood)::HUGEINT';
export const PART = `((likelihood - floor(likelihood)) * ${UNIT}::DOUBLE)::HUGEINT`;
const TOTAL = `(sum(whole)::DOUBLE + sum(part)::DOUBLE / ${UNIT}::DOUBLE)`;

/** The day since 1970-01-01 UTC of a judged row, and the hour of that day, as SQL. */
export const DAY = dayOf('moment');
export const HOUR = '(moment // 3600000000) % 24';

/** The day since 1970-01-01 UTC of a column of microseconds, as SQL. */
export function dayOf(column: string): string {
  return `${column} // 86400000000`;
}

/** The columns that `sumsOf` adds up, as SQL: of judged rows, or of groups of them. */
export function summandsOf(
  { likelihood, times }: SumOptions,
  isCounted: boolean,
  from: 'rows' | 'groups',
): string[] {
  const columns = {
    ...(isCounted ? { whole: WHOLE, part: PART } : { rows: '1' }),
    ...(likelihood === 'days' ? { day: DAY } : {}),
    ...(times ? { first: 'moment', last: 'moment' } : {}),
  };
  // A group has columns with the same names.
  return Object.entries(columns).map(([name, ofRow]) => `${from === 'rows' ? ofRow : name} AS ${name}`);
}

/** @param hasGroups whether a row may stand for several accesses: a sum takes more memory than counting */
export function sumsOf(
  { likelihood, times }: SumOptions,
  isCounted: boolean,
  hasGroups: boolean,
): Record<string, string> {
  const total = isCounted ? TOTAL : hasGroups ? 'sum(rows)::DOUBLE' : 'count(*)::DOUBLE';
  const value = { count: total, logCount: `ln(1 + ${total})`, days: 'count(DISTINCT day)::DOUBLE' }[
    likelihood
  ];
  return {
    likelihood: value,
    ...(times ? { first: '(min(first) // 1000)::DOUBLE', last: '(max(last) // 1000)::DOUBLE' } : {}),
  };
}
