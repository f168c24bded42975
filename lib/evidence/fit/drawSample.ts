import { lowerBound } from '../../base/numbers/lowerBound.js';
import { drawPositions } from '../../base/random/drawPositions.js';
import { type Counts, findLink, type Links, userOfEach } from '../counts/counts.js';
import { SAMPLE_SIZE } from '../mixture/mixture.js';
import { colourEntities } from './refineColours.js';

/** Training accesses, to be judged as if they had been left out. */
export interface AccessSample {
  tenant: Int32Array;
  user: Int32Array;
  res: Int32Array;
  /** The sample of tenant t is starts[t] to starts[t + 1] - 1. */
  starts: Int32Array;
}

/**
 * All accesses of each tenant, or 40,000 drawn at random. The draw depends on the seed and on who is
 * connected to whom how often, not on the order of rows or on other tenants, and on names only between
 * entities that are otherwise alike.
 */
export function drawSample(
  counts: Counts,
  seed: number,
  size = SAMPLE_SIZE,
  isAsked: (tenant: number) => boolean = () => true,
): AccessSample {
  const { users, byUser } = counts;
  const pairsOf = (t: number) => [byUser.starts[users.starts[t]], byUser.starts[users.starts[t + 1]]];
  const numTenants = users.tenants.length;
  const starts = new Int32Array(numTenants + 1);
  for (let t = 0; t < numTenants; t++) {
    const [first, end] = pairsOf(t);
    starts[t + 1] = starts[t] + (isAsked(t) ? Math.min(size, end - first) : 0);
  }
  const sample: AccessSample = {
    tenant: new Int32Array(starts[numTenants]),
    user: new Int32Array(starts[numTenants]),
    res: new Int32Array(starts[numTenants]),
    starts,
  };
  let userOf: Int32Array | null = null;
  let order: ReturnType<typeof structuralOrder> | null = null;
  for (let t = 0; t < numTenants; t++) {
    const [first, end] = pairsOf(t);
    if (!isAsked(t)) continue;
    sample.tenant.fill(t, starts[t], starts[t + 1]);
    if (end - first <= size) {
      userOf ??= userOfEach(counts);
      sample.user.set(userOf.subarray(first, end), starts[t]);
      sample.res.set(byUser.others.subarray(first, end), starts[t]);
      continue;
    }
    order ??= structuralOrder(counts);
    const pairAt = order(t);
    drawPositions(end - first, size, seed).forEach((position, n) => {
      const [user, res] = pairAt(position);
      sample.user[starts[t] + n] = user;
      sample.res[starts[t] + n] = res;
    });
  }
  return sample;
}

/** The accesses of a tenant in an order without names: users by colour, and their resources. */
function structuralOrder(counts: Counts): (tenant: number) => (position: number) => [number, number] {
  const { users, byUser } = counts;
  const colours = colourEntities(counts);
  return (tenant) => {
    const [firstUser, endUser] = [users.starts[tenant], users.starts[tenant + 1]];
    const ordered = Int32Array.from({ length: endUser - firstUser }, (_, n) => firstUser + n).sort(
      (a, b) => colours.users[a] - colours.users[b] || a - b,
    );
    const ends = new Int32Array(ordered.length);
    let end = 0;
    ordered.forEach((user, n) => {
      end += byUser.starts[user + 1] - byUser.starts[user];
      ends[n] = end;
    });
    let at = -1;
    let resources: Int32Array = new Int32Array();
    return (position) => {
      // The first user whose accesses end above the position.
      const n = lowerBound(ends, position + 1);
      if (n !== at) {
        at = n;
        resources = byColour(counts, ordered[n], byUser, colours.resources);
      }
      const before = n === 0 ? 0 : ends[n - 1];
      return [ordered[n], resources[position - before]];
    };
  };
}

function byColour({ likelihood }: Counts, user: number, byUser: Links, colours: Float64Array): Int32Array {
  return byUser.others
    .slice(byUser.starts[user], byUser.starts[user + 1])
    .sort((a, b) => colours[a] - colours[b] || likelihoodOf(a) - likelihoodOf(b) || a - b);

  function likelihoodOf(res: number): number {
    return likelihood[findLink(byUser, user, res)];
  }
}
