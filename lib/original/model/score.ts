import { type History, inHistory } from './history.js';

/** What scoring needs to know about the users, or the resources, all by id. */
export interface Side {
  /** Row-major, n x width: vectors whose dot product is the score (see standardize.ts). */
  vectors: Float64Array;
  /** 1 if the id has a vector; others were only seen in the history. */
  known: Uint8Array;
  /** Connected component of each id; -1 if it has none. */
  components: Int32Array;
}

/**
 * Scores pairs of ids (-1 = unknown name), in SynapseML's order of cases:
 *
 * 1. 0 if the pair is in the history,
 * 2. NaN (null in a table) if the user or the resource has no vector or no component,
 * 3. Infinity if their components differ: no chain of accesses leads from one to the other,
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
  const userVectors = users.vectors;
  const resVectors = resources.vectors;
  const userComponents = scorableComponents(users);
  const resComponents = scorableComponents(resources);
  for (let n = 0; n < scores.length; n++) {
    const u = user[n];
    const r = res[n];
    if (u < 0 || r < 0) scores[n] = Number.NaN;
    else if (history && inHistory(history, u, r)) scores[n] = 0;
    else if (userComponents[u] < 0 || resComponents[r] < 0) scores[n] = Number.NaN;
    else if (userComponents[u] !== resComponents[r]) scores[n] = Number.POSITIVE_INFINITY;
    else scores[n] = dot(u * width, r * width);
  }
  return scores;

  // `transform` spends its time here: four products in each turn, added in the same order as for the mean
  // (see standardize.ts).
  function dot(i: number, j: number): number {
    let sum = 0;
    const end = i + width;
    for (; i + 4 <= end; i += 4, j += 4) {
      sum += userVectors[i] * resVectors[j];
      sum += userVectors[i + 1] * resVectors[j + 1];
      sum += userVectors[i + 2] * resVectors[j + 2];
      sum += userVectors[i + 3] * resVectors[j + 3];
    }
    for (; i < end; i++, j++) sum += userVectors[i] * resVectors[j];
    return sum;
  }
}

/** The component of each id, -1 if it has no vector. */
function scorableComponents({ known, components }: Side): Int32Array {
  return components.map((component, id) => (known[id] === 1 ? component : -1));
}
