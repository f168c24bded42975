// @ts-check
import { normal, permutation, randomStream, weightedChoice } from './random.mjs';

const GROUPS = 24;
/** How often a user stays with the resources of the own group. */
const LOYALTY = 0.8;
/** Spread of the users' activity: the busiest of 100,000 is some hundred times the median one. */
const ACTIVITY_SIGMA = 1.2;
/** Resources' popularity falls with this power of their rank (Zipf). */
const POPULARITY_EXPONENT = 0.9;
/** The share of pairs seen at least r times is r to the minus this (Pareto), up to MAX_RATING. */
const RATING_EXPONENT = 1.2;
const MAX_RATING = 50;
/** Draws for a new item before a user takes the next best one that is free. */
const PATIENCE = 20;

/**
 * Made-up accesses with the skew of real logs: users' activity is log-normal, resources' popularity follows
 * Zipf's law, counts are heavy-tailed, and users and resources fall into latent groups, for factorisation to
 * find. Pairs are distinct; rows are sorted by user, as a log is after grouping. Ids say nothing of
 * popularity or group.
 *
 * @param {{ users: number, items: number, interactions: number, seed: number }} size
 * @returns {import('../types.js').Interactions}
 */
export function generate({ users: numUsers, items: numItems, interactions, seed }) {
  const random = randomStream(seed);
  const degrees = shareOut(interactions, numUsers, Math.floor(numItems / 2), random);
  const drawItem = itemChooser(numItems, random);
  const idOfItem = permutation(numItems, random);

  const users = new Int32Array(interactions);
  const items = new Int32Array(interactions);
  const ratings = new Float32Array(interactions);
  const lastUserOf = new Int32Array(numItems).fill(-1);
  let row = 0;
  for (let user = 0; user < numUsers; user++) {
    const group = Math.floor(random() * GROUPS);
    for (let n = 0; n < degrees[user]; n++) {
      let item = drawItem(group);
      for (let tries = 1; lastUserOf[item] === user; tries++) {
        item = tries < PATIENCE ? drawItem(group) : (item + 1) % numItems;
      }
      lastUserOf[item] = user;
      users[row] = user;
      items[row] = idOfItem[item];
      ratings[row] = Math.min(MAX_RATING, Math.floor((1 - random()) ** (-1 / RATING_EXPONENT)));
      row++;
    }
  }
  return { numUsers, numItems, users, items, ratings };
}

/**
 * Log-normal shares of a total, as integers from 0 to `most` that add up to it.
 * @param {number} total
 * @param {number} parts
 * @param {number} most
 * @param {() => number} random
 */
function shareOut(total, parts, most, random) {
  const weights = new Float64Array(parts).map(() => Math.exp(ACTIVITY_SIGMA * normal(random)));
  const scale = total / weights.reduce((sum, weight) => sum + weight, 0);
  const shares = new Int32Array(parts).map((_, n) => Math.min(most, Math.round(weights[n] * scale)));
  let missing = total - shares.reduce((sum, share) => sum + share, 0);
  const step = Math.sign(missing);
  while (missing !== 0) {
    const n = Math.floor(random() * parts);
    const share = shares[n] + step;
    if (share < 0 || share > most) continue;
    shares[n] = share;
    missing -= step;
  }
  return shares;
}

/**
 * Draws an item for a user of a group: mostly one of the group's, else any, both by popularity.
 * @param {number} numItems
 * @param {() => number} random
 * @returns {(group: number) => number}
 */
function itemChooser(numItems, random) {
  // Item n belongs to group n % GROUPS: each group has popular items and rare ones.
  const popularity = new Float64Array(numItems).map((_, n) => (n + 1) ** -POPULARITY_EXPONENT);
  const any = weightedChoice(popularity, random);
  const ofGroup = Array.from({ length: GROUPS }, (_, group) => {
    const own = popularity.filter((_, n) => n % GROUPS === group);
    return weightedChoice(own, random);
  });
  return (group) => (random() < LOYALTY ? ofGroup[group]() * GROUPS + group : any());
}
