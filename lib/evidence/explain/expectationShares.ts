import { bucketOf, PARTS } from '../mixture/mixture.js';
import type { Cells } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';

/** The columns that say where p(resource | user) came from. */
export const SHARES = ['share_peers', 'share_alike', 'share_popular', 'share_any', 'share_new'] as const;

/** Where p(resource | user) came from; the shares of a cell sum to 1. */
export type ExpectationShares = Record<(typeof SHARES)[number], Float64Array>;

/**
 * The share of each part: w_j c_j / p(r|u). In a tenant that was never seen, all of it is new.
 *
 * @param ofResource the parts, `PARTS` numbers a cell
 */
export function expectationShares(
  { tenants }: EvidenceState,
  cells: Cells,
  ofResource: Float64Array,
): ExpectationShares {
  const column = () => new Float64Array(cells.user.length);
  const shares = {
    share_peers: column(),
    share_alike: column(),
    share_popular: column(),
    share_any: column(),
    share_new: column(),
  };
  const columns = Object.values(shares);
  cells.tenant.forEach((t, n) => {
    if (t < 0) {
      shares.share_new[n] = 1;
      return;
    }
    const { byDegree } = tenants[t].ofResource;
    const weights = PARTS * bucketOf(cells.numResources[n]);
    const each = columns.map((_, j) => byDegree[weights + j] * ofResource[PARTS * n + j]);
    const whole = each.reduce((sum, part) => sum + part, 0);
    columns.forEach((values, j) => {
      values[n] = each[j] / whole;
    });
  });
  return shares;
}
