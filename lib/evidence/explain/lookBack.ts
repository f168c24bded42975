import { DAY_MS } from '../../base/checks/span.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { mainRange, rowsByDay } from '../../base/numbers/mainRange.js';
import { isoDay } from '../../base/text/isoDay.js';
import type { EvidenceState } from '../score/EvidenceState.js';

/** The time that a tenant was learned from: 'from 2026-09-01 to 2026-10-31'; without days, that it was. */
export function lookBack({ counts, time }: EvidenceState): (tenant: number) => string {
  if (time === null) return () => 'in what was learned';
  const { pair, day } = time.records;
  const { users, byUser } = counts;
  const known = new Map<number, string>();
  return (tenant) => {
    const before = known.get(tenant);
    if (before !== undefined) return before;
    const begin = lowerBound(pair, byUser.starts[users.starts[tenant]]);
    const end = lowerBound(pair, byUser.starts[users.starts[tenant + 1]], begin);
    const { first, last } = mainRange(rowsByDay(day.subarray(begin, end)))!;
    const days = [first, last].map((each) => isoDay(each * DAY_MS));
    const text = first === last ? `on ${days[0]}` : `from ${days[0]} to ${days[1]}`;
    known.set(tenant, text);
    return text;
  };
}
