import { rowOfEach } from '../base/numbers/rowOfEach.js';
import { startsOf } from '../base/numbers/startsOf.js';

/** Pairs of ids, sorted by user and then resource. Read only: they may be the given arrays. */
export interface PairSums {
  user: Int32Array;
  res: Int32Array;
  likelihood: Float64Array;
}

/** How many rows are sorted at a time, so that input and output stay in the cache. */
const BLOCK = 65536;

/**
 * Sorts pairs by user and then resource, with equal ones in their order. The likelihoods are moved along:
 * fetching them by row afterwards would miss the cache for each.
 *
 * @param likelihood may be sorted in place
 * @returns `user` itself if it is sorted
 */
export function sortPairs(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  numUsers: number,
  numResources: number,
): PairSums {
  const starts = startsOf(user, numUsers);
  const isByUser = isAscending(user);
  const given = isByUser ? { res, likelihood } : groupByUser(user, res, likelihood, starts);
  const sorted = {
    user: isByUser ? user : rowOfEach(starts),
    // The given array may belong to a table.
    res: isByUser ? new Int32Array(res.length) : given.res,
    likelihood: given.likelihood,
  };
  const blocks = blocksOf(starts, Math.max(BLOCK, numResources));
  const longest = blocks.reduce((length, end, n) => Math.max(length, end - (blocks[n - 1] ?? 0)), 0);
  const scratch = {
    user: new Int32Array(longest),
    res: new Int32Array(longest),
    likelihood: new Float64Array(longest),
  };
  const counts = new Int32Array(numResources + 1);
  let first = 0;
  for (const end of blocks) {
    sortBlock(given.res, sorted, first, end, scratch, counts, starts);
    first = end;
  }
  return sorted;
}

/** Whether each pair is above the one before it. */
export function isDistinctAscending(user: Int32Array, res: Int32Array): boolean {
  for (let n = 1; n < user.length; n++) {
    if (user[n] < user[n - 1] || (user[n] === user[n - 1] && res[n] <= res[n - 1])) return false;
  }
  return true;
}

function isAscending(user: Int32Array): boolean {
  for (let n = 1; n < user.length; n++) if (user[n] < user[n - 1]) return false;
  return true;
}

function groupByUser(
  user: Int32Array,
  res: Int32Array,
  likelihood: Float64Array,
  starts: Int32Array,
): { res: Int32Array; likelihood: Float64Array } {
  const grouped = { res: new Int32Array(res.length), likelihood: new Float64Array(res.length) };
  const next = starts.slice();
  for (let n = 0; n < user.length; n++) {
    const at = next[user[n]]++;
    grouped.res[at] = res[n];
    grouped.likelihood[at] = likelihood[n];
  }
  return grouped;
}

/** The ends of blocks with at least `length` rows; the rows of a user stay in one block. */
function blocksOf(starts: Int32Array, length: number): number[] {
  const ends: number[] = [];
  let first = 0;
  for (let u = 1; u < starts.length; u++) {
    if (starts[u] - first < length && u < starts.length - 1) continue;
    ends.push(starts[u]);
    first = starts[u];
  }
  return ends;
}

/** Sorts rows `first` to `end`, which are by user, by resource and then again by user. */
function sortBlock(
  res: Int32Array,
  sorted: PairSums,
  first: number,
  end: number,
  scratch: PairSums,
  counts: Int32Array,
  starts: Int32Array,
): void {
  const { user, likelihood } = sorted;
  const { user: users, res: resources, likelihood: likelihoods } = scratch;
  counts.fill(0);
  for (let n = first; n < end; n++) counts[res[n] + 1]++;
  for (let r = 1; r < counts.length; r++) counts[r] += counts[r - 1];
  for (let n = first; n < end; n++) {
    const at = counts[res[n]]++;
    users[at] = user[n];
    resources[at] = res[n];
    likelihoods[at] = likelihood[n];
  }
  const to = sorted.res;
  for (let at = 0; at < end - first; at++) {
    // Each user is in one block, so these starts aren't needed again.
    const n = starts[users[at]]++;
    to[n] = resources[at];
    likelihood[n] = likelihoods[at];
  }
}
