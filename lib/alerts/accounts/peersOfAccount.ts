import { broadUsers, nearestPeers, PEERS } from '../../evidence/explain/nearestPeers.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';

/** The accounts that an account is like, and what they have in common. */
export interface AccountPeers {
  /** Ids of the model's users, the nearest first. */
  peers: number[];
  /**
   * The id of the resource that characterises the group best, and how many use it; null if they share none.
   */
  shared: { res: number; users: number } | null;
}

/**
 * Finds the peers of accounts: for a known one, the nearest by its past accesses; for a newcomer, accounts
 * that use what it accesses now.
 */
export function peersOfAccounts(state: EvidenceState) {
  const { byUser, byRes } = state.counts;
  const nearest = nearestPeers(state);
  const isBroad = broadUsers(state.counts);
  const likeThese = (resources: readonly number[], user: number): number[] => {
    const weights = new Map<number, number>();
    for (const res of resources) {
      const [first, end] = [byRes.starts[res], byRes.starts[res + 1]];
      for (let link = first; link < end; link++) {
        const other = byRes.others[link];
        const breadth = byUser.starts[other + 1] - byUser.starts[other];
        const weight = 1 / ((end - first) * Math.sqrt(breadth));
        if (other !== user && isBroad[other] === 0) weights.set(other, (weights.get(other) ?? 0) + weight);
      }
    }
    return [...weights]
      .sort(([a, x], [b, y]) => y - x || a - b)
      .slice(0, PEERS)
      .map(([other]) => other);
  };
  const tenantOf = state.counts.users.tenantOfEach();
  const sharedBy = (peers: readonly number[]): AccountPeers['shared'] => {
    const users = new Map<number, number>();
    for (const peer of peers) {
      for (let link = byUser.starts[peer]; link < byUser.starts[peer + 1]; link++) {
        const res = byUser.others[link];
        users.set(res, (users.get(res) ?? 0) + 1);
      }
    }
    const degreeOf = (res: number) => byRes.starts[res + 1] - byRes.starts[res];
    // A resource that fewer others use says more about a group.
    const all = peers.length === 0 ? 0 : state.tenants[tenantOf[peers[0]]].sizes.users;
    const weight = ([res, count]: [number, number]) => count * Math.log((all + 1) / degreeOf(res));
    const shared = [...users].filter(([, count]) => count >= 2);
    const [most] = shared.sort((a, b) => weight(b) - weight(a) || a[0] - b[0]);
    return most === undefined ? null : { res: most[0], users: most[1] };
  };
  return {
    peersOf(user: number, resources: readonly number[], isKnown: boolean): AccountPeers {
      const peers = isKnown && user >= 0 ? [...nearest(user).row] : likeThese(resources, user);
      return { peers, shared: sharedBy(peers) };
    },
    sharedBy,
  };
}
