import { degree, findLink } from '../counts/counts.js';
import type { Cells } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { type Nearest, similarities } from './nearest.js';
import { broadUsers } from './nearestPeers.js';

/** A likeness up to this counts as none. */
const ROUNDING = 1e-9;

/** What is known around pairs of a user and a resource: columns with a number for each cell. */
export interface Findings {
  /** How often the user was seen at the resource, and at all resources. */
  userCount: Float64Array;
  userTotal: Float64Array;
  /**
   * The rank of the resource among the user's, the most frequent first; if it isn't among them, one more than
   * their number.
   */
  userRank: Int32Array;
  userResources: Int32Array;
  /** How many of the nearest peers were seen at the resource, out of how many. */
  peersWithAccess: Int32Array;
  peers: Int32Array;
  /** How many other users were seen at the resource, and how many other users the tenant has. */
  usersWithAccess: Int32Array;
  users: Int32Array;
  /**
   * The ids of the nearest peer (-1: none), and of the user's resources that are most and least like this
   * one.
   */
  nearestPeer: Int32Array;
  mostAlike: Int32Array;
  leastAlike: Int32Array;
}

/**
 * Looks around each cell. Peers are those of the fit, which includes the access itself if it was seen. Which
 * resources are alike is computed without the access's own user, who would make all of their resources alike,
 * and without users who read nearly everything.
 */
export function findAround(
  { counts, directions, tenants }: EvidenceState,
  cells: Cells,
  nearest: (user: number) => Nearest,
): Findings {
  const { byUser, byRes, likelihood } = counts;
  const length = cells.user.length;
  const numbers = () => new Int32Array(length);
  const found: Findings = {
    userCount: cells.likelihood,
    userTotal: new Float64Array(length),
    userRank: numbers(),
    userResources: numbers(),
    peersWithAccess: numbers(),
    peers: numbers(),
    usersWithAccess: cells.numUsers,
    users: numbers(),
    nearestPeer: numbers().fill(-1),
    mostAlike: numbers().fill(-1),
    leastAlike: numbers().fill(-1),
  };
  for (let n = 0; n < length; n++) {
    const [user, res] = [cells.user[n], cells.res[n]];
    if (cells.tenant[n] >= 0) found.users[n] = tenants[cells.tenant[n]].sizes.users - (user >= 0 ? 1 : 0);
    if (user < 0) continue;
    const [first, end] = [byUser.starts[user], byUser.starts[user + 1]];
    found.userResources[n] = end - first;
    let rank = 1;
    for (let link = first; link < end; link++) {
      found.userTotal[n] += likelihood[link];
      if (likelihood[link] > cells.likelihood[n]) rank++;
    }
    found.userRank[n] = cells.likelihood[n] > 0 ? rank : end - first + 1;
    const { row } = nearest(user);
    found.peers[n] = row.length;
    found.nearestPeer[n] = row.length > 0 ? row[0] : -1;
    if (res < 0) continue;
    for (const peer of row) if (findLink(byUser, peer, res) >= 0) found.peersWithAccess[n]++;
  }
  const alike = similarities(directions.resources);
  const isBroad = broadUsers(counts);
  const broad = [...isBroad.keys()].filter((user) => isBroad[user] === 1);
  const byResource = Int32Array.from(cells.res.keys()).sort((a, b) => cells.res[a] - cells.res[b] || a - b);
  for (const n of byResource) {
    const [user, res] = [cells.user[n], cells.res[n]];
    if (user < 0 || res < 0 || degree(byRes, res) === 0) continue;
    const shared = alike(res);
    const left = broad.filter((other) => findLink(byUser, other, res) >= 0);
    if (cells.likelihood[n] > 0 && !left.includes(user)) left.push(user);
    const likeness = (other: number) => {
      const { scale, weight } = directions.resources;
      let theirs = 0;
      for (const someone of left) if (findLink(byUser, someone, other) >= 0) theirs += weight[someone];
      const rest = shared[other] - theirs * Math.sqrt(scale[res] * scale[other]);
      return rest > ROUNDING ? rest : 0;
    };
    let [most, least] = [-1, -1];
    let [highest, lowest] = [-1, Number.POSITIVE_INFINITY];
    for (let link = byUser.starts[user]; link < byUser.starts[user + 1]; link++) {
      const other = byUser.others[link];
      if (other === res) continue;
      const value = likeness(other);
      if (value > highest) [most, highest] = [other, value];
      if (value < lowest) [least, lowest] = [other, value];
    }
    if (highest > 0) found.mostAlike[n] = most;
    if (lowest < highest) found.leastAlike[n] = least;
  }
  return found;
}
