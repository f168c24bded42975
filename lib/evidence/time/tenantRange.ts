import { lowerBound } from '../../base/numbers/lowerBound.js';
import { type MainRange, mainRange, rowsByDay } from '../../base/numbers/mainRange.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { TimeState } from '../score/TimeState.js';

/** The days that a tenant was learned from, and those far from all others: see `mainRange`. */
export function tenantRange(
  { counts: { users, byUser } }: EvidenceState,
  { records: { pair, day } }: TimeState,
  tenant: number,
): MainRange | null {
  const begin = lowerBound(pair, byUser.starts[users.starts[tenant]]);
  const end = lowerBound(pair, byUser.starts[users.starts[tenant + 1]], begin);
  return mainRange(rowsByDay(day.subarray(begin, end)));
}
