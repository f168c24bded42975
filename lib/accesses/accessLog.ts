import type { Table } from 'apache-arrow';
import { gather } from '../base/numbers/gather.js';
import { lowerBound } from '../base/numbers/lowerBound.js';
import { visibleText } from '../base/text/visibleText.js';
import { findColumn } from '../tables/findColumn.js';
import { NO_DAY, readDays } from '../tables/readDays.js';
import type { Accesses } from './Accesses.js';
import { type ContextColumn, type ContextNames, hoursOf, MISSING, readContexts } from './contexts.js';
import { entitiesOf } from './EntityColumn.js';
import { Entities } from './entities.js';
import { type CodeColumn, joinColumns, splitCodes } from './joinColumns.js';
import type { AccessList } from './listAccesses.js';
import { rankColumns } from './rankColumns.js';
import { sortPairs } from './sortPairs.js';

/** The values of a context, which belong to tenants like users. */
export interface ContextValues {
  name: string;
  isHour: boolean;
  /** They have the same tenants as the users. */
  values: Entities;
}

/** Distinct (access, day, context values...), in this order. */
export interface LogRecords {
  /** The position of the access in the list. */
  pair: Int32Array;
  /** Days since 1970-01-01, UTC. */
  day: Int32Array;
  /** For each context, the ids of the values; -1: missing. */
  values: Int32Array[];
}

/** A log with days: its accesses, counted in days, and everything that it says about them. */
export interface AccessLog extends AccessList {
  contexts: readonly ContextValues[];
  records: LogRecords;
}

/**
 * Reads a log with days.
 *
 * @throws RangeError or TypeError naming the column and the row that can't be used, or saying that there are
 *   no rows
 */
export function readLog(accesses: Accesses, columns: ContextNames & { dayCol: string }): AccessLog {
  const { table } = accesses;
  if (table.numRows === 0) throw new RangeError('Expected a table with at least one row, got 0 rows');
  const day = readEveryDay(table, columns.dayCol);
  const [users, resources] = [entitiesOf(accesses.users), entitiesOf(accesses.resources)];
  const read = readContexts(accesses, columns);
  const contexts = read.map((column) => valuesOf(column, columns.hourCol, users.tenants));
  return logOf({
    users,
    resources,
    contexts,
    user: accesses.users.idsOfRows(users),
    res: accesses.resources.idsOfRows(resources),
    day,
    values: read.map(({ values }, n) => values.idsOfRows(contexts[n].values)),
  });
}

/** The day of each row. @throws as `readDays`, and RangeError naming the first row without a day */
export function readEveryDay(table: Table, dayCol: string): Int32Array {
  const day = readDays(table, dayCol);
  const lost = day.indexOf(NO_DAY);
  if (lost < 0) return day;
  const got = findColumn(table, dayCol).get(lost) === '' ? 'an empty text' : 'null';
  throw new RangeError(
    `Expected column ${visibleText(dayCol)} to hold a day in every row, got ${got} in row ${lost}`,
  );
}

function valuesOf(
  { name, values }: ContextColumn,
  hourCol: string | null,
  tenants: readonly string[],
): ContextValues {
  if (name === hourCol) return { name, isHour: true, values: hoursOf(tenants) };
  const byTenant = values.namesByTenant();
  const known = (tenant: string) => (byTenant.get(tenant) ?? []).filter((value) => value !== MISSING);
  return {
    name,
    isHour: false,
    values: new Entities(new Map(tenants.map((tenant) => [tenant, known(tenant)]))),
  };
}

/** Rows of a log, by ids, in any order and maybe repeated. */
interface LogRows extends Pick<AccessLog, 'users' | 'resources' | 'contexts'> {
  user: Int32Array;
  res: Int32Array;
  day: Int32Array;
  values: readonly Int32Array[];
}

/** Sorts the rows of a log, each once, and counts the days of each access. */
export function logOf({ users, resources, contexts, user, res, day, values }: LogRows): AccessLog {
  const dayCodes = codesOfDays(day);
  const [ofUser, ofRes, days, ...ids] = sortDistinct({ codes: user, size: users.size }, [
    { codes: res, size: resources.size },
    dayCodes,
    // Codes start at 1: 0 means missing.
    ...values.map((codes, c) => ({ codes: plus(codes, 1), size: contexts[c].values.size + 1 })),
  ]);
  return logOfSorted({
    ...{ users, resources, contexts, user: ofUser, res: ofRes },
    day: dayCodes.daysOf(days),
    values: ids.map((each) => plus(each, -1)),
  });
}

/** The same for distinct rows in order. */
export function logOfSorted({ users, resources, contexts, user, res, day, values }: LogRows): AccessLog {
  const pair = new Int32Array(user.length);
  const firsts = new Int32Array(user.length);
  let count = 0;
  for (let n = 0; n < user.length; n++) {
    if (n === 0 || user[n] !== user[n - 1] || res[n] !== res[n - 1]) firsts[count++] = n;
    pair[n] = count - 1;
  }
  const firstOfPair = firsts.subarray(0, count);
  const records = { pair, day, values: [...values] };
  return {
    users,
    resources,
    contexts,
    user: gather(user, firstOfPair),
    res: gather(res, firstOfPair),
    likelihood: countDays(records, count),
    records,
  };
}

/** The distinct rows of some columns, sorted, column by column. */
function sortDistinct(first: CodeColumn, others: readonly CodeColumn[]): Int32Array[] {
  const numRows = first.codes.length;
  const joined = joinColumns(others, numRows);
  if (joined.length === 1) {
    const nothing = new Float64Array(numRows);
    const { user, res } = sortPairs(first.codes, joined[0].codes, nothing, first.size, joined[0].size);
    const distinct = new Int32Array(numRows);
    let count = 0;
    for (let n = 0; n < numRows; n++) {
      if (n === 0 || user[n] !== user[n - 1] || res[n] !== res[n - 1]) distinct[count++] = n;
    }
    const kept = distinct.subarray(0, count);
    return [gather(user, kept), ...splitCodes(gather(res, kept), others)];
  }
  const { row } = rankColumns(first, others);
  return [first, ...others].map(({ codes }) => gather(codes, row));
}

function plus(numbers: Int32Array, added: number): Int32Array {
  const sums = new Int32Array(numbers.length);
  for (let n = 0; n < sums.length; n++) sums[n] = numbers[n] + added;
  return sums;
}

/** On how many days each access was made. */
export function countDays(
  { pair, day }: Pick<LogRecords, 'pair' | 'day'>,
  numAccesses: number,
): Float64Array {
  const days = new Float64Array(numAccesses);
  for (let n = 0; n < pair.length; n++) {
    if (n === 0 || pair[n] !== pair[n - 1] || day[n] !== day[n - 1]) days[pair[n]]++;
  }
  return days;
}

/** For days that lie far apart, more places than rows would only cost memory. */
const LEAST_SIZE = 2 ** 16;

/** Days as ascending codes, and back. */
function codesOfDays(days: Int32Array): CodeColumn & { daysOf(codes: Int32Array): Int32Array } {
  const [first, size] = rangeOf(days);
  if (size <= Math.max(days.length, LEAST_SIZE)) {
    return { codes: plus(days, -first), size, daysOf: (codes) => plus(codes, first) };
  }
  const known = Int32Array.from(new Set(days)).sort();
  const codes = days.map((day) => lowerBound(known, day));
  return { codes, size: known.length, daysOf: (some) => gather(known, some) };
}

function rangeOf(days: Int32Array): [first: number, length: number] {
  let [first, last] = [days[0], days[0]];
  for (let n = 1; n < days.length; n++) {
    if (days[n] < first) first = days[n];
    else if (days[n] > last) last = days[n];
  }
  return [first, last - first + 1];
}
