import { describe } from '../../base/text/describe.js';
import { labelOf } from './labelOf.js';

/** Labelled scores from the highest to the lowest, equal scores together. */
export interface Ranking {
  groups: RankingGroup[];
  /** Pairs of label 1. */
  positives: number;
  /** Pairs of label 0. */
  negatives: number;
}

/** The pairs of one score. */
export interface RankingGroup {
  score: number;
  positives: number;
  negatives: number;
}

/** Scores: one for each pair, such as an Arrow column; higher = more anomalous, Infinity the highest. */
export type Scores = Iterable<number | null>;

/** Labels: one for each pair; 1 (or true) = anomalous, 0 (or false) = normal. */
export type Labels = Iterable<number | boolean | bigint | null>;

/**
 * Groups labelled scores by score, the highest (most anomalous) first. Pairs that can't be scored must be
 * counted and left out before.
 *
 * @throws RangeError naming the index of a score that is null or NaN, or of another label, or if one of the
 *   two classes is missing
 */
export function rankScores(scores: Scores, labels: Labels): Ranking {
  const { ranking } = rankPairs(scores, labels);
  return ranking;
}

/** A ranking, and the group of each pair. */
export interface RankedPairs {
  ranking: Ranking;
  groupOf: Int32Array;
  isPositive: Uint8Array;
}

/** Like `rankScores`, with each pair's group. */
export function rankPairs(scores: Scores, labels: Labels): RankedPairs {
  const isPositive = Uint8Array.from(Array.from(labels, readLabel));
  const values = Float64Array.from(Array.from(scores, readScore));
  if (values.length !== isPositive.length) {
    throw new RangeError(`Expected as many labels as scores, got ${isPositive.length} and ${values.length}`);
  }
  const order = Uint32Array.from(values, (_, n) => n).sort((a, b) => compareScores(values[b], values[a]));
  const groups: RankingGroup[] = [];
  const groupOf = new Int32Array(values.length);
  for (const n of order) {
    if (groups.at(-1)?.score !== values[n]) groups.push({ score: values[n], positives: 0, negatives: 0 });
    groupOf[n] = groups.length - 1;
    if (isPositive[n]) groups[groups.length - 1].positives++;
    else groups[groups.length - 1].negatives++;
  }
  const positives = isPositive.reduce((sum, label) => sum + label, 0);
  const negatives = isPositive.length - positives;
  if (positives === 0 || negatives === 0) {
    throw new RangeError(
      `Expected labels of both classes, got ${positives} of label 1 and ${negatives} of label 0`,
    );
  }
  return { ranking: { groups, positives, negatives }, groupOf, isPositive };
}

function readScore(score: number | null, index: number): number {
  if (typeof score === 'number' && !Number.isNaN(score)) return score;
  throw new RangeError(`Expected scores to be numbers, got ${describe(score)} at index ${index}`);
}

/** A label as 0 or 1. */
export function readLabel(label: unknown, index: number): 0 | 1 {
  const value = labelOf(label);
  if (value !== null) return value;
  throw new RangeError(`Expected labels to be 0 or 1, got ${describe(label)} at index ${index}`);
}

/** A difference would be NaN between infinities. */
function compareScores(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
