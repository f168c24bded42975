import { seededRandom } from './random.js';

/** `size` distinct numbers below `all`, ascending (Floyd's algorithm; Bentley and Floyd 1987). */
export function drawPositions(all: number, size: number, seed: number): Int32Array {
  const random = seededRandom(seed);
  const drawn = new Set<number>();
  for (let top = all - size; top < all; top++) {
    const number = Math.floor(random() * (top + 1));
    drawn.add(drawn.has(number) ? top : number);
  }
  return Int32Array.from(drawn).sort();
}
