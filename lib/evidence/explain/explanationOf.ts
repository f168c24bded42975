import type { Accesses } from '../../accesses/Accesses.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { kindOf } from '../score/kinds.js';
import { takeScores } from '../score/scoreCells.js';
import { scoresOf } from '../score/scoresOf.js';
import type { Weights } from '../score/weigh.js';
import { type ExpectationShares, expectationShares } from './expectationShares.js';
import { sentenceOf } from './sentence.js';
import { type Findings, findAround } from './surroundings.js';
import { termWords } from './termsInWords.js';

/** Why accesses have the evidence that they have, one entry an access. */
export interface Explanation {
  /** In one or two plain sentences. */
  reasons: string[];
  weights: Weights;
  shares: ExpectationShares;
  found: Findings;
}

/** @param chosen which of the distinct accesses, by their numbers */
export function explanationOf(state: EvidenceState, accesses: Accesses, chosen: Int32Array): Explanation {
  const { cells, weights, ofResource } = takeScores(scoresOf(state, accesses), chosen);
  const found = findAround(state, cells);
  const { users, resources } = state.counts;
  const nameOf = (names: readonly string[], id: number) => (id < 0 ? null : names[id]);
  const reasons = Array.from(chosen, (access, n) => {
    const kind = kindOf(cells, n);
    const { user, res } = accesses.namesIn(accesses.distinct.firstRow[access]);
    const terms = {
      from_user: weights.user[n],
      from_resource: weights.resource[n],
      from_fit: weights.fit[n],
      from_history: weights.history[n],
    };
    return sentenceOf({
      user,
      res,
      kind,
      evidence: weights.evidence[n],
      why: termWords(terms, kind),
      userCount: found.userCount[n],
      userRank: found.userRank[n],
      userResources: found.userResources[n],
      peersWithAccess: found.peersWithAccess[n],
      peers: found.peers[n],
      usersWithAccess: found.usersWithAccess[n],
      users: found.users[n],
      nearestPeer: nameOf(users.names, found.nearestPeer[n]),
      mostAlike: nameOf(resources.names, found.mostAlike[n]),
    });
  });
  return { reasons, weights, shares: expectationShares(state, cells, ofResource), found };
}
