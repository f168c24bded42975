import { DAY_MS } from '../../base/checks/span.js';
import { isoDay } from '../../base/text/isoDay.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { tenantRange } from '../time/tenantRange.js';

/**
 * The time that a tenant was learned from: 'from 2026-09-01 to 2026-10-31'; without days, it only says that
 * the tenant was learned from.
 */
export function lookBack(state: EvidenceState): (tenant: number) => string {
  const { time } = state;
  if (time === null) return () => 'in what was learned';
  const known = new Map<number, string>();
  return (tenant) => {
    const before = known.get(tenant);
    if (before !== undefined) return before;
    const { first, last } = tenantRange(state, time, tenant)!;
    const days = [first, last].map((each) => isoDay(each * DAY_MS));
    const text = first === last ? `on ${days[0]}` : `from ${days[0]} to ${days[1]}`;
    known.set(tenant, text);
    return text;
  };
}
