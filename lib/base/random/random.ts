import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { mersenne } from 'pure-rand/generator/mersenne';
import { expectSeed } from '../checks/expect.js';

/** A source of random numbers: each call gives the next one, uniform in [0, 1). */
export type Random = () => number;

/**
 * Uniform random numbers that only depend on the seed, by the Mersenne Twister (Matsumoto and Nishimura
 * 1998): even the first numbers of neighbouring seeds are far apart.
 *
 * @param seed any safe integer
 * @throws RangeError if the seed is not a safe integer, TypeError if it is no number
 */
export function seededRandom(seed: number): Random {
  expectSeed('seed', seed);
  // The generator takes 32 bits: fold the upper ones in, so that large seeds differ.
  const generator = mersenne(seed ^ Math.trunc(seed / 2 ** 32));
  return () => uniformFloat64(generator);
}

/** Independent standard normal numbers (Box and Muller 1958) from a uniform source. */
export function normal(random: Random): Random {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    const angle = 2 * Math.PI * random();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
