import type { Table } from 'apache-arrow';
import { isWeekend } from '../../accesses/contexts.js';
import { DAY_MS } from '../../base/checks/span.js';
import { busyRange, mainRange, numberOfDays, rowsByDay } from '../../base/numbers/mainRange.js';
import type { TableTime } from '../../evidence/accounts/accountReference.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { NO_DAY, readDays } from '../../tables/readDays.js';

/** The time of a table. */
export interface TableDays extends TableTime {
  /** The first and the last day, since 1970-01-01; null if unknown. */
  range: { first: number; last: number } | null;
  /** 1 for each row that a wrong clock put far from all others, or later than both the table and now. */
  isFar: Uint8Array;
}

/**
 * The days of a table: the given number, else those from its first to its last day, without single rows of
 * other days (see `busyRange`) and without long gaps, else one. The days of rows come from the column that
 * the model reads; for a model without days, from their times.
 */
export function tableTimeOf(
  { params, time }: EvidenceState,
  table: Table,
  { given, now = new Date() }: { given?: number; now?: Date } = {},
): TableDays {
  const [first, last] = daysOfRows(table, time === null ? null : params.dayCol);
  // A row that covers two days counts for both.
  const others = first === last ? [] : last.filter((day, row) => day !== first[row]);
  const rows = rowsByDay(first);
  for (const [day, count] of rowsByDay(Int32Array.from(others))) rows.set(day, (rows.get(day) ?? 0) + count);
  rows.delete(NO_DAY);
  const [range, main] = [busyRange(rows), mainRange(rows)];
  // Elsewhere it may be tomorrow already.
  const latest = range === null ? 0 : Math.max(range.last, Math.floor(now.getTime() / DAY_MS)) + 1;
  const isFarDay = (day: number) => main !== null && (day < main.first || day > main.last || day > latest);
  const isFar = Uint8Array.from(first, (day, row) =>
    day !== NO_DAY && (isFarDay(day) || isFarDay(last[row])) ? 1 : 0,
  );
  if (time === null || range === null) {
    return { days: Math.max(1, Math.ceil(given ?? 1)), isWeekend: null, range, isFar };
  }
  const days = given === undefined ? numberOfDays(rows, range) : Math.max(1, Math.ceil(given));
  return { days, isWeekend: days === 1 ? isWeekend(range.last) : null, range, isFar };
}

/** Midnight of a table's last day if it is known, else of today; milliseconds since 1970 UTC. */
export function morningOf({ range }: Pick<TableDays, 'range'>, now: Date): number {
  return (range?.last ?? Math.floor(now.getTime() / DAY_MS)) * DAY_MS;
}

/**
 * A time, or the nearest one within the days of a table; if they are unknown, no later than today. A wrong
 * clock must not decide when an account was last seen. Milliseconds since 1970 UTC.
 */
export function plausibleTime(time: number, { range }: Pick<TableDays, 'range'>, now: Date): number {
  const end = morningOf({ range }, now) + DAY_MS - 1;
  return Math.max(Math.min(time, end), range === null ? Number.NEGATIVE_INFINITY : range.first * DAY_MS);
}

/** The first and the last day of each row, `NO_DAY` if unknown. */
function daysOfRows(table: Table, dayCol: string | null): [first: Int32Array, last: Int32Array] {
  if (dayCol !== null && table.getChild(dayCol) !== null) {
    const days = readDays(table, dayCol);
    return [days, days];
  }
  const of = (name: string) => {
    const days = new Int32Array(table.numRows).fill(NO_DAY);
    const column = table.getChild(name) ?? table.getChild('time');
    if (column === null) return days;
    return days.map((_, row) => {
      const time = Number(column.get(row) ?? Number.NaN);
      return Number.isFinite(time) ? Math.floor(time / DAY_MS) : NO_DAY;
    });
  };
  return [of('first'), of('last')];
}
