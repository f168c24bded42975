import type { Named } from '../accesses/Accesses.js';
import type { Findings } from '../evidence/explain/surroundings.js';

/** The distinct accesses that may raise an alert. */
export interface Candidates {
  names: Named[];
  evidence: Float64Array;
  /** `p_next` of each. */
  p: Float64Array;
  likelihood: Float64Array;
  /** The number of distinct accesses with their contexts, each of which may raise an alarm. */
  numRows: number;
}

/**
 * The order of alerts: the most evidence first; then the smaller p-value, the resource that fewer users have,
 * the user that has fewer resources, the access that was made more often; the rest is ordered by a hash of
 * the names.
 *
 * @returns positions in `chosen`
 */
export function alertOrder(
  chosen: Int32Array,
  { names, evidence, p, likelihood }: Candidates,
  { usersWithAccess, userResources }: Findings,
): Int32Array {
  // Sums in another order differ in the last digits.
  const level = (n: number) => Math.round(evidence[chosen[n]] * 1e9);
  return Int32Array.from(chosen.keys()).sort(
    (a, b) =>
      level(b) - level(a) ||
      p[chosen[a]] - p[chosen[b]] ||
      usersWithAccess[a] - usersWithAccess[b] ||
      userResources[a] - userResources[b] ||
      likelihood[chosen[b]] - likelihood[chosen[a]] ||
      hashOf(names[chosen[a]]) - hashOf(names[chosen[b]]),
  );
}

/** FNV-1a (Fowler, Noll, Vo) of the names. */
export function hashOf({ tenant, user, res }: Named): number {
  let hash = 0x811c9dc5;
  for (const character of `${tenant}\n${user}\n${res}`) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  }
  return hash >>> 0;
}
