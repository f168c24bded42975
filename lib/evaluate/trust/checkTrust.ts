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

/** What is known of a model; what isn't given isn't looked at. */
export interface TrustInputs {
  model: AccessEvidenceModel;
  /** Of the log that is looked at; see `readAccess`. */
  report?: AccessReport;
  /** Of `compareRankers`, the model's row first. */
  comparison?: Table;
  /** Of `calibration`. */
  calibration?: Table;
  /** Of `transform` with `kinds`. */
  scored?: Table;
  /** Of `triage`: what verdicts made of them. */
  alerts?: Table;
  /** What no access can be later than. Default: now. */
  now?: Date;
}

/**
 * Is a model to be trusted on this log? Looks for what makes its list worth little: few users, a short log,
 * rows that could not be read, figures no better than a simple rule's, most accesses by newcomers, promises
 * that are not kept, accounts that behave as service accounts do (`likelyServices`), times that can't be
 * right, a log that was learned before, verdicts that contradict each other or hide much.
 *
 * @throws TypeError where there is no model of evidence, or no table where one has to be, RangeError naming
 *   an input that isn't known
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
