import { counted } from '../../base/text/counted.js';
import { grouped } from '../../base/text/grouped.js';
import type { EvidenceKind } from '../score/kinds.js';
import { MOST_FACTOR } from './termsInWords.js';

/**
 * The parts of a sentence. Names are exact: the code that shows a sentence makes invisible characters
 * visible.
 */
interface Facts {
  user: string;
  res: string;
  kind: EvidenceKind;
  evidence: number;
  /** The terms as factors; see `termsInWords`. */
  why: string;
  userCount: number;
  /** What is counted: days if the model has them; null if likelihoods aren't counts. */
  unit: 'time' | 'day' | null;
  /** The time that was learned from: see `lookBack`. */
  since: string;
  /** Whether the account's history counts in the evidence. */
  hasHistory: boolean;
  userRank: number;
  userResources: number;
  peersWithAccess: number;
  peers: number;
  usersWithAccess: number;
  users: number;
  nearestPeer: string | null;
  mostAlike: string | null;
  /** A sentence for each odd context, and one for what the access looks like. */
  contexts: readonly string[];
  looks: readonly string[];
}

/** Explains the evidence of an access in plain sentences, with counts. */
export function sentenceOf(facts: Facts): string {
  const { contexts, looks } = facts;
  const sentences = [...contexts, history(facts), company(facts), weight(facts), ...looks];
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

function history(facts: Facts): string {
  const { user, res, kind, userCount, since, userResources, usersWithAccess } = facts;
  if (kind === 'cold tenant') return `Nothing is known of this tenant, nor of ${user} and ${res}`;
  if (kind === 'cold user') {
    // A resource that nobody else was seen at is new, too.
    if (usersWithAccess === 0) return `Neither ${user} nor ${res} was ever seen ${since}`;
    return `${user}, now at ${res}, was never seen ${since}`;
  }
  const usual = `known at ${counted(userResources, 'resource')}`;
  if (kind === 'cold resource') return `${res} was never seen ${since}; ${user} is ${usual}`;
  if (userCount === 0) return `${user}, ${usual}, was never seen at ${res} ${since}`;
  return seenBefore(facts);
}

/** A learned access is judged with its history, unless the account's history doesn't count. */
function seenBefore({ user, res, userCount, unit, userRank, userResources, hasHistory }: Facts): string {
  const often = unit === null ? 'before' : counted(userCount, unit);
  const times = unit === 'day' ? `on ${often}` : often;
  const judged = hasHistory ? '' : '; account, resource and fit are judged without it';
  return `${user} was seen at ${res} ${times}, its rank ${grouped(userRank)} of ${grouped(userResources)}${judged}`;
}

function company({
  kind,
  peersWithAccess,
  peers,
  usersWithAccess,
  users,
  nearestPeer,
  mostAlike,
}: Facts): string {
  if (kind === 'cold tenant') return 'It is judged as newcomers are elsewhere';
  const all = `${grouped(usersWithAccess)} of ${counted(users, 'other user')}`;
  if (kind === 'cold user') return `Seen there: ${all}`;
  if (peers === 0) return `Seen there: ${all}; nobody is like the account`;
  const near = `${grouped(peersWithAccess)} of the ${counted(peers, 'nearest peer')} (nearest: ${nearestPeer})`;
  const alike = mostAlike === null ? '' : `; of its own resources ${mostAlike} is most like it`;
  return `Seen there: ${near}, ${all}${alike}`;
}

function weight({ evidence, why }: Facts): string {
  const times = Math.exp(Math.abs(evidence));
  const many = times >= 10 ? oddsOf(times) : String(Number(times.toPrecision(2)));
  if (many === '1') return `As likely from an intruder as from normal use: ${why}`;
  const side = evidence >= 0 ? 'from an intruder' : 'from normal use';
  return `${many} times likelier ${side}: ${why}`;
}

function oddsOf(times: number): string {
  return times > MOST_FACTOR ? `More than ${grouped(MOST_FACTOR)}` : grouped(Math.round(times));
}
