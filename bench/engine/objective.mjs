// @ts-check

/**
 * The objective of implicit feedback (Hu, Koren, Volinsky 2008) at given factors, the same for every
 * competitor:
 *
 *   sum over ALL pairs of c (p - x.y)^2 + lambda (|X|^2 + |Y|^2)
 *   c = 1 + alpha r, p = 1 where seen; else c = 1, p = 0
 *
 * in double precision. The sum over all pairs needs no pass over them: that of (x.y)^2 is the sum of the
 * element-wise product of the Gram matrices X'X and Y'Y; a seen pair then adds c (1 - x.y)^2 - (x.y)^2.
 *
 * @param {import('../types.js').Interactions} interactions distinct pairs, positive ratings
 * @param {{ userFactors: Float32Array, itemFactors: Float32Array, rank: number }} factors row-major
 * @param {{ alpha: number, lambda: number }} weights
 */
export function objective({ users, items, ratings }, { userFactors, itemFactors, rank }, { alpha, lambda }) {
  const userGram = gram(userFactors, rank);
  const itemGram = gram(itemFactors, rank);
  let sum = 0;
  for (let n = 0; n < userGram.length; n++) sum += userGram[n] * itemGram[n];
  for (let f = 0; f < rank; f++) sum += lambda * (userGram[f * rank + f] + itemGram[f * rank + f]);

  let seen = 0;
  for (let n = 0; n < users.length; n++) {
    const user = users[n] * rank;
    const item = items[n] * rank;
    let score = 0;
    for (let f = 0; f < rank; f++) score += userFactors[user + f] * itemFactors[item + f];
    seen += (1 + alpha * ratings[n]) * (1 - score) ** 2 - score ** 2;
  }
  return sum + seen;
}

/**
 * X'X, rank x rank.
 * @param {Float32Array} factors
 * @param {number} rank
 */
function gram(factors, rank) {
  const product = new Float64Array(rank * rank);
  for (let row = 0; row < factors.length; row += rank) {
    for (let f = 0; f < rank; f++) {
      const value = factors[row + f];
      for (let g = 0; g <= f; g++) product[f * rank + g] += value * factors[row + g];
    }
  }
  for (let f = 0; f < rank; f++) for (let g = 0; g < f; g++) product[g * rank + f] = product[f * rank + g];
  return product;
}
