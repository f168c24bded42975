import { degree, type Graph } from '../counts/counts.js';

/** What the formula needs to know about a tenant as a whole. */
export interface TenantSizes {
  users: number;
  resources: number;
  /** Distinct accesses. */
  pairs: number;
  /** The numbers of users with one resource, and of resources with one user; at least 1. */
  rareUsers: number;
  rareResources: number;
  /** Whether likelihoods are counts: whole numbers, and not all the same. */
  counted: boolean;
  /** The discount of the first sighting: N1 / (N1 + 2 N2), with N_i accesses seen i times; at least 0.001. */
  discount: number;
}

const LEAST_DISCOUNT = 0.001;

export function sizesOf({ users, resources, byUser, byRes, likelihood }: Graph, tenant: number): TenantSizes {
  const [firstUser, endUser] = [users.starts[tenant], users.starts[tenant + 1]];
  const [firstRes, endRes] = [resources.starts[tenant], resources.starts[tenant + 1]];
  let rareUsers = 0;
  for (let u = firstUser; u < endUser; u++) if (degree(byUser, u) === 1) rareUsers++;
  let rareResources = 0;
  for (let r = firstRes; r < endRes; r++) if (degree(byRes, r) === 1) rareResources++;
  const seen = likelihood.subarray(byUser.starts[firstUser], byUser.starts[endUser]);
  const counted = seen.every(Number.isInteger) && seen.some((value) => value !== seen[0]);
  return {
    users: endUser - firstUser,
    resources: endRes - firstRes,
    pairs: seen.length,
    rareUsers: Math.max(1, rareUsers),
    rareResources: Math.max(1, rareResources),
    counted,
    discount: counted ? discountOf(seen) : 1,
  };
}

function discountOf(seen: Float64Array): number {
  let once = 0;
  let twice = 0;
  for (const value of seen) {
    if (value === 1) once++;
    else if (value === 2) twice++;
  }
  return once === 0 ? LEAST_DISCOUNT : Math.max(once / (once + 2 * twice), LEAST_DISCOUNT);
}
