import type { AccessLog } from '../../accesses/accessLog.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { drawPositions } from '../../base/random/drawPositions.js';
import { type Mixture, PARTS, SAMPLE_SIZE, weighAll } from '../mixture/mixture.js';
import type { ContextCounts } from './contextCounts.js';
import { partsLeftOut } from './contextParts.js';
import type { ContextSightings } from './sightings.js';

/** The position of the share of the account's own days; see `contextParts`. */
const OWN = 0;

/**
 * Learns the weights of a context's parts in each tenant, from sightings whose user's whole day is left out.
 */
export async function learnContext(
  log: AccessLog,
  context: number,
  sightings: ContextSightings,
  counts: ContextCounts,
  seed: number,
  pause: () => Promise<void>,
): Promise<Mixture[]> {
  const { users, user, res } = log;
  const { ofPairs } = sightings;
  const mixtures: Mixture[] = [];
  for (let t = 0; t < users.tenants.length; t++) {
    await pause();
    // Sightings are sorted by access, accesses by user, users by tenant.
    const [first, end] = [users.starts[t], users.starts[t + 1]].map((firstUser) =>
      lowerBound(ofPairs.owner, lowerBound(user, firstUser)),
    );
    const drawn =
      end - first <= SAMPLE_SIZE
        ? Int32Array.from({ length: end - first }, (_, n) => first + n)
        : drawPositions(end - first, SAMPLE_SIZE, seed).map((position) => first + position);
    const owner = drawn.map((n) => ofPairs.owner[n]);
    const cells = {
      tenant: drawn.map(() => t),
      user: owner.map((pair) => user[pair]),
      res: owner.map((pair) => res[pair]),
    };
    const parts = partsLeftOut(log.contexts[context], counts, sightings, drawn, cells);
    const days = cells.user.map((u) => counts.days[u] - 1);
    const mixture = weighAll(parts, days);
    mixtures.push(days.includes(0) ? mixture : withoutOwn(mixture));
  }
  return mixtures;
}

/**
 * If all users had other days, nothing was learned about users without any. Then newcomers get the common
 * weights, without the share of the account's own days.
 */
function withoutOwn({ common, byDegree }: Mixture): Mixture {
  const weights = byDegree.slice();
  const others = 1 - common[OWN];
  for (let part = 0; part < PARTS; part++) weights[part] = part === OWN ? 0 : common[part] / others;
  return { common, byDegree: weights };
}
