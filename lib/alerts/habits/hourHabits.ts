import type { Table } from 'apache-arrow';
import { hourOfValue, readHourNumbers, weekdayOf } from '../../accesses/contexts.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { NO_DAY, readDays } from '../../tables/readDays.js';
import type { HourHabit } from './AccountHabits.js';
import type { AccountRows } from './AccountRows.js';

const DAYS = 7;
const HOURS = 24;

/**
 * When accounts work: for each weekday and hour, on how many days the model has seen the account, and how
 * many events the table has. Null if neither the model nor the table has hours.
 */
export function hourHabits(
  state: EvidenceState,
  table: Table,
  countOf: (row: number) => number,
): ((account: AccountRows) => HourHabit[]) | null {
  const { dayCol, hourCol } = state.params;
  if (dayCol === null || hourCol === null) return null;
  const context = state.time?.contexts.findIndex(({ isHour }) => isHour) ?? -1;
  const isInTable = table.getChild(dayCol) !== null && table.getChild(hourCol) !== null;
  if (context < 0 && !isInTable) return null;
  const days = isInTable ? readDays(table, dayCol) : null;
  const hours = isInTable ? readHourNumbers(table, hourCol) : null;
  return ({ rows, first, end }) => {
    const before = new Float64Array(DAYS * HOURS);
    const now = new Float64Array(DAYS * HOURS);
    if (state.time !== null && context >= 0) {
      const { day, values } = state.time.records;
      const seen = new Set<number>();
      for (let record = first; record < end; record++) {
        const value = values[context][record];
        if (value < 0) continue;
        const hour = hourOfValue(value);
        const moment = day[record] * HOURS + hour;
        if (!seen.has(moment)) before[weekdayOf(day[record]) * HOURS + hour]++;
        seen.add(moment);
      }
    }
    for (const row of rows) {
      if (days === null || hours === null || days[row] === NO_DAY || hours[row] < 0) continue;
      now[weekdayOf(days[row]) * HOURS + hours[row]] += countOf(row);
    }
    return Array.from(before, (count, n) => ({
      weekday: Math.floor(n / HOURS),
      hour: n % HOURS,
      before: count,
      now: now[n],
    })).filter((habit) => habit.before > 0 || habit.now > 0);
  };
}
