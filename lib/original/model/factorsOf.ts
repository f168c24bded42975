import type { Side } from './score.js';

/**
 * The factors of users' vectors, row-major, n x rank; zeros for ids without a vector. A vector ends with -1 /
 * deviation (see standardize.ts), so that u = v / last: exact once rounded to the 32 bits that u had.
 */
export function userFactorsOf({ vectors }: Side, width: number): Float32Array {
  return factorsOf(vectors, width, (at) => vectors[at + width - 1] || 1);
}

/** The factors of resources' vectors. */
export function resFactorsOf({ vectors }: Side, width: number): Float32Array {
  return factorsOf(vectors, width, () => 1);
}

function factorsOf(vectors: Float64Array, width: number, divisor: (at: number) => number): Float32Array {
  const rank = width - 2;
  const factors = new Float32Array((vectors.length / width) * rank);
  for (let at = 0, to = 0; at < vectors.length; at += width, to += rank) {
    const by = divisor(at);
    for (let k = 0; k < rank; k++) factors[to + k] = vectors[at + k] / by;
  }
  return factors;
}
