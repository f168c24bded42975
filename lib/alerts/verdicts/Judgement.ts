import type { Verdict } from './Verdict.js';

/** A verdict that is malicious, and one that says otherwise of the same accesses and would have come first. */
export interface Conflict {
  malicious: Verdict;
  other: Verdict;
  /** Of how many accesses. */
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
  /** Rules that held no more; that held and met nothing; and those that are of days without an access. */
  expired: number;
  unmatched: number;
  ofOtherDays: number;
}
