import { visibleText } from '../../base/text/visibleText.js';
import { type Labels, readLabel, type Scores } from '../metrics/rankScores.js';

/** Rankings of the same pairs, reduced to pairs that all have scores for. */
interface SharedPairs {
  /** The labels of the pairs that every ranking has a score for: 0 or 1. */
  labels: number[];
  rankings: {
    name: string;
    /** A score for each of `labels`. */
    scores: number[];
    /** Labels of the pairs that this ranking has no score for. */
    unscorable: number[];
  }[];
}

/**
 * Leaves out the pairs that some ranking has no score for (null or NaN), so that all are judged by the same
 * pairs.
 *
 * @throws RangeError if rankings and labels differ in length, or naming the index of another label
 */
export function sharedPairs(rankings: Record<string, Scores>, labels: Labels): SharedPairs {
  const all = Array.from(labels, readLabel);
  const scored = Object.entries(rankings).map(([name, scores]) => ({
    name,
    scores: Array.from(scores, orNull),
  }));
  for (const { name, scores } of scored) {
    if (scores.length !== all.length) {
      throw new RangeError(
        `Expected ${all.length} scores of ${visibleText(name)}, one a label, got ${scores.length}`,
      );
    }
  }
  const isShared = all.map((_, n) => scored.every(({ scores }) => scores[n] !== null));
  return {
    labels: all.filter((_, n) => isShared[n]),
    rankings: scored.map(({ name, scores }) => ({
      name,
      scores: scores.filter((score, n): score is number => isShared[n] && score !== null),
      unscorable: all.filter((_, n) => scores[n] === null),
    })),
  };
}

/** A score; null if there is none. */
export function orNull(score: number | null): number | null {
  return score === null || Number.isNaN(score) ? null : score;
}
