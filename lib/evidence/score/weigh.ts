import { expectation, LEAST_PROBABILITY, type Mixture, NEW } from '../mixture/mixture.js';
import type { Intruder } from '../params.js';
import type { Cells } from './cells.js';
import type { ExpectationParts } from './expectationParts.js';
import type { TenantSizes } from './tenantSizes.js';

/** The weight of evidence of each cell, in nats: ln of how many times likelier an intruder makes it. */
export interface Weights {
  /** With the account's own history. */
  evidence: Float64Array;
  /** As if the access had never been seen. */
  pair: Float64Array;
  /** The four terms; they sum to `evidence`. */
  user: Float64Array;
  resource: Float64Array;
  fit: Float64Array;
  history: Float64Array;
}

/** What has been learned about a tenant, as far as the formula needs it. */
export interface TenantWeights {
  sizes: TenantSizes;
  /** Of p(resource | user). */
  ofResource: Mixture;
  /** Of p(user | resource). */
  ofUser: Mixture;
}

interface WeighOptions {
  intruder: Intruder;
  historyTrust: number;
}

/**
 * The weight of evidence (I. J. Good) of each cell. With q the intruder's probability and p what was learned,
 *
 *   p = sqrt(p(u) p(r|u) p(r) p(u|r)),   a = trust * max(log2(1 + n) - d, 0) / (d P)
 *   evidence = ln(q(u) q(r) / (p + a)) = user + resource + fit + history
 *   user = ln(q(u) / p(u)),  resource = ln(q(r) / p(r)),  history = ln(p / (p + a)),
 *   fit = -(ln(p(r|u) / p(r)) + ln(p(u|r) / p(u))) / 2
 */
export function weigh(
  cells: Cells,
  parts: ExpectationParts,
  tenantOf: (cell: number) => TenantWeights,
  { intruder, historyTrust }: WeighOptions,
): Weights {
  const { numResources, numUsers, likelihood } = cells;
  const length = likelihood.length;
  const weights = weightsBy(() => new Float64Array(length));
  for (let n = 0; n < length; n++) {
    const { sizes, ofResource, ofUser } = tenantOf(n);
    const [ku, kr] = [numResources[n], numUsers[n]];
    const resGivenUser = expectation(ofResource, ku, parts.ofResource, n);
    const userGivenRes = expectation(ofUser, kr, parts.ofUser, n);
    const res = prior(kr, sizes.pairs, sizes.rareResources, ofResource.common[NEW]);
    const user = prior(ku, sizes.pairs, sizes.rareUsers, ofUser.common[NEW]);
    const { uniformUsers, uniformResources, newness } = intruder;
    const intruderUser = chance(ku, sizes.users, sizes.rareUsers, sizes.pairs, uniformUsers, newness);
    const intruderRes = chance(
      kr,
      sizes.resources,
      sizes.rareResources,
      sizes.pairs,
      uniformResources,
      newness,
    );
    const [byUser, byRes] = [Math.log(intruderUser / user), Math.log(intruderRes / res)];
    const fit = -(Math.log(resGivenUser / res) + Math.log(userGivenRes / user)) / 2;
    const joint = Math.sqrt(user * resGivenUser * res * userGivenRes);
    const history = -Math.log1p((historyTrust * trace(likelihood[n], sizes)) / joint);
    weights.user[n] = byUser;
    weights.resource[n] = byRes;
    weights.fit[n] = fit;
    weights.history[n] = history + 0;
    weights.pair[n] = byUser + byRes + fit;
    weights.evidence[n] = byUser + byRes + fit + history;
  }
  return weights;
}

/** The weights of the cells at some positions. */
export function takeWeights(weights: Weights, at: Int32Array): Weights {
  return weightsBy((name) => Float64Array.from(at, (n) => weights[name][n]));
}

function weightsBy(column: (name: keyof Weights) => Float64Array): Weights {
  return {
    evidence: column('evidence'),
    pair: column('pair'),
    user: column('user'),
    resource: column('resource'),
    fit: column('fit'),
    history: column('history'),
  };
}

/** How likely a user, or a resource, with k partners is. */
function prior(k: number, pairs: number, rare: number, isNew: number): number {
  return Math.max(k > 0 ? ((1 - isNew) * k) / pairs : isNew / rare, LEAST_PROBABILITY);
}

/** How likely the intruder is to pick one with k partners. */
function chance(
  k: number,
  all: number,
  rare: number,
  pairs: number,
  uniform: number,
  newness: number,
): number {
  const total = all + newness * rare;
  return (k > 0 ? uniform + ((1 - uniform) * all * k) / pairs : newness) / total;
}

/** How much n sightings of an access add to its expectation. */
function trace(n: number, { counted, discount, pairs }: TenantSizes): number {
  return counted && n > 0 ? Math.max(Math.log2(1 + n) - discount, 0) / (discount * pairs) : 0;
}
