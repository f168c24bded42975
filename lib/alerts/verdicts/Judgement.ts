import type { Verdict } from './Verdict.js';

/**
 * A verdict that is malicious, and one that says otherwise of the same accesses and would have come first.
 */
export interface Conflict {
  malicious: Verdict;
  other: Verdict;
  /** How many accesses both name. */
  accesses: number;
}

/** What verdicts made of accesses. */
export interface Judgement {
  /** Of each access the verdict that holds for it, null where none does. */
  verdicts: (Verdict | null)[];
  /** How many verdicts there were. */
  numRules: number;
  /** Accesses that are expected, and by how many rules. */
  suppressed: number;
  suppressing: number;
  conflicts: readonly Conflict[];
  /** How many rules have expired, match nothing, and concern days without an access. */
  expired: number;
  unmatched: number;
  ofOtherDays: number;
}
