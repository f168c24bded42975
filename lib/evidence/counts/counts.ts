import type { Entities, IdRanges } from '../../accesses/entities.js';
import type { PairSums } from '../../accesses/sortPairs.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { rowOfEach } from '../../base/numbers/rowOfEach.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { sharedFloat64, sharedInt32 } from '../../base/threads/sharedArrays.js';

/** A sparse matrix of ones: row n has others[starts[n]] to others[starts[n + 1] - 1], ascending. */
export interface Links {
  starts: Int32Array;
  others: Int32Array;
}

/** Who accessed what and how often, for all tenants, which share no user and no resource. */
export interface Graph {
  users: IdRanges;
  resources: IdRanges;
  /** The resources of each user. */
  byUser: Links;
  /** The users of each resource. */
  byRes: Links;
  /** How often each access was seen, in the order of `byUser`. */
  likelihood: Float64Array;
}

/** The same with names. */
export interface Counts extends Graph {
  users: Entities;
  resources: Entities;
}

/** The links of both directions, from distinct accesses that are sorted by user, then resource. */
export function countsOf<Ids extends IdRanges>({
  users,
  resources,
  user,
  res,
  likelihood,
}: PairSums & { users: Ids; resources: Ids }): Graph & { users: Ids; resources: Ids } {
  const byUser: Links = { starts: sharedStarts(user, users.size), others: sharedInt32(res) };
  const byRes: Links = { starts: sharedStarts(res, resources.size), others: sharedInt32(res.length) };
  const next = byRes.starts.slice();
  for (let pair = 0; pair < res.length; pair++) byRes.others[next[res[pair]]++] = user[pair];
  return { users, resources, byUser, byRes, likelihood: sharedFloat64(likelihood) };
}

/** Like `startsOf`, in an array that threads share. */
export function sharedStarts(rows: Int32Array, numRows: number): Int32Array {
  return startsOf(rows, numRows, sharedInt32(numRows + 1));
}

/** The position of an access among the links of its row; -1 if it isn't there. */
export function findLink({ starts, others }: Links, row: number, other: number): number {
  const end = starts[row + 1];
  const place = lowerBound(others, other, starts[row], end);
  return place < end && others[place] === other ? place : -1;
}

/** How many partners a row has. */
export function degree({ starts }: Links, row: number): number {
  return starts[row + 1] - starts[row];
}

/** The user of each access, in the order of `byUser`. */
export function userOfEach({ byUser }: Pick<Graph, 'byUser'>): Int32Array {
  return rowOfEach(byUser.starts);
}
