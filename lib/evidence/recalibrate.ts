import type { Table } from 'apache-arrow';
import type { Calibration } from './calibrate.js';
import type { EvidenceState } from './EvidenceState.js';
import { rowsOf } from './rowsOf.js';
import { weighCells } from './scoreCells.js';

/** The state with p-values that compare with the accesses of a period, each once. */
export function recalibrate(state: EvidenceState, table: Table): EvidenceState {
  const { cells } = rowsOf(table, state.counts, state.params);
  const { pair, evidence } = weighCells(state, cells);
  const tenants = state.tenants.map((tenant, t) => {
    const own = Int32Array.from(cells.tenant.keys()).filter((n) => cells.tenant[n] === t);
    if (own.length === 0) return tenant;
    const take = (values: Float64Array) => Float64Array.from(own, (n) => values[n]);
    const calibration: Calibration = {
      source: 'period',
      pair: take(pair),
      evidence: take(evidence),
      likelihood: take(cells.likelihood),
    };
    return { ...tenant, calibration };
  });
  return { ...state, tenants };
}
