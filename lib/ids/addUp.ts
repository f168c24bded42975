import { addExactly } from '../numbers/addExactly.js';
import { startsOf } from '../numbers/startsOf.js';

/** Distinct pairs of ids, sorted by user and then resource. Not to be written to: they may be what was given. */
export interface PairSums {
  user: Int32Array;
  res: Int32Array;
  likelihood: Float64Array;
}

/**
 * Sorts by (user, res) with two counting sorts and adds up the likelihoods of equal pairs, the same in any order.
 *
 * @param likelihood is taken over: the sums may be written to it
 */
export function addUp(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  numUsers: number,
  numResources: number,
): PairSums {
  if (isDistinct(user, res)) return { user, res, likelihood };
  const sorted = sortPairs(user, res, likelihood, numUsers, numResources);
  return isDistinct(sorted.user, sorted.res) ? sorted : mergeEqual(sorted);
}

/** Whether each pair is above the one before it. */
function isDistinct(user: Int32Array, res: Int32Array): boolean {
  for (let n = 1; n < user.length; n++) {
    if (user[n] < user[n - 1] || (user[n] === user[n - 1] && res[n] <= res[n - 1])) return false;
  }
  return true;
}

/** The numbers go along: to fetch them by row afterwards would miss the cache for each. */
function sortPairs(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  numUsers: number,
  numResources: number,
): PairSums {
  const resStarts = startsOf(res, numResources);
  const byRes = { user: new Int32Array(user.length), likelihood: new Float64Array(user.length) };
  let next = resStarts.slice();
  for (let n = 0; n < res.length; n++) {
    const at = next[res[n]]++;
    byRes.user[at] = user[n];
    byRes.likelihood[at] = likelihood[n];
  }
  const userStarts = startsOf(user, numUsers);
  // The likelihoods as they came are all moved: their place is taken again, for fresh pages cost as much as the sorting.
  const sorted = { user: new Int32Array(user.length), res: new Int32Array(user.length), likelihood };
  next = userStarts.slice();
  for (let r = 0; r < numResources; r++) {
    const end = resStarts[r + 1];
    for (let n = resStarts[r]; n < end; n++) {
      const at = next[byRes.user[n]]++;
      sorted.res[at] = r;
      likelihood[at] = byRes.likelihood[n];
    }
  }
  for (let u = 0; u < numUsers; u++) sorted.user.fill(u, userStarts[u], userStarts[u + 1]);
  return sorted;
}

/** In place: those of sorted pairs that are equal become one, with the sum of their likelihoods. */
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

/** `addExactly` of a range; an ordinary addition where none of them rounds, as those of counts don't. */
function sumOf(values: Float64Array, start: number, end: number): number {
  let sum = 0;
  for (let n = start; n < end; n++) {
    const value = values[n];
    const next = sum + value;
    // What the addition lost (Knuth's TwoSum).
    const added = next - sum;
    const lost = sum - (next - added) + (value - added);
    if (lost !== 0) return addExactly(values.subarray(start, end));
    sum = next;
  }
  return sum;
}
