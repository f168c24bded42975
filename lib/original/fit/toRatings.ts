import type { AccessList } from '../../accesses/listAccesses.js';
import { concatenate } from '../../base/numbers/concatenate.js';
import { lowerBound } from '../../base/numbers/lowerBound.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { LikelihoodRange } from '../model/ModelState.js';
import { rangeOf, scaleLikelihood } from '../model/scaleLikelihood.js';
import type { ResolvedParams } from '../params.js';
import type { ComplementSampler } from './complementSet.js';
import type { TrainingSet } from './trainTenants.js';

/**
 * Ratings, tenant by tenant: scaled likelihoods (in place) and, for explicit feedback, the complement set.
 */
export function toRatings(
  accesses: AccessList,
  params: ResolvedParams,
  sample: ComplementSampler,
): TrainingSet {
  const { users, resources, user, res } = accesses;
  const starts = tenantStarts(accesses);
  const { rating, likelihoods } = scaleTenants(accesses, starts, params);
  const seen = { users, resources, user, res, rating, starts, likelihoods };
  const { applyImplicitCf, complementsetFactor } = params;
  return applyImplicitCf || !complementsetFactor
    ? seen
    : { ...seen, ...withComplement(seen, params, sample) };
}

/** The likelihoods as ratings, scaled in place (nothing reads them after), and each tenant's range before. */
function scaleTenants(
  { users, likelihood }: AccessList,
  starts: Int32Array,
  { lowValue, highValue }: ResolvedParams,
): Pick<TrainingSet, 'rating' | 'likelihoods'> {
  const isScaled = lowValue !== null && highValue !== null;
  const likelihoods = new Map<string, LikelihoodRange>();
  users.tenants.forEach((tenant, t) => {
    const values = likelihood.subarray(starts[t], starts[t + 1]);
    const range = rangeOf(values);
    likelihoods.set(tenant, range);
    if (isScaled) scaleLikelihood(values, lowValue, highValue, range, values);
  });
  return { rating: likelihood, likelihoods };
}

/** The ratings, with each tenant's complement set after its ratings. */
function withComplement(
  seen: TrainingSet,
  params: ResolvedParams,
  sample: ComplementSampler,
): Pick<TrainingSet, 'user' | 'res' | 'rating' | 'starts'> {
  const starts = new Int32Array(seen.starts.length);
  const user: ArrayLike<number>[] = [];
  const res: ArrayLike<number>[] = [];
  const rating: ArrayLike<number>[] = [];
  for (let t = 0; t + 1 < starts.length; t++) {
    const range = [seen.starts[t], seen.starts[t + 1]] as const;
    const drawn = drawComplement(seen, t, params, sample);
    user.push(seen.user.subarray(...range), drawn.user);
    res.push(seen.res.subarray(...range), drawn.res);
    const negative = new Float64Array(drawn.user.length).fill(params.negScore ?? 0);
    rating.push(seen.rating.subarray(...range), negative);
    starts[t + 1] = starts[t] + range[1] - range[0] + drawn.user.length;
  }
  return {
    user: concatenate(Int32Array, user),
    res: concatenate(Int32Array, res),
    rating: concatenate(Float64Array, rating),
    starts,
  };
}

/** Where each tenant's accesses begin: they are sorted by user, and users by tenant. */
function tenantStarts({ users, user }: AccessList): Int32Array {
  return users.starts.map((first) => lowerBound(user, first));
}

/** Pairs of one tenant that the sampler draws, without repeats and without those that were accessed. */
function drawComplement(
  { users, resources, user, res, starts }: TrainingSet,
  tenant: number,
  { complementsetFactor, seed }: ResolvedParams,
  sample: ComplementSampler,
): { user: Int32Array; res: Int32Array } {
  const [start, end] = [starts[tenant], starts[tenant + 1]];
  const factor = complementsetFactor ?? 0;
  const [firstUser, endUser] = [users.starts[tenant], users.starts[tenant + 1]];
  const [firstRes, endRes] = [resources.starts[tenant], resources.starts[tenant + 1]];
  const numResources = endRes - firstRes;
  checkSpace(users.tenants[tenant], (1 + factor) * (end - start));
  const taken = new Set<number>();
  for (let n = start; n < end; n++) taken.add((user[n] - firstUser) * numResources + res[n] - firstRes);
  const drawn = { user: [] as number[], res: [] as number[] };
  const pairs = sample({
    tenant: users.tenants[tenant],
    users: users.names.slice(firstUser, endUser),
    resources: resources.names.slice(firstRes, endRes),
    size: factor * (end - start),
    seed,
  });
  for (const [u, r] of pairs) {
    if (!isPosition(u, endUser - firstUser) || !isPosition(r, numResources)) {
      throw new RangeError(
        `Expected the sampler to draw positions of users and resources, got ${u} and ${r}`,
      );
    }
    const pair = u * numResources + r;
    if (taken.has(pair)) continue;
    taken.add(pair);
    drawn.user.push(firstUser + u);
    drawn.res.push(firstRes + r);
  }
  return { user: Int32Array.from(drawn.user), res: Int32Array.from(drawn.res) };
}

/** V8's sets hold 2 ** 24 entries. */
const MOST_TAKEN = 16_000_000;

function checkSpace(tenant: string, pairs: number): void {
  if (pairs <= MOST_TAKEN) return;
  throw new RangeError(
    `Expected at most ${MOST_TAKEN.toLocaleString('en-US')} accesses and pairs of the complement set in a tenant, got ` +
      `${pairs.toLocaleString('en-US')} in ${visibleText(tenant)}: draw fewer (complementsetFactor), or fit implicit feedback (applyImplicitCf)`,
  );
}

function isPosition(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
