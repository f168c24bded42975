import type { Table } from 'apache-arrow';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { Calibration } from '../score/pValues.js';
import { scoresOf } from '../score/scoresOf.js';

/** Fewer accesses can't say what happens once in a hundred. */
const ENOUGH_ACCESSES = 30;

/**
 * The state with p-values that compare with the accesses of a period, each once, also those of newcomers.
 *
 * @throws RangeError or TypeError as `accessesOf`, RangeError if no tenant has enough of them
 */
export function recalibrate(state: EvidenceState, table: Table): EvidenceState {
  const { cells, weights, rows } = scoresOf(state, accessesNamed(table, state.params));
  const rowsOfTenant: number[][] = state.tenants.map(() => []);
  rows.cellOf.forEach((cell, row) => {
    const t = cells.tenant[cell];
    if (t >= 0) rowsOfTenant[t].push(row);
  });
  if (!rowsOfTenant.some((own) => own.length >= ENOUGH_ACCESSES)) {
    throw new RangeError(
      `Expected ${ENOUGH_ACCESSES} accesses or more of a tenant of the model, got none with as many`,
    );
  }
  const tenants = state.tenants.map((tenant, t) => {
    const own = rowsOfTenant[t];
    if (own.length < ENOUGH_ACCESSES) return tenant;
    const take = (values: Float64Array) => Float64Array.from(own, (row) => values[rows.cellOf[row]]);
    const calibration: Calibration = {
      source: 'period',
      pair: take(weights.pair),
      evidence: Float64Array.from(own, (row) => rows.evidence[row]),
      likelihood: take(cells.likelihood),
    };
    return { ...tenant, calibration };
  });
  return { ...state, tenants };
}
