/** A source of random integers. */
export interface IntegerSource {
  /** A random integer from low to high, both included; fewer than 2 ** 32 different ones. */
  randint(low: number, high: number): number;
}

const size = 624;
const middle = 397;

/**
 * The Mersenne Twister (MT19937) as Python's `random.Random(seed)` seeds it and draws integers from it, so
 * that the same seed gives the same numbers.
 *
 * @param seed a non-negative safe integer
 * @see M. Matsumoto, T. Nishimura: Mersenne Twister, ACM TOMACS 8 (1998); `init_by_array`: revision of 2002
 */
export function mersenneTwister(seed: number): IntegerSource {
  const state = seededState(seed);
  let used = size;

  function next(): number {
    if (used === size) {
      twist(state);
      used = 0;
    }
    return temper(state[used++]);
  }

  function randint(low: number, high: number): number {
    const width = high - low + 1;
    // Python draws as many bits as the width has, not the width - 1, and so rejects more than it needs to.
    const unusedBits = Math.clz32(width);
    let drawn: number;
    do drawn = next() >>> unusedBits;
    while (drawn >= width);
    return low + drawn;
  }

  return { randint };
}

/** `init_by_array` of the seed's 32-bit words, the lowest first. */
function seededState(seed: number): Uint32Array {
  const high = Math.floor(seed / 2 ** 32);
  const key = high === 0 ? [seed >>> 0] : [seed >>> 0, high];
  const state = initialState(19650218);
  let i = 1;
  for (let step = 0; step < size; step++) {
    const j = step % key.length;
    state[i] = (state[i] ^ Math.imul(mixed(state[i - 1]), 1664525)) + key[j] + j;
    i = advance(state, i);
  }
  for (let step = 1; step < size; step++) {
    state[i] = (state[i] ^ Math.imul(mixed(state[i - 1]), 1566083941)) - i;
    i = advance(state, i);
  }
  state[0] = 0x80000000;
  return state;
}

function initialState(seed: number): Uint32Array {
  const state = new Uint32Array(size);
  state[0] = seed;
  for (let i = 1; i < size; i++) state[i] = Math.imul(1812433253, mixed(state[i - 1])) + i;
  return state;
}

function mixed(word: number): number {
  return word ^ (word >>> 30);
}

/** The next index. Past the end the last word carries over to the first, and the second is next. */
function advance(state: Uint32Array, i: number): number {
  if (i + 1 < size) return i + 1;
  state[0] = state[size - 1];
  return 1;
}

function twist(state: Uint32Array): void {
  for (let i = 0; i < size; i++) {
    const word = (state[i] & 0x80000000) | (state[(i + 1) % size] & 0x7fffffff);
    state[i] = state[(i + middle) % size] ^ (word >>> 1) ^ (word & 1 ? 0x9908b0df : 0);
  }
}

function temper(word: number): number {
  word ^= word >>> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return (word ^ (word >>> 18)) >>> 0;
}
