import type { Table } from 'apache-arrow';
import type { NamingColumns } from '../../accesses/readAccessTable.js';
import { readNames } from '../../tables/readColumns.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { Calibration } from '../score/pValues.js';
import { rowsOf } from '../score/rowsOf.js';
import { weighCells } from '../score/scoreCells.js';

/** Fewer accesses say nothing of how often one in a hundred is. */
const ENOUGH_ACCESSES = 30;

/**
 * The state with p-values that compare with the accesses of a period, each once, by whatever newcomer.
 *
 * @throws RangeError or TypeError as `rowsOf`, RangeError where no tenant has enough of them
 */
export function recalibrate(state: EvidenceState, table: Table): EvidenceState {
  const { cells, cellOf, columns } = rowsOf(table, state.counts, state.params);
  const { pair, evidence } = weighCells(state, cells);
  const cellsOfTenant: number[][] = state.tenants.map(() => []);
  for (const row of distinctRows(table, columns)) {
    const cell = cellOf[row];
    if (cells.tenant[cell] >= 0) cellsOfTenant[cells.tenant[cell]].push(cell);
  }
  if (!cellsOfTenant.some((own) => own.length >= ENOUGH_ACCESSES)) {
    throw new RangeError(
      `Expected ${ENOUGH_ACCESSES} accesses or more of a tenant of the model, got none with as many`,
    );
  }
  const tenants = state.tenants.map((tenant, t) => {
    const own = cellsOfTenant[t];
    if (own.length < ENOUGH_ACCESSES) return tenant;
    const take = (values: Float64Array) => Float64Array.from(own, (cell) => values[cell]);
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

/** The first row of each (tenant, user, resource), by their names: newcomers have no ids to tell them apart. */
function distinctRows(table: Table, { tenantCol, userCol, resCol }: NamingColumns): number[] {
  const columns = [tenantCol, userCol, resCol].map((name) => readNames(table, name).codes);
  const seen = new Set<string>();
  const rows: number[] = [];
  for (let row = 0; row < table.numRows; row++) {
    const key = columns.map((codes) => codes[row]).join();
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
  }
  return rows;
}
