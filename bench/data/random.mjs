// @ts-check

/**
 * A stream of uniform numbers in [0, 1): mulberry32, one multiplication or two a number.
 * @param {number} seed
 * @returns {() => number}
 */
export function randomStream(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * A number from the standard normal distribution (Box and Muller 1958).
 * @param {() => number} random
 */
export function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * 0..length-1 in random order.
 * @param {number} length
 * @param {() => number} random
 */
export function permutation(length, random) {
  const order = new Int32Array(length).map((_, index) => index);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other], order[last]];
  }
  return order;
}

/**
 * Draws 0..n-1 with probabilities in proportion to the weights, in constant time (Walker's alias method).
 * @param {Float64Array} weights
 * @param {() => number} random
 * @returns {() => number}
 */
export function weightedChoice(weights, random) {
  const count = weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const share = weights.map((weight) => (weight / total) * count);
  const alias = new Int32Array(count);
  /** @type {number[]} */
  const poor = [];
  /** @type {number[]} */
  const rich = [];
  for (let n = 0; n < count; n++) (share[n] < 1 ? poor : rich).push(n);
  while (poor.length > 0 && rich.length > 0) {
    const taker = /** @type {number} */ (poor.pop());
    const giver = rich[rich.length - 1];
    alias[taker] = giver;
    share[giver] -= 1 - share[taker];
    if (share[giver] < 1) poor.push(/** @type {number} */ (rich.pop()));
  }
  // What rounding has left over is a whole share.
  for (const n of [...poor, ...rich]) share[n] = 1;
  return () => {
    const scaled = random() * count;
    const n = Math.floor(scaled);
    return scaled - n < share[n] ? n : alias[n];
  };
}
