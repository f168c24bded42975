import type { Table } from 'apache-arrow';
import { likelihoodColOf } from '../../accesses/columns.js';
import { findColumn } from '../../tables/findColumn.js';
import { checkTable } from '../../tables/isTable.js';
import { contextsOf } from '../../tables/tableContexts.js';
import { type AccessEvidenceParams, checkContexts, type ResolvedEvidenceParams } from '../params.js';

/**
 * The parameters of a fit on a table: defaults depend on the table's columns.
 *
 * @throws RangeError naming a given column that is missing, or a parameter that needs a column of days
 */
export function paramsFor(
  table: Table,
  params: ResolvedEvidenceParams,
  given: AccessEvidenceParams,
): ResolvedEvidenceParams {
  checkTable(table);
  const likelihoodCol = likelihoodColOf(table, params.likelihoodCol, given.likelihoodCol === undefined);
  const found = (name: 'dayCol' | 'hourCol') => {
    const column = params[name];
    if (column === null || (given[name] === undefined && table.getChild(column) === null)) return null;
    findColumn(table, column);
    return column;
  };
  const dayCol = found('dayCol');
  if (dayCol === null) {
    for (const name of ['hourCol', 'contextCols', 'horizon'] as const) {
      const value = given[name];
      if (value == null || (Array.isArray(value) && value.length === 0)) continue;
      throw new RangeError(
        `Expected a column of days (dayCol) beside ${name}, got none: all is learned day by day`,
      );
    }
    return { ...params, likelihoodCol, dayCol, hourCol: null, contextCols: [], horizon: null };
  }
  const contextCols = given.contextCols ?? contextsOf(table);
  for (const column of contextCols) findColumn(table, column);
  const resolved = { ...params, likelihoodCol, dayCol, hourCol: found('hourCol'), contextCols };
  // Contexts from the table's metadata haven't been checked yet.
  checkContexts(resolved);
  return resolved;
}
