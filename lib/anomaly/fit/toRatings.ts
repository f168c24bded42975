import type { Accesses } from '../../ids/readAccessTable.js';
import { concatenate } from '../../numbers/concatenate.js';
import type { LikelihoodRange } from '../model/ModelState.js';
import { rangeOf, scaleLikelihood } from '../model/scaleLikelihood.js';
import type { ResolvedParams } from '../params.js';
import type { ComplementSampler } from './complementSet.js';
import type { TrainingSet } from './trainTenants.js';

/** Accesses to ratings, tenant by tenant: likelihoods are scaled and, in the explicit form, the complement set is added. */
export function toRatings(
  accesses: Accesses,
  params: ResolvedParams,
  sample: ComplementSampler,
): TrainingSet {
  const { users, resources } = accesses;
  const likelihoods = new Map<string, LikelihoodRange>();
  const parts = tenantRanges(accesses).map(([start, end], tenant) => {
    const user = accesses.user.subarray(start, end);
    const res = accesses.res.subarray(start, end);
    const likelihood = accesses.likelihood.subarray(start, end);
    const { lowValue, highValue, complementsetFactor, negScore, seed } = params;
    const range = rangeOf(likelihood);
    likelihoods.set(users.tenants[tenant], range);
    const rating =
      lowValue === null || highValue === null
        ? likelihood
        : scaleLikelihood(likelihood, lowValue, highValue, range);
    if (params.applyImplicitCf || !complementsetFactor) return { user, res, rating };
    const complement = drawComplement(accesses, tenant, start, end, complementsetFactor, seed, sample);
    return {
      user: concatenate(Int32Array, [user, complement.user]),
      res: concatenate(Int32Array, [res, complement.res]),
      rating: concatenate(Float64Array, [
        rating,
        new Float64Array(complement.user.length).fill(negScore ?? 0),
      ]),
    };
  });
  const starts = new Int32Array(parts.length + 1);
  parts.forEach((part, t) => {
    starts[t + 1] = starts[t] + part.user.length;
  });
  return {
    users,
    resources,
    user: concatenate(
      Int32Array,
      parts.map((part) => part.user),
    ),
    res: concatenate(
      Int32Array,
      parts.map((part) => part.res),
    ),
    rating: concatenate(
      Float64Array,
      parts.map((part) => part.rating),
    ),
    starts,
    likelihoods,
  };
}

/** Where each tenant's accesses begin and end: they are sorted by user, and users by tenant. */
function tenantRanges({ users, user }: Accesses): [number, number][] {
  const tenantOf = users.tenantOfEach();
  const counts = new Int32Array(users.tenants.length);
  for (const u of user) counts[tenantOf[u]]++;
  let start = 0;
  return Array.from(counts, (count) => {
    start += count;
    return [start - count, start];
  });
}

/** Pairs of one tenant that the sampler draws, without repeats and without those that were accessed. */
function drawComplement(
  { users, resources, user, res }: Accesses,
  tenant: number,
  start: number,
  end: number,
  factor: number,
  seed: number,
  sample: ComplementSampler,
): { user: Int32Array; res: Int32Array } {
  const [firstUser, endUser] = [users.starts[tenant], users.starts[tenant + 1]];
  const [firstRes, endRes] = [resources.starts[tenant], resources.starts[tenant + 1]];
  const numResources = endRes - firstRes;
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

function isPosition(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < count;
}
