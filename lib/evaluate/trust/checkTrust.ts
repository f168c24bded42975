import type { Table } from 'apache-arrow';
import { checkNames } from '../../base/checks/checkNames.js';
import { expectDate } from '../../base/checks/expect.js';
import { type AccessEvidenceModel, evidenceStateOf } from '../../evidence/AccessEvidenceModel.js';
import type { AccessReport } from '../../logs/AccessReport.js';
import { checkTable } from '../../tables/isTable.js';
import { aboutMissing, aboutNewcomers } from './doubts/aboutAccesses.js';
import { aboutAgain } from './doubts/aboutAgain.js';
import { aboutClocks, aboutFarDays, aboutFuture, aboutGaps } from './doubts/aboutClocks.js';
import { aboutContexts } from './doubts/aboutContexts.js';
import { aboutCalibration, aboutComparison } from './doubts/aboutFigures.js';
import { aboutLog, aboutVerdicts } from './doubts/aboutLog.js';
import { aboutMoved, aboutServices } from './doubts/aboutServices.js';
import { aboutSize } from './doubts/aboutSize.js';
import { aboutTime } from './doubts/aboutTime.js';
import type { Doubt } from './doubts/Doubt.js';

/** What is known about a model; missing inputs aren't checked. */
export interface TrustInputs {
  model: AccessEvidenceModel;
  /** The report of the log; see `readAccess`. */
  report?: AccessReport;
  /** The table of `compareRankers`, with the model's row first. */
  comparison?: Table;
  /** The table of `calibration`. */
  calibration?: Table;
  /** The table of `transform` with `kinds`. */
  scored?: Table;
  /** The table of `triage`, which notes how verdicts were applied. */
  alerts?: Table;
  /** No access can be later than this. Default: now. */
  now?: Date;
}

/**
 * Can you trust a model on this log? It looks for reasons not to: few users, a short log, rows that could not
 * be read, figures no better than a simple rule's, mostly newcomers, broken promises of alarm rates, accounts
 * that behave like service accounts (`likelyServices`), times that can't be right, verdicts that contradict
 * each other or hide much.
 *
 * @throws TypeError if there is no model of evidence, or an input isn't a table where it has to be;
 *   RangeError naming an unknown input
 *
 * @example
 * for (const { doubt, advice } of checkTrust({ model, report })) console.log(doubt, advice);
 */
export function checkTrust(inputs: TrustInputs): Doubt[] {
  checkNames('checkTrust inputs', inputs, [
    ...['model', 'report', 'comparison', 'calibration', 'scored', 'alerts', 'now'],
  ]);
  const { model, report, comparison, calibration, scored, alerts, now = new Date() } = inputs;
  expectDate('now', now);
  const state = evidenceStateOf(model, 'model');
  for (const table of [comparison, calibration, scored, alerts]) if (table !== undefined) checkTable(table);
  return [
    ...aboutSize(model, state),
    ...aboutTime(state),
    ...aboutFarDays(state),
    ...aboutGaps(state),
    ...aboutContexts(state),
    ...aboutServices(state),
    ...aboutLog(report),
    ...aboutClocks(report, now),
    ...aboutFuture(state, scored, now),
    ...aboutAgain(state, report, scored),
    ...aboutVerdicts(alerts),
    ...aboutComparison(comparison),
    ...aboutCalibration(calibration),
    ...aboutNewcomers(scored),
    ...aboutMissing(state, scored),
    ...aboutMoved(state, scored),
  ];
}
