import type { Random } from './random.js';

/** Puts an array into a random order, in place (Fisher and Yates), and returns it. */
export function shuffle<T>(array: T[], random: Random): T[] {
  for (let n = array.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [array[n], array[other]] = [array[other], array[n]];
  }
  return array;
}
