import { type Iteration, relativeChange } from '../iterations.js';

/**
 * How far an iteration moved, and the loss after it, from the chunks' sums in order.
 *
 * @param users four numbers for each chunk: moved, size, loss, regularisation (see the kernel's
 *   statistics.ts)
 * @param items likewise; only the regularisation counts, since the users' loss already covers all ratings
 */
export function summarizeIteration(users: Float64Array, items: Float64Array): Iteration {
  let moved = 0;
  let size = 0;
  let loss = 0;
  for (let at = 0; at < users.length; at += 4) {
    moved += users[at];
    size += users[at + 1];
    loss += users[at + 2];
  }
  for (let at = 0; at < items.length; at += 4) loss += items[at + 3];
  return { change: relativeChange(moved, size), loss };
}
