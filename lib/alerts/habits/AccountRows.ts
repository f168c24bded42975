import { lowerBound } from '../../base/numbers/lowerBound.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';

/** An account, with its rows of a table and its records in a model. */
export interface AccountRows {
  /** Its id in the model; -1 if the model doesn't know it. */
  id: number;
  /** Its rows of the table. */
  rows: readonly number[];
  /** Its first record in the model, and the record after its last one; both are 0 if there are no days. */
  first: number;
  end: number;
}

/** A user's records in a model with days. Records are sorted by access, and accesses by user. */
export function recordsOfUser({ counts, time }: EvidenceState, user: number): { first: number; end: number } {
  if (time === null || user < 0) return { first: 0, end: 0 };
  const { pair } = time.records;
  const { starts } = counts.byUser;
  return { first: lowerBound(pair, starts[user]), end: lowerBound(pair, starts[user + 1]) };
}
