import { addExactly } from '../base/numbers/addExactly.js';
import { isDistinctAscending, type PairSums, sortPairs } from './sortPairs.js';

/**
 * Sorts by (user, res) with counting sorts and adds up the likelihoods of equal pairs, with the same result
 * for any order.
 *
 * @param likelihood may be overwritten with the sums
 */
export function addUp(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  numUsers: number,
  numResources: number,
): PairSums {
  if (isDistinctAscending(user, res)) return { user, res, likelihood };
  const sorted = sortPairs(user, res, likelihood, numUsers, numResources);
  if (isDistinctAscending(sorted.user, sorted.res)) return sorted;
  return mergeEqual(sorted.user === user ? { ...sorted, user: user.slice() } : sorted);
}

/** Merges equal ones of sorted pairs, in place, and adds up their likelihoods. */
function mergeEqual({ user, res, likelihood }: PairSums): PairSums {
  let length = 0;
  for (let start = 0, end = 0; start < user.length; start = end) {
    const u = user[start];
    const r = res[start];
    do end++;
    while (end < user.length && res[end] === r && user[end] === u);
    user[length] = u;
    res[length] = r;
    likelihood[length++] = end === start + 1 ? likelihood[start] : sumOf(likelihood, start, end);
  }
  return {
    user: user.slice(0, length),
    res: res.slice(0, length),
    likelihood: likelihood.slice(0, length),
  };
}

/** `addExactly` of a range; an ordinary addition if it doesn't round, as for counts. */
function sumOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let n = start; n < end; n++) {
    const value = values[n];
    const next = sum + value;
    // The rounding error of the addition (Knuth's TwoSum).
    const added = next - sum;
    const lost = sum - (next - added) + (value - added);
    if (lost !== 0) return addExactly(values.subarray(start, end));
    sum = next;
  }
  return sum;
}
