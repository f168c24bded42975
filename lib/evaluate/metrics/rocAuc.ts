import { type Labels, type Ranking, rankScores, type Scores } from './rankScores.js';

/**
 * Area under the ROC curve: the probability that an anomalous pair scores higher than a normal one, both
 * drawn at random; equal scores count half (Mann and Whitney 1947; Fawcett 2006). 0.5 is guessing, 1 perfect.
 *
 * @param scores higher = more anomalous; Infinity is the highest
 * @param labels 1 = anomalous, 0 = normal
 * @throws RangeError naming the index of a score that is null or NaN (pairs that can't be scored must be
 *   counted and left out by the caller), or of another label, or if one of the two classes is missing
 *
 * @example
 * rocAuc([3, 2, 1], [1, 0, 0]) // 1
 */
export function rocAuc(scores: Scores, labels: Labels): number {
  return rocAucOf(rankScores(scores, labels));
}

/**
 * Area under the ROC curve of a ranking, like `rocAuc` of its scores and labels: a metric for `bootstrap`.
 *
 * @example
 * bootstrap([3, 2, 2, 1], [1, 0, 1, 0], { AUC: rocAucOf }).AUC.estimate // (1 + 1 + 1/2 + 1) / 4
 */
export function rocAucOf({ groups, positives, negatives }: Ranking): number {
  let above = 0;
  let wins = 0;
  for (const group of groups) {
    wins += group.negatives * (above + group.positives / 2);
    above += group.positives;
  }
  return wins / (positives * negatives);
}
