import type { Table } from 'apache-arrow';
import { remember } from '../../accesses/Accesses.js';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { gatherFloats } from '../../base/numbers/gather.js';
import { withColumn, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from './EvidenceState.js';
import { isReplaced, kindColumns, ownColumns, scoreColumns } from './scoreColumns.js';
import { scoresOf } from './scoresOf.js';
import type { AskedScores } from './TransformOptions.js';

/** A table with a model's scores of its rows; see `AccessEvidenceModel.transform`. */
export function addEvidence(state: EvidenceState, table: Table, asked: AskedScores): Table {
  const accesses = accessesNamed(table, state.params);
  const scores = scoresOf(state, accesses);
  const { rowOf } = scores.rows;
  const own = ownColumns(accesses.columns, state.params);
  const kept = table.schema.names.filter((name) => !isReplaced(String(name), own, state));
  let result = table.select(kept);
  for (const [name, values] of scoreColumns(state, scores, asked)) {
    const ofRows = gatherFloats(values, rowOf);
    result = withColumn(result, name, ofRows);
  }
  for (const [name, values] of kindColumns(state, scores, asked)) {
    const ofRows = Array.from(rowOf, (row) => values[row]);
    result = withText(result, name, ofRows);
  }
  remember(accesses.withTable(result));
  return result;
}
