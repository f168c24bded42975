import type { Table, Vector } from 'apache-arrow';
import type { Accesses } from '../accesses/Accesses.js';
import type { AccessTimes } from '../accesses/sums.js';
import type { Explanation } from '../evidence/explain/explanationOf.js';
import type { EvidenceState } from '../evidence/score/EvidenceState.js';
import type { AccessScores } from '../evidence/score/scoresOf.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import { alertKind } from './alertKind.js';
import type { Candidates } from './alertOrder.js';
import { contextColumn, contextValues } from './contextColumns.js';
import { severityOf } from './severity.js';
import type { Judgement } from './verdicts/Judgement.js';
import { noteJudgement } from './verdicts/noteJudgement.js';

/** What is known about the distinct accesses, and the explanation of those that raised an alert. */
interface AlertParts extends Candidates, AccessTimes {
  state: EvidenceState;
  accesses: Accesses;
  scores: AccessScores;
  /** For each access, the row of the scores that the alert is about. */
  telling: Int32Array;
  explanation: Explanation;
  judgement: Judgement;
  days: number;
}

/**
 * The table of alerts; see `triage`.
 *
 * @param order positions in `chosen`
 */
export function alertTable(order: Int32Array, chosen: Int32Array, parts: AlertParts): Table {
  const { names, evidence, p, likelihood, numRows, first, last, explanation, judgement, days } = parts;
  const { cells } = parts.scores;
  const { reasons } = explanation;
  const text = (value: (n: number, place: number) => string | null) =>
    makeColumn.string(Array.from(order, (place) => value(chosen[place], place)));
  const number = (value: (n: number) => number) =>
    makeColumn.float64(Array.from(order, (place) => value(chosen[place])));
  const time = (values: readonly (number | null)[]) =>
    makeColumn.moments(Array.from(order, (place) => values[chosen[place]]));
  const columns: [string, Vector][] = [
    ['tenant', text((n) => names[n].tenant)],
    ['user', text((n) => names[n].user)],
    ['res', text((n) => names[n].res)],
    ['kind', text((n) => alertKind(cells, n))],
    ['evidence', number((n) => evidence[n])],
    ['p_value', number((n) => p[n])],
    ['severity', number((n) => severityOf(evidence[n]))],
    ['reason', text((_, place) => reasons[place])],
    ['first', time(first)],
    ['last', time(last)],
    ['likelihood', number((n) => likelihood[n])],
    ['false_alarms_a_day', number((n) => (p[n] * numRows) / days)],
    ['verdict', text((n) => judgement.verdicts[parts.telling[n]]?.verdict ?? null)],
  ];
  const table = tableFromVectors([...columns, ...inContext(order, chosen, parts, columns)]);
  noteJudgement(table, judgement, parts.scores.rows.evidence);
  return table;
}

/** The columns of a model with contexts: the intruder, and the most telling context. */
function inContext(
  order: Int32Array,
  chosen: Int32Array,
  { state, accesses, scores: { rows }, telling, explanation }: AlertParts,
  columns: readonly (readonly [string, Vector])[],
): [string, Vector][] {
  if (state.time === null) return [];
  const told = Int32Array.from(order, (place) => telling[chosen[place]]);
  const tableRows = told.map((row) => rows.firstRow[row]);
  const taken = columns.map(([name]) => name);
  // The columns of days and hours may have the name of a column of alerts.
  const own = contextValues(state, accesses.table, tableRows)
    .filter(({ name }) => !taken.includes(name))
    .map(contextColumn);
  if (rows.intruders === null) return own;
  const numContexts = new Int32Array(accesses.size);
  for (const access of rows.cellOf) numContexts[access]++;
  return [
    ['intruder', makeColumn.string(Array.from(order, (place) => explanation.intruders[place]))],
    ...own,
    ['other_contexts', makeColumn.int32(Array.from(order, (place) => numContexts[chosen[place]] - 1))],
  ];
}
