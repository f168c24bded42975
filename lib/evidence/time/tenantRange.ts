import { lowerBound } from '../../base/numbers/lowerBound.js';
import { type MainRange, mainRange } from '../../base/numbers/mainRange.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';

/** How many accesses of a tenant each day had, as windows count them. */
export function tenantDayRows(
  { counts: { users, byUser } }: EvidenceState,
  { records: { pair, day } }: TimeState,
  tenant: number,
): Map<number, number> {
  const begin = lowerBound(pair, byUser.starts[users.starts[tenant]]);
  const end = lowerBound(pair, byUser.starts[users.starts[tenant + 1]], begin);
  const rows = new Map<number, number>();
  for (let n = begin; n < end; n++) {
    // Records are sorted by access and day.
    if (n > begin && pair[n] === pair[n - 1] && day[n] === day[n - 1]) continue;
    rows.set(day[n], (rows.get(day[n]) ?? 0) + 1);
  }
  return rows;
}

/** The days that a tenant was learned from, and those far from all others: see `mainRange`. */
export function tenantRange(state: EvidenceState, time: TimeState, tenant: number): MainRange | null {
  return mainRange(tenantDayRows(state, time, tenant));
}
