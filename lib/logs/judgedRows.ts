import { describe } from '../text/describe.js';
import type { ReadAccessOptions } from './ReadAccessOptions.js';
import type { EventSource, NameColumn } from './sources/EventSource.js';
import { parseMoment } from './sources/parseMoment.js';
import { ONE } from './sums.js';

/** Which rows count, and how their names are written. */
export interface RowOptions {
  /** Microseconds since 1970-01-01 UTC: only rows from this time on. */
  from?: number;
  /** Only rows before this time. */
  to?: number;
  /** Names without white space around them. */
  trim: boolean;
  /** Names in lower case. */
  foldCase: boolean;
}

/** What is beyond is no count: sums of these stay within what a model can learn from, however many rows there are. */
const LEAST_COUNT = 1e-24;
const LARGEST_COUNT = 1e24;
const IS_COUNT = `coalesce(likelihood BETWEEN ${LEAST_COUNT} AND ${LARGEST_COUNT}, false)`;

/** Of judged rows, those that are accesses. */
export const USED = 'reason IS NULL AND left_out IS NULL';

/** @throws TypeError or RangeError if `from` or `to` is no time */
export function rowOptionsOf({ from, to, trim = false, foldCase = false }: ReadAccessOptions): RowOptions {
  const [after, before] = [parseMoment('from', from), parseMoment('to', to)];
  if (after !== undefined && before !== undefined && after >= before) {
    throw new RangeError(`Expected from to be before to, got ${describe(from)} and ${describe(to)}`);
  }
  return { from: after, to: before, trim, foldCase };
}

/**
 * A source's rows as a relation, as SQL: tenant, user, res, likelihood, moment (microseconds), line, text, id; and of each
 * the `reason` why it can't be read, or why it is `left_out`. A byte order mark in front of a name is refused: all that
 * decodes UTF-8 later on, Arrow and DuckDB's client too, takes it off, and two names would become one.
 */
export function judgedRows(source: EventSource, options: RowOptions): string {
  const name = (sql: string) => comparableSql(sql, options);
  const names = { tenant: name(source.tenant), user: name(source.user), res: name(source.res) };
  const judgeNames = [
    "WHEN coalesce(tenant, '') = '' THEN 'no tenant'",
    `WHEN coalesce("user", '') = '' THEN 'no user'`,
    "WHEN coalesce(res, '') = '' THEN 'no resource'",
    `WHEN ${['tenant', '"user"', 'res'].map(beginsWithMark).join(' OR ')} THEN 'name begins with a byte order mark'`,
  ];
  return judged(source, names, judgeNames, options);
}

/** The same where all names are known to be good, by whatever stands for them. */
export function judgedKeys(
  source: EventSource,
  keys: Record<NameColumn, string>,
  options: RowOptions,
): string {
  return judged(source, keys, [], options);
}

/** A condition that no good name fulfils. */
export function isBadName(name: string): string {
  return `(coalesce(${name}, '') = '' OR ${beginsWithMark(name)})`;
}

function beginsWithMark(name: string): string {
  return `starts_with(${name}, chr(65279))`;
}

function judged(
  source: EventSource,
  names: Record<NameColumn, string>,
  judgeNames: readonly string[],
  { from, to }: RowOptions,
): string {
  const outside = [
    ...(from === undefined ? [] : [`moment < ${from}`]),
    ...(to === undefined ? [] : [`moment >= ${to}`]),
  ];
  // What can't happen isn't asked of each row: DuckDB doesn't see that it can't.
  const reasons = [
    ...(source.isMalformed === 'false' ? [] : ["WHEN malformed THEN 'malformed line'"]),
    ...(source.leftOut === 'NULL' ? [] : ['WHEN excluded IS NOT NULL THEN NULL']),
    ...judgeNames,
    ...(source.time === undefined ? [] : ["WHEN moment IS NULL THEN 'time is not a date'"]),
    ...(source.count === ONE ? [] : [`WHEN NOT ${IS_COUNT} THEN 'count is not a positive number'`]),
  ];
  const leftOut = [
    ...(source.leftOut === 'NULL' ? [] : ['WHEN excluded IS NOT NULL THEN excluded']),
    ...(outside.length === 0 ? [] : [`WHEN ${outside.join(' OR ')} THEN 'outside of the time'`]),
  ];
  return `(
    SELECT *, TRY_CAST(count AS DOUBLE) AS likelihood, ${caseOf(reasons)} AS reason,
      ${caseOf(leftOut.length === 0 ? [] : ['WHEN reason IS NOT NULL THEN NULL', ...leftOut])} AS left_out
    FROM (
      SELECT ${names.tenant} AS tenant, ${names.user} AS "user", ${names.res} AS res,
        ${source.count} AS count, ${source.time ?? 'NULL::BIGINT'} AS moment, ${source.leftOut} AS excluded,
        ${source.isMalformed} AS malformed, ${source.text} AS text, ${source.line ?? 'NULL'} AS line, ${source.id ?? 'NULL'} AS id
      FROM ${source.relation}
    )
  )`;
}

function caseOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'NULL::VARCHAR' : `CASE ${conditions.join(' ')} END`;
}

/** A name as it is to be compared. */
export function comparableSql(sql: string, { trim, foldCase }: RowOptions): string {
  const trimmed = trim ? `trim(${sql}, ' ' || chr(9) || chr(10) || chr(13) || chr(160))` : sql;
  return foldCase ? `lower(${trimmed})` : trimmed;
}
