import { counted } from '../../base/text/counted.js';
import type { EvidenceKind } from '../score/kinds.js';
import { MOST_FACTOR } from './termsInWords.js';

/** What a sentence is made of. Names are as they are: whoever shows it makes odd ones visible. */
interface Facts {
  user: string;
  res: string;
  kind: EvidenceKind;
  evidence: number;
  /** The terms as factors; see `termsInWords`. */
  why: string;
  userCount: number;
  /** What is counted: days where the model has them. */
  unit: 'time' | 'day';
  userRank: number;
  userResources: number;
  peersWithAccess: number;
  peers: number;
  usersWithAccess: number;
  users: number;
  nearestPeer: string | null;
  mostAlike: string | null;
  /** What contexts say, and what it looks like; a sentence each. */
  contexts: readonly string[];
  looks: readonly string[];
}

/** Why an access has the evidence that it has, in plain sentences, counts included. */
export function sentenceOf(facts: Facts): string {
  const { contexts, looks } = facts;
  const sentences = [...contexts, history(facts), company(facts), weight(facts), ...looks];
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

function history({
  user,
  res,
  kind,
  userCount,
  unit,
  userRank,
  userResources,
  usersWithAccess,
}: Facts): string {
  if (kind === 'cold tenant') return `Nothing is known of this tenant, nor of ${user} and ${res}`;
  if (kind === 'cold user') {
    // A resource that nobody was seen at is as new.
    if (usersWithAccess === 0) return `Neither ${user} nor ${res} was ever seen before`;
    return `${user}, now at ${res}, was never seen before`;
  }
  const usual = `known at ${counted(userResources, 'resource')}`;
  if (kind === 'cold resource') return `${res} was never seen before; ${user} is ${usual}`;
  if (userCount === 0) return `${user}, ${usual}, was never seen at ${res}`;
  const often = unit === 'day' ? `on ${counted(userCount, 'day')}` : counted(userCount, 'time');
  const times = Number.isInteger(userCount) ? often : 'before';
  return `${user} was seen at ${res} ${times}, its rank ${number(userRank)} of ${number(userResources)}`;
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
  const all = `${number(usersWithAccess)} of ${counted(users, 'other user')}`;
  if (kind === 'cold user') return `Seen there: ${all}`;
  const near =
    peers === 0
      ? 'nobody is like the account'
      : `${number(peersWithAccess)} of the ${counted(peers, 'nearest peer')} (nearest: ${nearestPeer})`;
  const alike = mostAlike === null ? '' : `; of its own resources ${mostAlike} is most like it`;
  return `Seen there: ${near}, ${all}${alike}`;
}

function weight({ evidence, why }: Facts): string {
  const times = Math.exp(Math.abs(evidence));
  const many = times >= 10 ? oddsOf(times) : String(Number(times.toPrecision(2)));
  const side = evidence >= 0 ? 'from an intruder' : 'from normal use';
  return `${many} times likelier ${side}: ${why}`;
}

function oddsOf(times: number): string {
  return times > MOST_FACTOR ? `More than ${number(MOST_FACTOR)}` : number(Math.round(times));
}

function number(n: number): string {
  return n.toLocaleString('en-US');
}
