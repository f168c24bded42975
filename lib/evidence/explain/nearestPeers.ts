import { degree, type Graph } from '../counts/counts.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { type Nearest, nearestRows } from './nearest.js';

/** How many peers are looked at. */
export const PEERS = 12;

/**
 * An account is broad if it has more than this share of its tenant's resources, and this many times as many
 * as the median account.
 */
const BROAD_SHARE = 1 / 2;
const BROAD_TIMES = 2;

/**
 * The users most like one, as peers to be named and counted. An account that reads nearly everything, such as
 * one for backups, is nobody's peer, except among accounts like it, or if no other account shares anything.
 * The evidence itself has no such rule.
 */
export function nearestPeers(state: EvidenceState): (user: number) => Nearest {
  const found = remembered.get(state) ?? peersIn(state);
  remembered.set(state, found);
  return found;
}

/** A morning asks for the same peers several times. */
const remembered = new WeakMap<EvidenceState, (user: number) => Nearest>();

function peersIn({ counts, directions }: EvidenceState): (user: number) => Nearest {
  const isBroad = broadUsers(counts);
  const any = nearestRows(directions.users, PEERS);
  const narrow = nearestRows(directions.users, PEERS, (user) => isBroad[user] === 0);
  return (user) => {
    if (isBroad[user] === 1) return any(user);
    const peers = narrow(user);
    return peers.row.length > 0 ? peers : any(user);
  };
}

/** 1 for each account that reads far more than others, and most of its tenant's resources. */
export function broadUsers({ users, resources, byUser }: Graph): Uint8Array {
  const isBroad = new Uint8Array(users.size);
  for (let t = 0; t < users.tenants.length; t++) {
    const [first, end] = [users.starts[t], users.starts[t + 1]];
    const all = resources.starts[t + 1] - resources.starts[t];
    const degrees = Int32Array.from({ length: end - first }, (_, n) => degree(byUser, first + n));
    const median = degrees.slice().sort()[degrees.length >> 1];
    degrees.forEach((own, n) => {
      if (own > BROAD_SHARE * all && own >= BROAD_TIMES * median) isBroad[first + n] = 1;
    });
  }
  return isBroad;
}
