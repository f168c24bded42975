import type { Table } from 'apache-arrow';
import { accessesNamed } from '../accesses/accessesNamed.js';
import { likelihoodsOf, timesOf } from '../accesses/sums.js';
import { checkNames } from '../base/checks/checkNames.js';
import { expectNumber } from '../base/checks/expect.js';
import { gather } from '../base/numbers/gather.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../evidence/AccessEvidenceModel.js';
import { explanationOf } from '../evidence/explain/explanationOf.js';
import { nextPValues } from '../evidence/score/cellPValues.js';
import { scoresOf } from '../evidence/score/scoresOf.js';
import { type AlertLimitOptions, alertLimit } from './alertLimit.js';
import { alertOrder } from './alertOrder.js';
import { alertTable } from './alertTable.js';
import { applyVerdicts } from './applyVerdicts.js';
import { checkVerdictContexts } from './checkVerdictContexts.js';
import { DEFAULT_DAYS } from './falseAlarmRate.js';
import { LEAST_SEVERITY, severityOf } from './severity.js';
import { namesInContext, tellingRows } from './tellingRows.js';
import type { Verdict } from './verdicts.js';
import { windowFor } from './windowOf.js';

export interface TriageOptions extends AlertLimitOptions {
  model: AccessEvidenceModel;
  /** The least severity of an alert, 0 to 100, whichever of the three is given. Default: 0: any. */
  leastSeverity?: number;
  /** What was decided before; see `readVerdicts`. */
  verdicts?: readonly Verdict[];
  /** How many days the accesses are of. Default: 1. */
  days?: number;
  /**
   * The time of the accesses as a share of the time of the fit. Default: by the model's span and `days`, else
   * by numbers of accesses; see `windowOf`.
   */
  window?: number;
  /** The moment that verdicts expire against. Default: now. */
  now?: Date;
}

/**
 * From accesses to alerts: a row for each, the most evidence first. Accesses that are expected are left out
 * and counted. Where the evidence is the same, the smaller p-value comes first, then the resource that fewer
 * users have, the user that has fewer resources, and the access that was made more often. What is still the
 * same stands in the order of a hash of the names.
 *
 * @param table accesses with the columns that the model names (others are of no matter), a row each or
 *   several; times in columns `first` and `last`, or `time`
 * @returns tenant, user, res; kind; evidence; p_value (`p_next`); severity (0 to 100, see `SEVERITY_BANDS`);
 *   reason; first and last; likelihood; false_alarms_a_day, how many normal accesses a day have as much
 *   evidence; verdict, what was decided of it before. A model with contexts adds intruder (the likeliest),
 *   the day, hour and contexts that have the most evidence of those in which the access was made (first and
 *   last are of it), and other_contexts, how many others there were. The table's metadata say under
 *   `suppressed` what verdicts did
 * @throws RangeError or TypeError naming the option, the column or the row that can't be used
 *
 * @example
 * const alerts = triage(today, { model, budget: 25, verdicts: await readVerdicts('verdicts.csv') });
 * show(alerts.select(['user', 'res', 'severity', 'reason']));
 */
export function triage(table: Table, options: TriageOptions): Table {
  checkNames('triage options', options ?? {}, [
    'model',
    'budget',
    'falseAlarmsADay',
    'threshold',
    'leastSeverity',
    'verdicts',
    'days',
    'window',
    'now',
  ]);
  const {
    model,
    verdicts = [],
    days = DEFAULT_DAYS,
    leastSeverity = LEAST_SEVERITY,
    now = new Date(),
  } = options ?? {};
  const isSeverity = (value: number) => value >= 0 && value <= 100;
  expectNumber('leastSeverity', leastSeverity, 'a number from 0 to 100', isSeverity);
  const state = evidenceStateOf(model, 'model');
  checkVerdictContexts(verdicts, state.params);
  const choose = alertLimit(options, days);
  const accesses = accessesNamed(table, state.params);
  const likelihood = likelihoodsOf(accesses, state.params.likelihoodCol);
  const window = windowFor(model, options, accesses.size);
  const scores = scoresOf(state, accesses);
  const { rows } = scores;
  const named = namesInContext(accesses, rows, state.params.contextCols);
  const judgement = applyVerdicts(named, verdicts, now);
  const telling = tellingRows(rows, judgement.verdicts, accesses.size);
  const p = nextPValues(state, scores, window);
  // An access whose rows are all expected has no telling row.
  const ofTelling = <T>(values: ArrayLike<T>, otherwise: T) =>
    Array.from(telling, (row) => (row < 0 ? otherwise : values[row]));
  const candidates = {
    names: accesses.names(),
    evidence: Float64Array.from(ofTelling(rows.evidence, Number.NEGATIVE_INFINITY)),
    p: Float64Array.from(ofTelling(p, 1)),
    likelihood,
    numRows: rows.cellOf.length,
  };
  const open = Int32Array.from(telling.keys()).filter(
    (n) => telling[n] >= 0 && severityOf(candidates.evidence[n]) >= leastSeverity,
  );
  const chosen = choose(open, candidates);
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
