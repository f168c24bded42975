import type { EvidenceState } from './EvidenceState.js';
import type { AskedScores } from './TransformOptions.js';

export const WEIGH = Symbol("adds AccessEvidenceModel's scores");

/** A table elsewhere that is scored there: it knows how. */
export interface RemoteAccesses {
  /** The same table with the scores, of its own kind. */
  [WEIGH](state: EvidenceState, asked: AskedScores): this;
}

export function isRemoteAccesses(table: unknown): table is RemoteAccesses {
  return typeof table === 'object' && table !== null && WEIGH in table;
}
