import type { Accesses } from '../../accesses/Accesses.js';
import { gather, gatherFloats } from '../../base/numbers/gather.js';
import { contextTerm, MIXTURE } from '../params.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { type IntruderKind, intruderOf } from '../score/intruders.js';
import { kindOf } from '../score/kinds.js';
import { takeScores } from '../score/scoreCells.js';
import { scoresOf } from '../score/scoresOf.js';
import type { Weights } from '../score/weigh.js';
import { type ContextFact, contextFacts } from './contextFacts.js';
import { contextSentences, intruderSentence } from './contextSentence.js';
import { type ExpectationShares, expectationShares } from './expectationShares.js';
import { lookBack } from './lookBack.js';
import { nearestPeers } from './nearestPeers.js';
import { sentenceOf } from './sentence.js';
import { type Findings, findAround } from './surroundings.js';
import { termWords } from './termsInWords.js';

/** Why accesses have their evidence: an entry for each distinct access with its contexts. */
export interface Explanation {
  /** In plain sentences. */
  reasons: string[];
  weights: Weights;
  /** The whole evidence of each access, and the term of each context. */
  evidence: Float64Array;
  terms: Record<string, Float64Array>;
  shares: ExpectationShares;
  found: Findings;
  /** What is known about each access's contexts, and the likeliest intruder; empty without contexts. */
  contexts: ContextFact[][];
  /** A sentence for each context that points to an intruder. */
  contextSentences: string[][];
  intruders: (IntruderKind | null)[];
}

/** @param chosen which of the rows of `AccessScores`, by their numbers */
export function explanationOf(state: EvidenceState, accesses: Accesses, chosen: Int32Array): Explanation {
  const all = scoresOf(state, accesses);
  const { rows } = all;
  const { cells, weights, ofResource } = takeScores(all, gather(rows.cellOf, chosen));
  const nearest = nearestPeers(state);
  const since = lookBack(state);
  const found = findAround(state, cells, nearest);
  const facts = factsOf(state, all, nearest);
  const { users, resources } = state.counts;
  const nameOf = (names: readonly string[], id: number) => (id < 0 ? null : names[id]);
  const terms = Object.fromEntries(
    (state.time?.contexts ?? []).map(({ name }, c) => [contextTerm(name), rows.terms[c]]),
  );
  if (rows.intruders) terms[MIXTURE] = rows.intruders.term;
  const contexts = Array.from(chosen, facts);
  const sentences = contexts.map((own, n) =>
    contextSentences(own, accesses.namesIn(rows.firstRow[chosen[n]]).user),
  );
  const intruders = Array.from(chosen, (row) => rows.intruders && intruderOf(rows.intruders, row));
  const reasons = Array.from(chosen, (row, n) => {
    const kind = kindOf(cells, n);
    const { user, res } = accesses.namesIn(rows.firstRow[row]);
    const words = {
      from_user: weights.user[n],
      from_resource: weights.resource[n],
      from_fit: weights.fit[n],
      from_history: weights.history[n],
      ...Object.fromEntries(Object.entries(terms).map(([name, values]) => [name, values[row]])),
    };
    return sentenceOf({
      user,
      res,
      kind,
      evidence: rows.evidence[row],
      why: termWords(words, kind),
      userCount: found.userCount[n],
      unit: unitOf(state, cells.tenant[n]),
      since: cells.tenant[n] < 0 ? '' : since(cells.tenant[n]),
      hasHistory: weights.history[n] !== 0,
      userRank: found.userRank[n],
      userResources: found.userResources[n],
      peersWithAccess: found.peersWithAccess[n],
      peers: found.peers[n],
      usersWithAccess: found.usersWithAccess[n],
      users: found.users[n],
      nearestPeer: nameOf(users.names, found.nearestPeer[n]),
      mostAlike: nameOf(resources.names, found.mostAlike[n]),
      contexts: sentences[n],
      looks: intruderSentence(intruders[n], rows.evidence[row], cells.user[n] >= 0),
    });
  });
  return {
    reasons,
    weights,
    evidence: gatherFloats(rows.evidence, chosen),
    terms: Object.fromEntries(
      Object.entries(terms).map(([name, values]) => [name, gatherFloats(values, chosen)]),
    ),
    shares: expectationShares(state, cells, ofResource),
    found,
    contexts,
    contextSentences: sentences,
    intruders,
  };
}

/** What likelihoods count: days in a model with days, else times; null if they aren't counts. */
function unitOf({ time, params, tenants }: EvidenceState, tenant: number): 'day' | 'time' | null {
  if (time !== null) return 'day';
  const counts = params.likelihoodCol === null || (tenant >= 0 && tenants[tenant].sizes.counted);
  return counts ? 'time' : null;
}

/** What is known of the contexts of a row of the scores. */
function factsOf(
  state: EvidenceState,
  { cells, rows, columns }: ReturnType<typeof scoresOf>,
  nearest: (user: number) => { row: Int32Array },
): (row: number) => ContextFact[] {
  const { time } = state;
  if (time === null || time.contexts.length === 0) return () => [];
  const ask = contextFacts(state, time, nearest);
  return (row) => {
    const cell = rows.cellOf[row];
    const tableRow = rows.firstRow[row];
    return ask({
      tenant: cells.tenant[cell],
      user: cells.user[cell],
      values: rows.values.map((values) => values[row]),
      names: columns.map(({ values }) => values.nameOf(values.codes[tableRow])),
      terms: rows.terms.map((term) => term[row]),
    });
  };
}
