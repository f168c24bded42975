import type { Table } from 'apache-arrow';
import { isWeekend } from '../../accesses/contexts.js';
import { DAY_MS } from '../../base/checks/span.js';
import type { TableTime } from '../../evidence/accounts/accountReference.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { NO_DAY, readDays } from '../../tables/readDays.js';

/** The time of a table. */
export interface TableDays extends TableTime {
  /** The last day, since 1970-01-01; null: not known. */
  last: number | null;
}

/** The days of a table: those that are given, else from its first to its last, else one. */
export function tableTimeOf({ params, time }: EvidenceState, table: Table, given?: number): TableDays {
  const range = time === null ? null : daysOf(table, params.dayCol);
  if (range === null) return { days: Math.max(1, Math.ceil(given ?? 1)), isWeekend: null, last: null };
  const days = given === undefined ? range.last - range.first + 1 : Math.max(1, Math.ceil(given));
  return { days, isWeekend: days === 1 ? isWeekend(range.last) : null, last: range.last };
}

/** Midnight of a table's last day, where it is known, else of now; milliseconds since 1970 UTC. */
export function morningOf({ last }: TableDays, now: Date): number {
  return (last ?? Math.floor(now.getTime() / DAY_MS)) * DAY_MS;
}

function daysOf(table: Table, dayCol: string | null): { first: number; last: number } | null {
  if (dayCol === null || table.getChild(dayCol) === null) return null;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of readDays(table, dayCol)) {
    if (day === NO_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return first > last ? null : { first, last };
}
