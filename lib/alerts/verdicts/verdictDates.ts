import { DAY_MS } from '../../base/checks/span.js';
import type { NamedInContext } from '../tellingRows.js';
import type { Verdict } from './Verdict.js';

/** Whether a verdict is on some days alone. */
export function isDated({ from, to }: Verdict): boolean {
  return from != null || to != null;
}

/** The column of days where a verdict asks for days; null where none does: it needn't be read. */
export function dayColFor(verdicts: readonly Verdict[], dayCol: string | null): string | null {
  return Array.isArray(verdicts) && verdicts.some(isDated) ? dayCol : null;
}

/** Whether a verdict is on the days of an access. Of one whose days aren't known it is on all. */
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
