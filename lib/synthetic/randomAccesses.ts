import type { IntegerSource } from './mersenneTwister.js';

/** Conditions on the accesses beyond their number. */
interface AccessConditions {
  /** Continue until every user has an access; every resource gets one in any case. [false] */
  coverUsers?: boolean;
  /** Pairs of user and resource, by index, that must not be made. [none] */
  excludes?: (user: number, resource: number) => boolean;
}

/**
 * Random accesses, all of different pairs: `[user, resource, likelihood]` by index, in the order drawn, with
 * likelihoods from 500 to 1000. There are at least `ratio` of all pairs, and all resources have one.
 *
 * Resources are always covered, as in the original, in whose condition, `a or b and c or d`, the flag only
 * affects users.
 *
 * If the conditions are impossible, this never ends.
 */
export function randomAccesses(
  random: IntegerSource,
  numUsers: number,
  numResources: number,
  ratio: number,
  { coverUsers = false, excludes = () => false }: AccessConditions = {},
): [user: number, resource: number, likelihood: number][] {
  if (numUsers === 0 || numResources === 0) return [];
  const wanted = numUsers * numResources * ratio;
  const uncoveredUsers = new Set(coverUsers ? Array(numUsers).keys() : []);
  const uncoveredResources = new Set(Array(numResources).keys());
  const accesses: [number, number, number][] = [];
  // Many pairs are drawn from the list of all, few by drawing user and resource until the pair is new.
  const draw =
    ratio >= 0.5 ? fromAllPairs(random, numUsers, numResources) : newPairs(random, numUsers, numResources);
  while (accesses.length < wanted || uncoveredUsers.size > 0 || uncoveredResources.size > 0) {
    const [user, resource] = draw();
    if (excludes(user, resource)) continue;
    uncoveredUsers.delete(user);
    uncoveredResources.delete(resource);
    accesses.push([user, resource, random.randint(500, 1000)]);
  }
  return accesses;
}

function fromAllPairs(random: IntegerSource, numUsers: number, numResources: number) {
  const pairs = new Uint32Array(numUsers * numResources).map((_, pair) => pair);
  let remaining = pairs.length;
  return () => {
    const index = random.randint(0, remaining - 1);
    const pair = pairs[index];
    remaining--;
    pairs[index] = pairs[remaining];
    return [Math.floor(pair / numResources), pair % numResources];
  };
}

function newPairs(random: IntegerSource, numUsers: number, numResources: number) {
  const seen = new Set<number>();
  return () => {
    for (;;) {
      const user = random.randint(0, numUsers - 1);
      const resource = random.randint(0, numResources - 1);
      const pair = user * numResources + resource;
      if (seen.has(pair)) continue;
      seen.add(pair);
      return [user, resource];
    }
  };
}
