import { lowerBound } from '../../base/numbers/lowerBound.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';

/** An account, with its rows of a table and its records in a model. */
export interface AccountRows {
  tenant: string;
  user: string;
  /** Its id in the model; -1: the model doesn't know it. */
  id: number;
  /** Its rows of the table. */
  rows: readonly number[];
  /** From which record of the model on to before which; both 0 without days. */
  first: number;
  end: number;
}

/** Which records of a model with days are a user's: records are sorted by access, accesses by user. */
export function recordsOfUser({ counts, time }: EvidenceState, user: number): { first: number; end: number } {
  if (time === null || user < 0) return { first: 0, end: 0 };
  const { pair } = time.records;
  const { starts } = counts.byUser;
  return { first: lowerBound(pair, starts[user]), end: lowerBound(pair, starts[user + 1]) };
}
