import { describe } from '../../base/text/describe.js';
import { BLANKS, isNoName } from '../names/noName.js';
import type { ReadAccessOptions } from '../ReadAccessOptions.js';
import type { EventSource, NameColumn } from '../sources/EventSource.js';
import { ONE } from '../sources/EventSource.js';
import { parseMoment } from '../times/parseMoment.js';
import { EARLIEST, LATEST } from '../times/timeRange.js';

/** Which rows count, and how their names are written. */
export interface RowOptions {
  /** Microseconds since 1970-01-01 UTC: only rows from this time on. */
  from?: number;
  /** Only rows before this time. */
  to?: number;
  /** Whether white space around names is removed. */
  trim: boolean;
  /** Whether names are in lower case. */
  isLower: boolean;
}

/** Other counts are invalid, so that no sum is beyond what a model can learn from. */
const LEAST_COUNT = 1e-24;
const LARGEST_COUNT = 1e24;
const IS_COUNT = `coalesce(likelihood BETWEEN ${LEAST_COUNT} AND ${LARGEST_COUNT}, false)`;

/** The judged rows that are accesses. */
export const USED = 'reason IS NULL AND left_out IS NULL';

/** The judged rows that keep their names: accesses, and failed attempts if these are asked for. */
export const KEPT = `(${USED} OR attempt)`;

/** @throws TypeError or RangeError if `from` or `to` isn't a time */
export function rowOptionsOf({ from, to, trim = false, foldCase }: ReadAccessOptions): RowOptions {
  const [after, before] = [parseMoment('from', from), parseMoment('to', to)];
  if (after !== undefined && before !== undefined && after >= before) {
    throw new RangeError(`Expected from to be before to, got ${describe(from)} and ${describe(to)}`);
  }
  return { from: after, to: before, trim, isLower: foldCase === 'lower' };
}

/** The name of a context's column among judged rows. */
export function contextColumn(n: number): string {
  return `context_${n}`;
}

/**
 * A source's rows as a relation, as SQL: tenant, user, res, likelihood, moment (microseconds), file, line,
 * text, id, contexts; and for each row the `reason` why it can't be read, or why it is `left_out`, and
 * whether it is a failed `attempt` that would otherwise be an access. A byte order mark at the start of a
 * name is refused: later decoders of UTF-8, such as Arrow and DuckDB's client, remove it, and two names would
 * become one.
 */
export function judgedRows(source: EventSource, options: RowOptions): string {
  const name = (sql: string) => comparableSql(sql, options);
  const names = { tenant: name(source.tenant), user: name(source.user), res: name(source.res) };
  const columns = ['tenant', '"user"', 'res'];
  const judgeNames = [
    `WHEN ${isNoName('tenant')} THEN 'no tenant'`,
    `WHEN ${isNoName('"user"')} THEN 'no user'`,
    `WHEN ${isNoName('res')} THEN 'no resource'`,
    `WHEN ${columns.map(beginsWithMark).join(' OR ')} THEN 'name begins with a byte order mark'`,
  ];
  return judged(source, names, judgeNames, options);
}

/** The same for rows whose names are all known to be valid, with keys in place of names. */
export function judgedKeys(
  source: EventSource,
  keys: Record<NameColumn, string>,
  options: RowOptions,
): string {
  return judged(source, keys, [], options);
}

/** A condition that no valid name fulfils. */
export function isBadName(name: string): string {
  return `(${isNoName(name)} OR ${beginsWithMark(name)})`;
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
  const judgeTime = [
    "WHEN moment IS NULL THEN 'time is not a date'",
    `WHEN moment NOT BETWEEN ${EARLIEST} AND ${LATEST - 1n} THEN 'time out of range'`,
  ];
  // Cases that can't happen are left out: DuckDB would check them for each row.
  const isMalformed = source.isMalformed === 'false' ? [] : ["WHEN malformed THEN 'malformed line'"];
  const faults = [
    ...judgeNames,
    ...(source.time === undefined ? [] : judgeTime),
    ...(source.count === ONE ? [] : [`WHEN NOT ${IS_COUNT} THEN 'count is not a positive number'`]),
  ];
  const reasons = [
    ...isMalformed,
    ...(source.leftOut === 'NULL' ? [] : ['WHEN excluded IS NOT NULL THEN NULL']),
    ...faults,
  ];
  const leftOut = [
    ...(source.leftOut === 'NULL' ? [] : ['WHEN excluded IS NOT NULL THEN excluded']),
    ...(outside.length === 0 ? [] : [`WHEN ${outside.join(' OR ')} THEN 'outside of the time'`]),
  ];
  const notAttempts = [...isMalformed, ...faults, ...outside.map((sql) => `WHEN ${sql} THEN 'outside'`)];
  const attempt =
    source.attempt === undefined ? 'false' : `(has_failed AND (${caseOf(notAttempts)}) IS NULL)`;
  // DuckDB would make a number of a field that no row has.
  const contexts = Object.values(source.context).map((sql, n) => `, ${sql}::VARCHAR AS ${contextColumn(n)}`);
  return `(
    SELECT *, TRY_CAST(count AS DOUBLE) AS likelihood, ${caseOf(reasons)} AS reason,
      ${caseOf(leftOut.length === 0 ? [] : ['WHEN reason IS NOT NULL THEN NULL', ...leftOut])} AS left_out,
      ${attempt} AS attempt
    FROM (
      SELECT ${names.tenant} AS tenant, ${names.user} AS "user", ${names.res} AS res,
        ${source.count} AS count, ${source.time ?? 'NULL::BIGINT'} AS moment, ${source.leftOut} AS excluded,
        ${source.attempt ?? 'false'} AS has_failed,
        ${source.isMalformed} AS malformed, ${source.text} AS text, ${source.file} AS file, ${source.line ?? 'NULL'} AS line,
        ${source.id ?? 'NULL'} AS id ${contexts.join('')}
      FROM ${source.relation}
    )
  )`;
}

function caseOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'NULL::VARCHAR' : `CASE ${conditions.join(' ')} END`;
}

/** A name as it is compared. */
export function comparableSql(sql: string, { trim, isLower }: RowOptions): string {
  const trimmed = trim ? `trim(${sql}, ${BLANKS})` : sql;
  return isLower ? `lower(${trimmed})` : trimmed;
}
