import { coldEvidence } from './coldTenant.js';
import type { EvidenceState, TenantState } from './EvidenceState.js';
import { horizonShare } from './horizonShare.js';
import { newTail, nextTail, type TailOf } from './pValues.js';
import type { CellScores } from './scoreCells.js';
import type { AccessScores } from './scoresOf.js';

/** `p_new` of each cell, for its evidence without its history. */
export function newPValues(state: EvidenceState, { cells, weights }: CellScores): Float64Array {
  const tailOf = ({ calibration }: TenantState) => newTail(calibration);
  return pValues(state, cells.tenant, weights.pair, tailOf, () => coldEvidence(state, null).pNew);
}

/**
 * `p_next` of each distinct access with its contexts.
 *
 * @param window a share of the time of the fit; null: a horizon, for a model with days
 */
export function nextPValues(
  state: EvidenceState,
  { cells, rows }: Pick<AccessScores, 'cells' | 'rows'>,
  window: number | null,
): Float64Array {
  const f = window ?? horizonShare(state);
  const tailOf = ({ calibration, sizes }: TenantState) => nextTail(calibration, f, sizes.discount);
  const tenant = rows.cellOf.map((cell) => cells.tenant[cell]);
  return pValues(state, tenant, rows.evidence, tailOf, () => coldEvidence(state, f).pNext!);
}

function pValues(
  { tenants }: EvidenceState,
  tenant: Int32Array,
  scores: Float64Array,
  tailOf: (tenant: TenantState) => TailOf,
  coldP: () => number,
): Float64Array {
  const tails: TailOf[] = [];
  let cold: number | null = null;
  const p = new Float64Array(tenant.length);
  for (let n = 0; n < p.length; n++) {
    const t = tenant[n];
    if (t < 0) {
      cold ??= coldP();
      p[n] = cold;
      continue;
    }
    tails[t] ??= tailOf(tenants[t]);
    p[n] = tails[t](scores[n]);
  }
  return p;
}
