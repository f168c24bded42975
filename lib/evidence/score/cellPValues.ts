import { coldEvidence } from './coldTenant.js';
import type { EvidenceState, TenantState } from './EvidenceState.js';
import { newTail, nextTail, type TailOf } from './pValues.js';
import type { CellScores } from './scoreCells.js';

/** `p_new` of each cell: of its evidence without its history. */
export function newPValues(state: EvidenceState, { cells, weights }: CellScores): Float64Array {
  const tailOf = ({ calibration }: TenantState) => newTail(calibration);
  return pValues(state, cells.tenant, weights.pair, tailOf, () => coldEvidence(state, null).pNew);
}

/** `p_next` of each cell, in a window as a share of the time of the fit. */
export function nextPValues(
  state: EvidenceState,
  { cells, weights }: CellScores,
  window: number,
): Float64Array {
  const tailOf = ({ calibration, sizes }: TenantState) => nextTail(calibration, window, sizes.discount);
  return pValues(state, cells.tenant, weights.evidence, tailOf, () => coldEvidence(state, window).pNext!);
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
