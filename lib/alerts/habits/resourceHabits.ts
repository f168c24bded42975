import type { Accesses } from '../../accesses/Accesses.js';
import type { EvidenceState } from '../../evidence/score/EvidenceState.js';
import { peersOfAccounts } from '../accounts/peersOfAccount.js';
import type { AccountHabits, ResourceHabit } from './AccountHabits.js';
import type { AccountRows } from './AccountRows.js';
import { newestFirst } from './contextHabits.js';

/** How many resources of an account are listed, and how many that only its peers use. */
const MOST_RESOURCES = 20;
const MOST_OF_PEERS = 8;
/** A resource that only one peer uses says nothing about the group. */
const LEAST_PEERS = 2;

type ResourceHabits = Pick<AccountHabits, 'resources' | 'moreResources' | 'used' | 'onlyPeers' | 'peers'>;

/** The resources that accounts use and that their peers use, each with how often before and now. */
export function resourceHabits(
  state: EvidenceState,
  accesses: Accesses,
  countOf: (row: number) => number,
): (account: AccountRows) => ResourceHabits {
  const { byUser, likelihood, users, resources } = state.counts;
  const { peersOf } = peersOfAccounts(state);
  const idOfCode = accesses.resources.idsOfCodes(resources);
  return ({ id, rows }) => {
    const found = new Map<string, ResourceHabit>();
    const at = (res: string): ResourceHabit => {
      const habit = found.get(res) ?? { res, before: 0, now: 0, peers: 0 };
      found.set(res, habit);
      return habit;
    };
    for (let link = byUser.starts[id] ?? 0; id >= 0 && link < byUser.starts[id + 1]; link++) {
      at(resources.names[byUser.others[link]]).before = likelihood[link];
    }
    const codes = rows.map((row) => accesses.resources.codes[row]);
    for (const [n, code] of codes.entries()) at(accesses.resources.nameOf(code)).now += countOf(rows[n]);
    const known = [...new Set(codes.map((code) => idOfCode[code]))].filter((res) => res >= 0);
    const { peers } = peersOf(id, known, id >= 0);
    const ofPeers = new Map<string, number>();
    for (const peer of peers) {
      for (let link = byUser.starts[peer]; link < byUser.starts[peer + 1]; link++) {
        const res = resources.names[byUser.others[link]];
        ofPeers.set(res, (ofPeers.get(res) ?? 0) + 1);
      }
    }
    for (const habit of found.values()) habit.peers = ofPeers.get(habit.res) ?? 0;
    const all = [...found.values()].sort((a, b) => newestFirst(a, b) || (a.res < b.res ? -1 : 1));
    return {
      resources: all.slice(0, MOST_RESOURCES),
      moreResources: Math.max(0, all.length - MOST_RESOURCES),
      used: [...new Set(codes)].map((code) => accesses.resources.nameOf(code)),
      onlyPeers: [...ofPeers]
        .filter(([res, count]) => count >= LEAST_PEERS && !found.has(res))
        .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
        .slice(0, MOST_OF_PEERS)
        .map(([res, count]) => ({ res, peers: count })),
      peers: peers.map((peer) => users.names[peer]),
    };
  };
}
