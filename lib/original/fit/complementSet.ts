import { seededRandom } from '../../base/random/random.js';

/** The accesses of one tenant, as a sampler of its complement set sees them. */
export interface ComplementSpace {
  tenant: string;
  /** Names of the tenant's users, sorted. */
  users: readonly string[];
  /** Names of the tenant's resources, sorted. */
  resources: readonly string[];
  /** How many pairs to draw: complementsetFactor times the number of distinct accesses. */
  size: number;
  seed: number;
}

/** Draws pairs (position in users, position in resources); accessed and repeated ones are left out later. */
export type ComplementSampler = (space: ComplementSpace) => Iterable<readonly [number, number]>;

/** Draws uniformly, with replacement, as SynapseML's ComplementAccessTransformer. */
export const uniformComplement: ComplementSampler = function* ({ users, resources, size, seed }) {
  const random = seededRandom(seed);
  for (let n = 0; n < size; n++) {
    yield [Math.floor(random() * users.length), Math.floor(random() * resources.length)];
  }
};
