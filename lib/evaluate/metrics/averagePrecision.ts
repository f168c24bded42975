import { type Labels, type Ranking, rankScores, type Scores } from './rankScores.js';

/**
 * Average precision: the precision at each score that is reached, weighted by the recall gained there, with
 * equal scores taken together and without interpolation (as scikit-learn's). Guessing gives the share of
 * anomalous pairs, perfect is 1.
 *
 * @param scores higher = more anomalous; Infinity is the highest
 * @param labels 1 = anomalous, 0 = normal
 * @throws RangeError as `rocAuc`
 *
 * @example
 * averagePrecision([3, 2, 1], [1, 0, 1]) // 1/2 * 1 + 1/2 * 2/3
 */
export function averagePrecision(scores: Scores, labels: Labels): number {
  return averagePrecisionOf(rankScores(scores, labels));
}

/**
 * Average precision of a ranking, like `averagePrecision` of its scores and labels: a metric for `bootstrap`.
 *
 * @example
 * bootstrap([3, 2, 1], [1, 0, 1], { 'average precision': averagePrecisionOf })
 */
export function averagePrecisionOf({ groups, positives }: Ranking): number {
  let found = 0;
  let seen = 0;
  let sum = 0;
  for (const group of groups) {
    found += group.positives;
    seen += group.positives + group.negatives;
    // A resample of the bootstrap may have no pair in a group.
    if (group.positives > 0) sum += (group.positives / positives) * (found / seen);
  }
  return sum;
}
