import type { Table } from 'apache-arrow';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import type { ContextHabit } from './AccountHabits.js';
import type { AccountRows } from './AccountRows.js';

/** How many values of a context are listed. */
const MOST_VALUES = 10;

/**
 * From where accounts work: for each context except the hour, and each of its values, on how many days the
 * model has seen it with the account, and how many events the table has. The table's values come first, the
 * rarest ones at the top.
 */
export function contextHabits(
  { params, time }: EvidenceState,
  table: Table,
  countOf: (row: number) => number,
): (account: AccountRows) => ContextHabit[] {
  const contexts = params.contextCols.map((name) => ({
    name,
    known: time?.contexts.findIndex((context) => context.name === name) ?? -1,
    column: table.getChild(name),
  }));
  return ({ rows, first, end }) =>
    contexts.flatMap(({ name, known, column }): ContextHabit[] => {
      const found = new Map<string, { before: number; now: number }>();
      const at = (value: string) => {
        const counts = found.get(value) ?? { before: 0, now: 0 };
        found.set(value, counts);
        return counts;
      };
      if (time !== null && known >= 0) {
        const { day, values } = time.records;
        const seen = new Map<number, Set<number>>();
        for (let record = first; record < end; record++) {
          const value = values[known][record];
          if (value < 0) continue;
          const days = seen.get(value) ?? new Set();
          seen.set(value, days.add(day[record]));
        }
        const { names } = time.contexts[known].values;
        for (const [value, days] of seen) at(names[value]).before = days.size;
      }
      for (const row of column === null ? [] : rows) {
        const value = column?.get(row);
        if (value !== null && value !== '') at(String(value)).now += countOf(row);
      }
      const values = [...found].map(([value, counts]) => ({ value, ...counts })).sort(newestFirst);
      if (values.length === 0) return [];
      const listed = values.slice(0, MOST_VALUES);
      return [{ name, values: listed, more: values.length - listed.length }];
    });
}

/**
 * Values in the log come before those that only the model has. The values in the log start with the rarest,
 * and the others with the most frequent.
 */
export function newestFirst(a: { before: number; now: number }, b: { before: number; now: number }): number {
  const isNow = Number(b.now > 0) - Number(a.now > 0);
  if (isNow !== 0) return isNow;
  return a.now > 0 ? a.before - b.before || b.now - a.now : b.before - a.before;
}
