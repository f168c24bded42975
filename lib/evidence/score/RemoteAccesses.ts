import type { EvidenceState } from './EvidenceState.js';
import type { AskedScores } from './TransformOptions.js';

export const WEIGH = Symbol("adds AccessEvidenceModel's scores");

/** A table on a server, which knows how to have itself scored. */
export interface RemoteAccesses {
  /** The same kind of table, with the scores. */
  [WEIGH](state: EvidenceState, asked: AskedScores): this;
}

export function isRemoteAccesses(table: unknown): table is RemoteAccesses {
  return typeof table === 'object' && table !== null && WEIGH in table;
}
