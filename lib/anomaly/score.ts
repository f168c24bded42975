import { dot } from './dot.js';
import { type History, inHistory } from './history.js';

/** What scoring needs to know of the users, or of the resources. Ids index all of it. */
export interface Side {
  /** Row-major, n x width: vectors whose dot product is the score (see standardize.ts). */
  vectors: Float64Array;
  /** 1 where the id has a vector; others were only seen in the history. */
  known: Uint8Array;
  /** Connected component of each id; -1 where it has none. */
  components: Int32Array;
}

/**
 * Scores pairs of ids (-1 = unknown name), in SynapseML's order of cases:
 *
 * 1. 0 where the pair is in the history,
 * 2. NaN (null in a table) where the user or the resource has no vector or no component,
 * 3. Infinity where their components differ: no chain of accesses leads from one to the other,
 * 4. else the dot product of their vectors.
 */
export function scorePairs(
  user: Int32Array,
  res: Int32Array,
  users: Side,
  resources: Side,
  width: number,
  history: History | null,
): Float64Array {
  const scores = new Float64Array(user.length);
  for (let n = 0; n < scores.length; n++) {
    const u = user[n];
    const r = res[n];
    if (u < 0 || r < 0) scores[n] = Number.NaN;
    else if (history && inHistory(history, u, r)) scores[n] = 0;
    else if (!scorable(users, u) || !scorable(resources, r)) scores[n] = Number.NaN;
    else if (users.components[u] !== resources.components[r]) scores[n] = Number.POSITIVE_INFINITY;
    else scores[n] = dot(users.vectors, u * width, resources.vectors, r * width, width);
  }
  return scores;
}

function scorable({ known, components }: Side, id: number): boolean {
  return known[id] === 1 && components[id] >= 0;
}
