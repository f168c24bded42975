import type { Table } from 'apache-arrow';
import { isWeekend } from '../../accesses/contexts.js';
import type { TableTime } from '../../evidence/accounts/accountReference.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { NO_DAY, readDays } from '../../tables/readDays.js';

/** The days of a table: those that are given, else from its first to its last, else one. */
export function tableTimeOf(
  { params, time }: EvidenceState,
  table: Table,
  given: number | undefined,
): TableTime {
  const { dayCol } = params;
  const none = { days: Math.max(1, Math.ceil(given ?? 1)), isWeekend: null };
  if (time === null || dayCol === null || table.getChild(dayCol) === null) return none;
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of readDays(table, dayCol)) {
    if (day === NO_DAY) continue;
    if (day < first) first = day;
    if (day > last) last = day;
  }
  if (first > last) return none;
  const days = given === undefined ? last - first + 1 : none.days;
  return { days, isWeekend: days === 1 ? isWeekend(last) : null };
}
