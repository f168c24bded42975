import { expectInteger } from '../../base/checks/expect.js';
import { type Labels, type Ranking, rankScores, type Scores } from './rankScores.js';

/**
 * Precision at a budget: of the n highest scores, the share that is anomalous. If several pairs share the
 * n-th score, their expected share counts. A budget beyond the number of pairs means all pairs.
 *
 * @param n how many alerts somebody looks at, a positive integer
 * @throws RangeError as `rocAuc`, or if n isn't a positive integer; TypeError if n is no number
 *
 * @example
 * precisionAtBudget([3, 2, 1], [1, 0, 1], 2) // 1/2
 */
export function precisionAtBudget(scores: Scores, labels: Labels, n: number): number {
  return precisionOf(rankScores(scores, labels), n);
}

/**
 * Recall at a budget: of all anomalous pairs, the share among the n highest scores; ties as for
 * `precisionAtBudget`.
 *
 * @throws RangeError or TypeError as `precisionAtBudget`
 *
 * @example
 * recallAtBudget([3, 2, 1], [1, 0, 1], 2) // 1/2
 */
export function recallAtBudget(scores: Scores, labels: Labels, n: number): number {
  return recallOf(rankScores(scores, labels), n);
}

/**
 * Precision at a budget of a ranking, like `precisionAtBudget` of its scores and labels. With a fixed budget
 * it is a metric for `bootstrap`.
 *
 * @throws RangeError or TypeError if n is no positive integer
 *
 * @example
 * bootstrap([3, 2, 1], [1, 0, 1], { 'precision at 25': (r) => precisionOf(r, 25) })
 */
export function precisionOf(ranking: Ranking, n: number): number {
  expectInteger('n', n, 1);
  return found(ranking, n) / Math.min(n, ranking.positives + ranking.negatives);
}

/**
 * Recall at a budget of a ranking, like `recallAtBudget` of its scores and labels. With a fixed budget it is
 * a metric for `bootstrap`.
 *
 * @throws RangeError or TypeError if n is no positive integer
 *
 * @example
 * bootstrap([3, 2, 1], [1, 0, 1], { 'recall at 25': (r) => recallOf(r, 25) })
 */
export function recallOf(ranking: Ranking, n: number): number {
  expectInteger('n', n, 1);
  return found(ranking, n) / ranking.positives;
}

/** The expected number of anomalous pairs among the n highest. */
function found({ groups }: Ranking, n: number): number {
  let left = n;
  let sum = 0;
  for (const { positives, negatives } of groups) {
    const size = positives + negatives;
    if (size >= left) return sum + (size === 0 ? 0 : positives * (left / size));
    sum += positives;
    left -= size;
  }
  return sum;
}
