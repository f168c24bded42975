import { counted } from '../../base/text/counted.js';
import { grouped } from '../../base/text/grouped.js';
import { isoDay } from '../../base/text/isoDay.js';
import { isSameMinute, localSpan, localTime } from '../../base/text/localTime.js';
import type { AccountOddness } from '../../evidence/accounts/accountPValues.js';
import { LEARNING_DAYS } from '../../evidence/accounts/accountReference.js';
import type { IntruderKind } from '../../evidence/score/intruders.js';
import type { Verdict } from '../verdicts/Verdict.js';
import { onceIn, oneDigit } from './onceIn.js';
import type { ToldAccount } from './tellingAccesses.js';

/**
 * The facts in the story of an account. Names are exact: the code that shows the story makes invisible
 * characters visible.
 */
export interface StoryFacts {
  user: string;
  kind: 'known account' | 'newcomer' | 'new tenant' | 'account';
  accesses: number;
  novel: number;
  /** How many accesses have been waiting for a verdict since an earlier morning. */
  waiting: number;
  intruder: IntruderKind | null;
  evidence: number;
  told: ToldAccount;
  /** The first and last access in this log, milliseconds since 1970 UTC; null if unknown. */
  first: number | null;
  last: number | null;
  everyDays: number | null;
  oddness: AccountOddness | null;
  /** What the account was compared with. */
  reference: { accounts: number; days: number; horizon: number } | null;
  /** The time that was learned from, as `lookBack` says it. */
  since: string;
  peers: readonly string[];
  shared: { res: string; users: number; of: number } | null;
  /** Null if it had no alert on an earlier morning. */
  before: { mornings: number; since: number; newAccesses: number } | null;
  labels: readonly string[];
  /** The verdict on all of it. */
  verdict: Verdict['verdict'] | null;
  /** The zone whose clock is shown beside UTC. */
  timeZone?: string;
}

const LOOKS: Record<IntruderKind, string> = {
  stranger: 'a stranger, who takes any account',
  'stolen account': 'a stolen account, which goes where it never went',
  misuse: 'misuse: the account does what it always does, from elsewhere or at another time',
  insider: "an insider: the owner where they don't belong",
};

/** How many resources, and peers, a story names. */
const NAMED = 3;

/**
 * The story of an account in plain sentences: who, since when, what it looks like, where, compared with what.
 */
export function storyOf(facts: StoryFacts): string {
  const sentences = [
    ...again(facts),
    deeds(facts),
    ...novelty(facts),
    ...(facts.labels.length > 0 ? [`The watchlist says: ${facts.labels.join(', ')}`] : []),
    ...judged(facts),
    ...looks(facts),
    // These come before the names, so that the beginning of the story says why.
    ...facts.told.contexts,
    ...places(facts),
    ...origin(facts),
    ...company(facts),
    ...rarity(facts),
  ];
  return sentences.map((sentence) => `${sentence}.`).join(' ');
}

function again({ before }: StoryFacts): string[] {
  if (before === null) return [];
  const { mornings, since, newAccesses } = before;
  const fresh = newAccesses === 0 ? 'nothing new' : counted(newAccesses, 'new access', 'new accesses');
  return [`Again: this is morning ${mornings} since ${isoDay(since)}, with ${fresh}`];
}

function deeds({ user, accesses, first, last, timeZone }: StoryFacts): string {
  const what = `${user} made ${counted(accesses, 'access', 'accesses')}`;
  if (first === null || last === null) return `${what} in this log`;
  const [from, to] = [first, last].map((time) => new Date(time));
  if (isSameMinute(from, to)) return `${what} at ${localTime(from, timeZone)}`;
  return `${what} from ${localSpan({ first: from, last: to }, timeZone)}`;
}

function novelty(facts: StoryFacts): string[] {
  const { waiting, accesses } = facts;
  if (waiting === 0) return newness(facts);
  const wait =
    waiting === accesses
      ? 'All of them wait'
      : waiting === 1
        ? 'One of them waits'
        : `${grouped(waiting)} of them wait`;
  return [...newness(facts), `${wait} for a verdict since an earlier morning`];
}

function newness({ kind, accesses, novel, waiting, oddness, since }: StoryFacts): string[] {
  if (kind === 'new tenant') return ['Nothing is known of its tenant'];
  if (kind === 'newcomer' && oddness === null) return [`The account was never seen ${since}`];
  if (kind === 'newcomer' && oddness !== null) {
    const { daysBefore } = oddness;
    const learning = `it is still being learned: that takes ${LEARNING_DAYS} days`;
    if (daysBefore === 0) return [`The account was never seen ${since}; ${learning}`];
    return [`The account was seen on ${counted(daysBefore, 'day')} before; ${learning}`];
  }
  if (novel === 0 && waiting > 0) return [];
  if (novel === 0)
    return [accesses === 1 ? 'The account made it before' : 'The account made all of them before'];
  const usual = oddness?.expected == null ? '' : `; usual are ${oneDigit(oddness.expected)}`;
  if (accesses === 1) return [`It is a first-time access${usual}`];
  if (novel === 1) return [`One of them is a first-time access${usual}`];
  return [
    `${novel === accesses ? `All ${grouped(novel)}` : `${grouped(novel)} of them`} are first-time accesses${usual}`,
  ];
}

/** Many accesses that each speak for normal use look like nobody in particular. */
function looks({ intruder, evidence, told }: StoryFacts): string[] {
  const speaks = evidence > 0 && told.accesses.some((access) => access.evidence > 0);
  return intruder === null || !speaks ? [] : [`It looks most like ${LOOKS[intruder]}`];
}

function places({ told: { accesses, more } }: StoryFacts): string[] {
  const named = accesses.slice(0, NAMED).map(({ res, users_with_access, users, labels }) => {
    const marked = labels.length > 0 ? `, ${labels.join(', ')}` : '';
    return `${res} (used by ${grouped(users_with_access)} of ${counted(users, 'other user')}${marked})`;
  });
  const rest = accesses.length - named.length + more;
  const others = rest > 0 ? `, and ${grouped(rest)} more` : '';
  return [`Most telling: ${named.join(', ')}${others}`];
}

/** An account is malicious if any of its accesses is, and benign if all are. */
function judged({ verdict }: StoryFacts): string[] {
  if (verdict === null) return [];
  return [`${verdict === 'malicious' ? 'Some or all' : 'All'} of this was judged ${verdict}`];
}

/** From where, and what was done, if the log says it for each telling access. */
function origin({ told: { accesses } }: StoryFacts): string[] {
  const [addresses, operations] = ['address', 'operation'].map((name) =>
    accesses.map(({ details }) => (details[name] ?? []).map(([value]) => value)),
  );
  if (addresses.some((own) => own.length === 0)) return [];
  const which = accesses.length === 1 ? 'The most telling' : `The ${grouped(accesses.length)} most telling`;
  const what = operations.every((own) => own.length > 0) ? ` (${firstOf(operations.flat())})` : '';
  return [`${which} came from ${firstOf(addresses.flat())}${what}`];
}

/** The first few distinct values. */
function firstOf(values: readonly string[]): string {
  const different = [...new Set(values)];
  return different.slice(0, NAMED).join(', ') + (different.length > NAMED ? ' and others' : '');
}

function company({ kind, peers, shared }: StoryFacts): string[] {
  if (peers.length === 0) return kind === 'new tenant' ? [] : ['No other account is like it'];
  const names = peers.slice(0, NAMED).join(', ');
  const group =
    shared === null
      ? ''
      : `; ${grouped(shared.users)} of its ${counted(shared.of, 'nearest peer')} use ${shared.res}`;
  return [
    kind === 'newcomer'
      ? `What it uses is used most by ${names}${group}`
      : `It is most like ${names}${group}`,
  ];
}

function rarity({ kind, everyDays, oddness, reference, since }: StoryFacts): string[] {
  if (everyDays === null || oddness === null || reference === null) {
    return ["How rare this is can't be said: nothing is known of what accounts do from day to day"];
  }
  const often = onceIn(everyDays);
  const isNew = kind === 'newcomer';
  const who = isNew ? 'Of newcomers, one' : 'Of normal accounts, one';
  const { accounts, days, horizon } = reference;
  const learned = `in the last ${counted(days, 'day')} of what was learned ${since}`;
  if (accounts === 0)
    return [`${who} comes ${often} at most: ${isNew ? 'nobody was new' : 'nobody was there'} ${learned}`];
  // One account on one day is one case.
  const length = horizon === 1 ? 'day' : `${horizon} days`;
  const compared = `compared with ${counted(accounts, 'case')} (one ${isNew ? 'newcomer' : 'account'}, ${length}) ${learned}`;
  return [
    ...(oddness.pNovel < oddness.pEvidence ? ['What is odd is how many are new'] : []),
    `${who} is as odd ${often}, ${compared}`,
    ...(oddness.isBeyond ? ['None of these was as odd, so that the figure is an estimate'] : []),
  ];
}
