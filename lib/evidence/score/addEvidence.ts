import type { Table } from 'apache-arrow';
import { remember } from '../../accesses/Accesses.js';
import { accessesNamed } from '../../accesses/accessesNamed.js';
import { withColumn, withText } from '../../tables/withColumn.js';
import type { EvidenceState } from './EvidenceState.js';
import { kindOf } from './kinds.js';
import { isForeign, scoreColumns } from './scoreColumns.js';
import { scoresOf } from './scoresOf.js';
import type { AskedScores } from './TransformOptions.js';

/** A table with what a model says of its rows; see `AccessEvidenceModel.transform`. */
export function addEvidence(state: EvidenceState, table: Table, asked: AskedScores): Table {
  const accesses = accessesNamed(table, state.params);
  const scores = scoresOf(state, accesses);
  const { accessOf } = accesses.distinct;
  const kept = table.schema.names.filter((name) => !isForeign(String(name), accesses.columns));
  let result = table.select(kept);
  for (const [name, values] of scoreColumns(state, scores, asked)) {
    const ofRows = Float64Array.from(accessOf, (access) => values[access]);
    result = withColumn(result, name, ofRows);
  }
  if (asked.kinds) {
    const kinds = Array.from(accessOf, (access) => kindOf(scores.cells, access));
    result = withText(result, 'kind', kinds);
  }
  remember(accesses.withTable(result));
  return result;
}
