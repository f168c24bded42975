import type { ResolvedAlsOptions } from '../checkOptions.js';
import type { Interactions } from '../groupBy.js';
import { gram } from './normalEquation.js';

/**
 * What ALS minimises, for user factors x and item factors y:
 *
 *   explicit: sum over ratings of (r - x'y)^2                                   + regularisation
 *   implicit: sum over all pairs of (1 + c)(p - x'y)^2, c = alpha |r|, p = [r > 0]   + regularisation
 *
 * with regParam * sum of n |x|^2 on both sides, n the row's number of ratings (implicit: of positive ones).
 * It covers all pairs without visiting them: the sum of (x'y)^2 over all pairs is the sum of the elements of
 * X'X times Y'Y (with c = p = 0); each rated pair then corrects its own term (Hu, Koren, Volinsky 2008).
 */
export function objective(
  byUser: Interactions,
  byItem: Interactions,
  userFactors: Float32Array,
  itemFactors: Float32Array,
  options: Pick<ResolvedAlsOptions, 'rank' | 'regParam' | 'alpha' | 'implicitPrefs'>,
): number {
  const { rank, alpha, implicitPrefs } = options;
  let loss = implicitPrefs ? allPairs(userFactors, itemFactors, rank) : 0;
  const { starts, others, ratings } = byUser;
  for (let user = 0; user + 1 < starts.length; user++) {
    for (let n = starts[user]; n < starts[user + 1]; n++) {
      let predicted = 0;
      for (let k = 0; k < rank; k++) {
        predicted += userFactors[user * rank + k] * itemFactors[others[n] * rank + k];
      }
      if (implicitPrefs) {
        const preference = ratings[n] > 0 ? 1 : 0;
        loss += (1 + alpha * Math.abs(ratings[n])) * (preference - predicted) ** 2 - predicted ** 2;
      } else {
        loss += (ratings[n] - predicted) ** 2;
      }
    }
  }
  return loss + regularization(byUser, userFactors, options) + regularization(byItem, itemFactors, options);
}

function allPairs(userFactors: Float32Array, itemFactors: Float32Array, rank: number): number {
  const users = gram(userFactors, rank);
  const items = gram(itemFactors, rank);
  let sum = 0;
  for (let i = 0; i < rank; i++) {
    for (let j = 0; j < i; j++) sum += 2 * users[i * rank + j] * items[i * rank + j];
    sum += users[i * rank + i] * items[i * rank + i];
  }
  return sum;
}

function regularization(
  { starts, ratings }: Interactions,
  factors: Float32Array,
  { rank, regParam, implicitPrefs }: Pick<ResolvedAlsOptions, 'rank' | 'regParam' | 'implicitPrefs'>,
): number {
  let sum = 0;
  for (let row = 0; row + 1 < starts.length; row++) {
    let counted = 0;
    for (let n = starts[row]; n < starts[row + 1]; n++) if (!implicitPrefs || ratings[n] > 0) counted++;
    let squares = 0;
    for (let k = row * rank; k < (row + 1) * rank; k++) squares += factors[k] ** 2;
    sum += counted * squares;
  }
  return regParam * sum;
}
