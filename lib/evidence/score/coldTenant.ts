import type { Cells } from './cells.js';
import type { EvidenceState } from './EvidenceState.js';
import { expectationParts } from './expectationParts.js';
import { newTail, nextTail } from './pValues.js';
import { type Weights, weigh } from './weigh.js';

/** The scores of any access of a tenant that was never seen. */
interface ColdEvidence {
  weights: Record<keyof Weights, number>;
  pNew: number;
  pNext: number | null;
}

/**
 * All that is known about an unseen tenant is how new users at new resources score elsewhere: its score is
 * their mean over all tenants, weighted by the tenants' numbers of accesses.
 */
export function coldEvidence({ tenants, params }: EvidenceState, window: number | null): ColdEvidence {
  const cells = unknownCells(tenants.length);
  const nobody = new Float64Array(tenants.length);
  const neighbors = { userPeers: nobody, userAlike: nobody, resPeers: nobody, resAlike: nobody };
  const parts = expectationParts(cells, neighbors, (t) => tenants[t].sizes);
  const weights = weigh(cells, parts, (t) => tenants[t], params);
  const all = tenants.reduce((sum, { sizes }) => sum + sizes.pairs, 0);
  const mean = (value: (t: number) => number) =>
    tenants.reduce((sum, { sizes }, t) => sum + (sizes.pairs / all) * value(t), 0);
  // Rounding can put a mean of ones above 1.
  const meanP = (p: (t: number) => number) => Math.min(1, mean(p));
  const calibration = (t: number) => tenants[t].calibration;
  return {
    weights: {
      evidence: mean((t) => weights.evidence[t]),
      pair: mean((t) => weights.pair[t]),
      user: mean((t) => weights.user[t]),
      resource: mean((t) => weights.resource[t]),
      fit: mean((t) => weights.fit[t]),
      history: 0,
    },
    pNew: meanP((t) => newTail(calibration(t))(weights.pair[t])),
    pNext:
      window === null
        ? null
        : meanP((t) => nextTail(calibration(t), window, tenants[t].sizes.discount)(weights.evidence[t])),
  };
}

/** A cell for each tenant, of an unseen user and an unseen resource. */
function unknownCells(numTenants: number): Cells {
  const none = () => new Int32Array(numTenants);
  return {
    tenant: none().map((_, t) => t),
    user: none().fill(-1),
    res: none().fill(-1),
    likelihood: new Float64Array(numTenants),
    numResources: none(),
    numUsers: none(),
  };
}
