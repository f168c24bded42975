import type { Partners } from './Partners.js';

/** After this many rounds, a rank depends on everything within three links. */
const ROUNDS = 3;

/**
 * Ranks nodes by their links, independently of names and of the order of rows: by their number of partners,
 * then by their partners' ranks, and so on (colour refinement, Weisfeiler and Leman 1968, as in
 * `colourEntities`). Nodes that are alike share a rank.
 */
export function rankByPartners(partners: Partners): number[] {
  let rank = partners.map(() => 0);
  for (let round = 0; round <= ROUNDS; round++) {
    const keys = partners.map((own, node) => {
      const theirs = own.map((link) => `${rank[link.node]}:${link.weight}`).sort();
      return `${String(rank[node]).padStart(8, '0')} ${String(own.length).padStart(8, '0')} ${theirs.join()}`;
    });
    const places = new Map([...new Set(keys)].sort().map((key, place) => [key, place]));
    rank = keys.map((key) => places.get(key)!);
  }
  return rank;
}
