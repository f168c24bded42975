import type { Verdict } from './Verdict.js';
import { verdictNames } from './verdictNames.js';

/** The accesses that a verdict is on: two verdicts with the same key are on the same accesses. */
export function verdictKey(verdict: Verdict): (string | null)[] {
  const { context, from, to } = verdict;
  const { tenant, user, res } = verdictNames(verdict);
  const days = [from, to].map((day) => day?.toISOString() ?? null);
  return [tenant, user, res, context?.name ?? null, context?.value ?? null, ...days];
}
