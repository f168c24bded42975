import type { Table } from 'apache-arrow';
import type { Accesses, Named } from '../accesses/Accesses.js';
import type { RowScores } from '../evidence/score/rowScores.js';
import { readOptionalNames } from '../tables/readColumns.js';
import { NO_DAY, readDays } from '../tables/readDays.js';
import type { Verdict } from './verdicts/Verdict.js';

/** Who accesses what, from where and how. */
export interface NamedInContext extends Named {
  /** The value of each context, null if it is missing. */
  contexts?: Readonly<Record<string, string | null>>;
  /** Its first and its last day, since 1970-01-01 UTC; undefined if unknown. */
  firstDay?: number;
  lastDay?: number;
}

/**
 * The names of each distinct access with its contexts, as verdicts name them.
 *
 * @param contextCols the contexts that a verdict may name
 * @param dayCol null if no verdict is limited to some days
 */
export function namesInContext(
  accesses: Accesses,
  { firstRow, rowOf }: RowScores,
  contextCols: readonly string[],
  dayCol: string | null = null,
): NamedInContext[] {
  return namesOfRows(accesses, firstRow, contextCols, daysOf(accesses.table, rowOf, firstRow.length, dayCol));
}

/** The same for each row of the table. */
export function rowsInContext(
  accesses: Accesses,
  contextCols: readonly string[],
  dayCol: string | null = null,
): NamedInContext[] {
  const rows = Int32Array.from(accesses.users.codes.keys());
  return namesOfRows(accesses, rows, contextCols, daysOf(accesses.table, rows, rows.length, dayCol));
}

/** @param days the first and the last day of each row */
function namesOfRows(
  accesses: Accesses,
  rows: Int32Array,
  contextCols: readonly string[],
  days: DayRanges | null,
): NamedInContext[] {
  const { table } = accesses;
  const columns = contextCols
    .filter((name) => table.getChild(name) !== null)
    .map((name) => ({ name, ...readOptionalNames(table, name) }));
  return Array.from(rows, (row, n) => ({
    ...accesses.namesIn(row),
    ...(columns.length > 0 && {
      contexts: Object.fromEntries(
        columns.map(({ name, codes, values }) => [name, codes[row] < 0 ? null : values[codes[row]]]),
      ),
    }),
    ...(days !== null && days.last[n] !== NO_DAY && { firstDay: days.first[n], lastDay: days.last[n] }),
  }));
}

interface DayRanges {
  first: Int32Array;
  last: Int32Array;
}

/** The first and the last day of each group of rows, `NO_DAY` if one is unknown: it may be any day. */
function daysOf(table: Table, groupOf: Int32Array, size: number, dayCol: string | null): DayRanges | null {
  if (dayCol === null || table.getChild(dayCol) === null) return null;
  const first = new Int32Array(size).fill(2 ** 31 - 1);
  const last = new Int32Array(size).fill(1 - 2 ** 31);
  const isLost = new Uint8Array(size);
  readDays(table, dayCol).forEach((day, row) => {
    const group = groupOf[row];
    if (day === NO_DAY) isLost[group] = 1;
    first[group] = Math.min(first[group], day);
    last[group] = Math.max(last[group], day);
  });
  return { first, last: last.map((day, group) => (isLost[group] === 1 ? NO_DAY : day)) };
}

/**
 * For each access, the row with the most evidence among those that no verdict expects, the first of equal
 * ones; -1 if all are expected.
 *
 * @param numAccesses the number of accesses
 */
export function tellingRows(
  { cellOf, evidence }: RowScores,
  verdicts: readonly (Verdict | null)[],
  numAccesses: number,
): Int32Array {
  const telling = new Int32Array(numAccesses).fill(-1);
  for (let row = 0; row < cellOf.length; row++) {
    if (verdicts[row]?.verdict === 'expected') continue;
    const before = telling[cellOf[row]];
    if (before < 0 || evidence[row] > evidence[before]) telling[cellOf[row]] = row;
  }
  return telling;
}
