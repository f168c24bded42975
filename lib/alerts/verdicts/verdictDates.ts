import { DAY_MS } from '../../base/checks/span.js';
import type { NamedInContext } from '../tellingRows.js';
import type { Verdict } from './Verdict.js';

/** Whether a verdict is limited to some days. */
export function isDated({ from, to }: Verdict): boolean {
  return from != null || to != null;
}

/** The column of days if a verdict is limited to days; else null: then it needn't be read. */
export function dayColFor(verdicts: readonly Verdict[], dayCol: string | null): string | null {
  return Array.isArray(verdicts) && verdicts.some(isDated) ? dayCol : null;
}

/** Whether a verdict covers the days of an access. If these are unknown, it does. */
export function isOnDays(
  { from, to }: Verdict,
  { firstDay, lastDay }: Pick<NamedInContext, 'firstDay' | 'lastDay'>,
): boolean {
  const isAfter = from == null || lastDay === undefined || lastDay >= dayOf(from);
  return isAfter && (to == null || firstDay === undefined || firstDay <= dayOf(to));
}

function dayOf(date: Date): number {
  return Math.floor(date.getTime() / DAY_MS);
}
