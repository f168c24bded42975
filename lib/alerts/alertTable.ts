import type { Table } from 'apache-arrow';
import type { AccessTimes } from '../accesses/sums.js';
import type { Explanation } from '../evidence/explain/explanationOf.js';
import type { Cells } from '../evidence/score/cells.js';
import { type EvidenceKind, kindOf } from '../evidence/score/kinds.js';
import { makeColumn } from '../tables/makeColumn.js';
import { tableFromVectors } from '../tables/tableFromVectors.js';
import type { Candidates } from './alertOrder.js';
import { type Judgement, judgementText } from './applyVerdicts.js';
import { severityOf } from './severity.js';

/** What is known of who made an access that raised an alert. */
export type AlertKind =
  | 'scored'
  | 'seen before'
  | 'not connected'
  | 'new user'
  | 'new resource'
  | 'new tenant';

/** What is said of the distinct accesses, and of those that raised an alert the explanation. */
interface AlertParts extends Candidates, AccessTimes {
  cells: Cells;
  explanation: Explanation;
  judgement: Judgement;
  days: number;
}

/**
 * The table of alerts; see `triage`.
 *
 * @param order positions in `chosen`
 */
export function alertTable(
  order: Int32Array,
  chosen: Int32Array,
  { names, evidence, p, likelihood, first, last, cells, explanation, judgement, days }: AlertParts,
): Table {
  const { reasons, shares } = explanation;
  const text = (value: (n: number, place: number) => string | null) =>
    makeColumn.string(Array.from(order, (place) => value(chosen[place], place)));
  const number = (value: (n: number) => number) =>
    makeColumn.float64(Array.from(order, (place) => value(chosen[place])));
  const time = (values: readonly (number | null)[]) =>
    makeColumn.milliseconds(
      Array.from(order, (place) => {
        const at = values[chosen[place]];
        return at === null ? null : BigInt(Math.round(at));
      }),
    );
  const isConnected = (place: number) => shares.share_peers[place] > 0 || shares.share_alike[place] > 0;
  const table = tableFromVectors([
    ['tenant', text((n) => names[n].tenant)],
    ['user', text((n) => names[n].user)],
    ['res', text((n) => names[n].res)],
    ['kind', text((n, place) => alertKind(kindOf(cells, n), isConnected(place)))],
    ['evidence', number((n) => evidence[n])],
    ['p_value', number((n) => p[n])],
    ['severity', number((n) => severityOf(evidence[n]))],
    ['reason', text((_, place) => reasons[place])],
    ['first', time(first)],
    ['last', time(last)],
    ['likelihood', number((n) => likelihood[n])],
    ['false_alarms_a_day', number((n) => (p[n] * p.length) / days)],
    ['verdict', text((n) => judgement.verdicts[n]?.verdict ?? null)],
  ]);
  table.schema.metadata.set('suppressed', judgement.numRules > 0 ? judgementText(judgement) : 'no verdicts');
  return table;
}

function alertKind(kind: EvidenceKind, isConnected: boolean): AlertKind {
  if (kind === 'seen') return 'seen before';
  if (kind === 'novel') return isConnected ? 'scored' : 'not connected';
  return `new ${kind.slice('cold '.length)}` as AlertKind;
}
