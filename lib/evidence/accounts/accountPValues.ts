import { lowerBound } from '../../base/numbers/lowerBound.js';
import { firstAsHigh } from '../score/pValues.js';
import {
  type AccountReference,
  type AccountReferences,
  type KindReference,
  LEARNING_DAYS,
  newcomerEvidence,
  usualOf,
} from './accountReference.js';
import { expectedNovelty, noveltyTail } from './negativeBinomial.js';

/** How odd an account is among normal ones. */
export interface AccountOddness {
  kind: 'known account' | 'newcomer';
  /** On how many days the account was seen before. */
  daysBefore: number;
  /** What its evidence usually is, and how much more it has; for newcomers see `newcomerEvidence`. */
  usual: number;
  above: number;
  /** How many first-time accesses are usual; null for a newcomer, for which this is unknown. */
  expected: number | null;
  pEvidence: number;
  /** 1 for a newcomer. */
  pNovel: number;
  p: number;
  /** In how many days a normal account is as odd once. */
  everyDays: number;
  /** Whether the account is odder than any of the reference. */
  isBeyond: boolean;
}

/** An account of the table to judge. */
export interface AskedAccount {
  /** The id among the references' users; -1: never seen. */
  user: number;
  /** ln of the sum of its accesses' likelihood ratios. */
  evidence: number;
  accesses: number;
  /** First-time accesses. */
  novel: number;
}

/** The tail of counts isn't trusted beyond this, unless the reference itself confirms it. */
const LEAST_COUNTS = 1e-4;
/** Being new alone is at most as odd as something that happens once in this many days. */
const NEWNESS_DAYS = 7;
/** Probabilities that differ relatively by no more than this are the same, summed in another order. */
const SAME_SHARE = 1e-9;

/**
 * Judges the accounts of a tenant in a table as long as the references' horizon: T by its tail above what is
 * usual, the number of first-time accesses by a negative binomial; p = min(1, 2 min(p_T, p_B)).
 */
export function judgeAccounts(
  references: AccountReferences,
  reference: AccountReference,
  asked: readonly AskedAccount[],
): AccountOddness[] {
  const { windowsOf, evidenceOf, novelOf, daysOf, horizon } = references;
  const { known, newcomers, most, novelty, usual: ofAll, noveltyTails } = reference;
  const daysBefore = asked.map(({ user }) => (user < 0 ? 0 : daysOf[user]));
  const numKnown = daysBefore.filter((days) => days >= LEARNING_DAYS).length;
  const active = Math.max(known.active, numKnown);
  // The newcomer that is judged isn't counted: it doesn't make others likelier.
  const othersNew = asked.length - numKnown - 1;
  const activeNew = Math.max(newcomers.active, othersNew, horizon / NEWNESS_DAYS);
  return asked.map(({ user, evidence, accesses, novel }, n): AccountOddness => {
    const isKnown = daysBefore[n] >= LEARNING_DAYS;
    if (!isKnown) {
      const above = accesses === 0 ? Number.NEGATIVE_INFINITY : newcomerEvidence(evidence, accesses);
      const { p, isBeyond } = evidenceTail(newcomers, above, most);
      return {
        ...{ kind: 'newcomer', daysBefore: daysBefore[n], usual: 0, above, expected: null },
        ...{ pEvidence: p, pNovel: 1, p, everyDays: horizon / (p * activeNew), isBeyond },
      };
    }
    const usual = usualOf(ofAll, evidenceOf[user], windowsOf[user]);
    const expected = expectedNovelty(novelty, novelOf[user], windowsOf[user]);
    const ofEvidence = evidenceTail(known, evidence - usual);
    const pNovel = countsTail(noveltyTail(novel, expected, novelty.dispersion), noveltyTails);
    const p = Math.min(1, 2 * Math.min(ofEvidence.p, pNovel));
    return {
      ...{ kind: 'known account', daysBefore: daysBefore[n], usual, above: evidence - usual, expected },
      ...{ pEvidence: ofEvidence.p, pNovel, p, everyDays: horizon / (p * active) },
      isBeyond: pNovel < ofEvidence.p ? numAsRare(noveltyTails, pNovel) === 0 : ofEvidence.isBeyond,
    };
  });
}

/**
 * (1 + accounts that are as odd) / (1 + all); beyond the greatest of them e^-(x - greatest) / (1 + all),
 * since a likelihood ratio exceeds t at most once in t times. Without any accounts the greatest is 0.
 *
 * @param least the evidence from which the exponential tail begins, at least
 */
function evidenceTail({ above }: KindReference, x: number, least = 0): { p: number; isBeyond: boolean } {
  const all = above.length + 1;
  const asOdd = above.length - firstAsHigh(above, x);
  if (asOdd > 0) return { p: (1 + asOdd) / all, isBeyond: false };
  const greatest = Math.max(least, above.at(-1) ?? 0);
  return { p: Math.max(Math.exp(-Math.max(0, x - greatest)) / all, Number.MIN_VALUE), isBeyond: true };
}

/** Beyond 1e-4 the reference decides if it is large enough; else the tail ends at 1e-4. */
function countsTail(p: number, reference: Float64Array): number {
  if (p >= LEAST_COUNTS) return p;
  return Math.min(LEAST_COUNTS, Math.max(p, (1 + numAsRare(reference, p)) / (reference.length + 1)));
}

/** How many probabilities are not above this, apart from rounding; they ascend. */
function numAsRare(tails: Float64Array, p: number): number {
  return lowerBound(tails, p * (1 + SAME_SHARE));
}
