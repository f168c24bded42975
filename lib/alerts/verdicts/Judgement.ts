import type { Verdict } from './Verdict.js';

/**
 * A malicious verdict, and a contradicting one on the same accesses that would have come first.
 */
export interface Conflict {
  malicious: Verdict;
  other: Verdict;
  /** How many accesses both name. */
  accesses: number;
}

/** The effect of verdicts on accesses. */
export interface Judgement {
  /** The verdict that holds for each access, null if none does. */
  verdicts: (Verdict | null)[];
  /** How many verdicts there were. */
  numRules: number;
  /** How many accesses are expected, and by how many rules. */
  suppressed: number;
  suppressing: number;
  conflicts: readonly Conflict[];
  /** How many rules have expired, match nothing, or concern days without an access. */
  expired: number;
  unmatched: number;
  ofOtherDays: number;
}
