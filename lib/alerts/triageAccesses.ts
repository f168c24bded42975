import type { Table } from 'apache-arrow';
import { likelihoodsOf, timesOf } from '../accesses/sums.js';
import { gather } from '../base/numbers/gather.js';
import { explanationOf } from '../evidence/explain/explanationOf.js';
import type { AlertLimit } from './alertLimit.js';
import { alertOrder } from './alertOrder.js';
import { alertTable } from './alertTable.js';
import type { JudgedAccesses } from './judgedAccesses.js';
import { severityOf } from './severity.js';

/** Alerts by access: a row for each access that raises one, the most evidence first; see `triage`. */
export function triageAccesses(
  judged: JudgedAccesses,
  { choose, leastSeverity, days }: { choose: AlertLimit['ofAccesses']; leastSeverity: number; days: number },
): Table {
  const { state, accesses, scores, judgement, telling, p } = judged;
  const { rows } = scores;
  // An access whose rows are all expected has no telling row.
  const ofTelling = <T>(values: ArrayLike<T>, otherwise: T) =>
    Array.from(telling, (row) => (row < 0 ? otherwise : values[row]));
  const candidates = {
    names: accesses.names(),
    evidence: Float64Array.from(ofTelling(rows.evidence, Number.NEGATIVE_INFINITY)),
    p: Float64Array.from(ofTelling(p, 1)),
    likelihood: likelihoodsOf(accesses, state.params.likelihoodCol),
    numRows: rows.cellOf.length,
  };
  const open = Int32Array.from(telling.keys()).filter(
    (n) => telling[n] >= 0 && severityOf(candidates.evidence[n]) >= leastSeverity,
  );
  const chosen = choose(open, candidates, days);
  const explanation = explanationOf(state, accesses, gather(telling, chosen));
  const order = alertOrder(chosen, candidates, explanation.found);
  const times = timesOf(accesses.table, rows.rowOf, rows.cellOf.length);
  return alertTable(order, chosen, {
    ...candidates,
    first: ofTelling(times.first, null),
    last: ofTelling(times.last, null),
    ...{ state, accesses, scores, telling, explanation, judgement, days },
  });
}
