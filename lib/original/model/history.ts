import { lowerBound } from '../../base/numbers/lowerBound.js';
import { startsOf } from '../../base/numbers/startsOf.js';

/** Which pairs of ids are in the history: the resources of user u, sorted, at starts[u] to starts[u + 1]. */
export interface History {
  starts: Int32Array;
  res: Int32Array;
}

/** The history of accesses that are sorted by user and then resource. */
export function historyFrom(user: Int32Array, res: Int32Array, numUsers: number): History {
  return { starts: startsOf(user, numUsers), res };
}

/** Whether the history has the pair, by binary search. */
export function inHistory({ starts, res }: History, user: number, resource: number): boolean {
  const end = starts[user + 1];
  const place = lowerBound(res, resource, starts[user], end);
  return place < end && res[place] === resource;
}
