import type { Table } from 'apache-arrow';
import { withColumn, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from './EvidenceState.js';
import { kindOf } from './kinds.js';
import { rowsOf } from './rowsOf.js';
import { scoreCells } from './scoreCells.js';
import { isForeign, scoreColumns } from './scoreColumns.js';
import type { Asked } from './TransformOptions.js';

/** A table with what a model says of its rows; see `AccessEvidenceModel.transform`. */
export function addEvidence(state: EvidenceState, table: Table, asked: Asked): Table {
  const { cells, cellOf, columns: own } = rowsOf(table, state.counts, state.params);
  const scored = scoreCells(state, cells, asked.window);
  let result = table.select(table.schema.names.filter((name) => !isForeign(String(name), own)));
  for (const [name, of] of scoreColumns(asked)) {
    const values = scored[of]!;
    result = withColumn(
      result,
      name,
      Float64Array.from(cellOf, (cell) => values[cell]),
    );
  }
  if (!asked.kinds) return result;
  return withText(
    result,
    'kind',
    Array.from(cellOf, (cell) => kindOf(cells, cell)),
  );
}
