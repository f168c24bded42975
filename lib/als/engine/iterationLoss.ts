import { type Iteration, relativeChange } from '../iterations.js';

/**
 * How far an iteration moved, and the loss after it: adds up the chunks' sums in their order.
 *
 * @param users four numbers a chunk, as the kernel's statistics.ts writes them: moved, size, loss, regularisation
 * @param items likewise; of them only the regularisation counts, for the loss of all ratings is in the users'
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
