// @ts-check
import { randomStream } from './random.mjs';

/**
 * The same interactions in another order, the same every time (Fisher and Yates). In place.
 * @param {import('../types.js').Interactions} interactions
 */
export function shuffled(interactions) {
  const { users, items, ratings } = interactions;
  const random = randomStream(2);
  for (let n = users.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    for (const column of [users, items, ratings]) {
      const kept = column[n];
      column[n] = column[other];
      column[other] = kept;
    }
  }
  return interactions;
}
