import type { Table } from 'apache-arrow';
import { isWeekend } from '../../accesses/contexts.js';
import { DAY_MS } from '../../base/checks/span.js';
import { mainRange, rowsByDay } from '../../base/numbers/mainRange.js';
import type { TableTime } from '../../evidence/accounts/accountReference.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { NO_DAY, readDays } from '../../tables/readDays.js';

/** The time of a table. */
export interface TableDays extends TableTime {
  /** The first and the last day, since 1970-01-01; null: not known. */
  range: { first: number; last: number } | null;
}

/**
 * The days of a table: those that are given, else from its first to its last, without days far from all
 * others (see `mainRange`), else one.
 */
export function tableTimeOf({ params, time }: EvidenceState, table: Table, given?: number): TableDays {
  const range = time === null ? null : daysOf(table, params.dayCol);
  if (range === null) return { days: Math.max(1, Math.ceil(given ?? 1)), isWeekend: null, range };
  const days = given === undefined ? range.last - range.first + 1 : Math.max(1, Math.ceil(given));
  return { days, isWeekend: days === 1 ? isWeekend(range.last) : null, range };
}

/** Midnight of a table's last day, where it is known, else of now; milliseconds since 1970 UTC. */
export function morningOf({ range }: Pick<TableDays, 'range'>, now: Date): number {
  return (range?.last ?? Math.floor(now.getTime() / DAY_MS)) * DAY_MS;
}

/**
 * A time, or the nearest one within the days of a table; where they aren't known, no later than today. A
 * false clock must not say when an account was last seen. Milliseconds since 1970 UTC.
 */
export function plausibleTime(time: number, { range }: Pick<TableDays, 'range'>, now: Date): number {
  const end = morningOf({ range }, now) + DAY_MS - 1;
  return Math.max(Math.min(time, end), range === null ? Number.NEGATIVE_INFINITY : range.first * DAY_MS);
}

function daysOf(table: Table, dayCol: string | null): TableDays['range'] {
  if (dayCol === null || table.getChild(dayCol) === null) return null;
  const rows = rowsByDay(readDays(table, dayCol));
  rows.delete(NO_DAY);
  return mainRange(rows);
}
