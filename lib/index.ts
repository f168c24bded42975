/**
 * All that a morning needs: reads logs, learns who normally accesses what, judges a day, and hands alerts on.
 *
 * @module access-anomaly
 */

// Logs

export type { AccessReport } from './logs/AccessReport.js';
export type { RowReport, UnreadableReason, UnreadableSample } from './logs/group/rowReport.js';
export type { SuggestedFields } from './logs/inspect/suggestFields.js';
export { inspectLog, type LogInspection } from './logs/inspectLog.js';
export type { SkippedFile } from './logs/open/openFiles.js';
export { optionsFor } from './logs/optionsFor.js';
export type {
  AccountKind,
  AccountTreatment,
  CaseValue,
  ChangedValue,
  Family,
  FieldPredicate,
  JoinValue,
  Predicate,
  Profile,
  Scalar,
  TextValue,
  Value,
} from './logs/profiles/Profile.js';
export type { ProfileName } from './logs/profiles/profiles.js';
export type { LikelihoodKind, ReadAccessOptions, ReadProgress } from './logs/ReadAccessOptions.js';
export { readAccess } from './logs/readAccess.js';
export { type ReadEventsOptions, readEvents } from './logs/readEvents.js';
export type { LeftOutReason } from './logs/sources/EventSource.js';
export { type WithoutEmpty, withoutEmpty } from './logs/withoutEmpty.js';

// The evidence: the model to work with

export { AccessEvidence } from './evidence/AccessEvidence.js';
export { AccessEvidenceModel, type UpdateOptions } from './evidence/AccessEvidenceModel.js';
export { termsInWords } from './evidence/explain/termsInWords.js';
export type { EvidenceFitOptions, EvidenceProgress } from './evidence/fit/fitEvidence.js';
export type { ForgetOptions } from './evidence/fit/forgetEvidence.js';
export type { AccessEvidenceParams, Intruder, ResolvedEvidenceParams } from './evidence/params.js';
export type { EvidenceKind } from './evidence/score/kinds.js';
export type { TransformOptions } from './evidence/score/TransformOptions.js';
export type { Waiting } from './evidence/Waiting.js';

// The anomaly score: the original's model

export { AccessAnomaly, type FitOptions } from './original/AccessAnomaly.js';
export { AccessAnomalyModel } from './original/AccessAnomalyModel.js';
export type { ComplementSampler, ComplementSpace } from './original/fit/complementSet.js';
export type { InitialUserFactors } from './original/fit/initialUserFactors.js';
export type { FoldInOptions } from './original/fold/foldIn.js';
export type { AccessAnomalyParams, ResolvedParams } from './original/params.js';

// Alerts, from triage to the systems that receive them

export { type NewResourcesOptions, newResources } from './alerts/accounts/newResources.js';
export type { TellingAccess } from './alerts/accounts/tellingAccesses.js';
export { tellingOf } from './alerts/accounts/tellingOf.js';
export { readWatchlist, type Watched } from './alerts/accounts/watchlist.js';
export type { AlertKind } from './alerts/alertKind.js';
export type { AlertLimitOptions } from './alerts/alertLimit.js';
export { type AlertsAtRateOptions, alertsAtRate } from './alerts/alertsAtRate.js';
export { countKinds } from './alerts/countKinds.js';
export { type LearnDayOptions, type LearnedDay, learnDay } from './alerts/learnDay.js';
export { type RelearnOptions, relearnAnomaly } from './alerts/relearnAnomaly.js';
export type { ScoredDay } from './alerts/ScoredDay.js';
export { type ScoreDayOptions, scoreDay } from './alerts/scoreDay.js';
export {
  type LearningSelection,
  type SelectForLearningOptions,
  selectForLearning,
} from './alerts/selectForLearning.js';
export type { SeverityDays } from './alerts/severity.js';
export { type TopAccessesOptions, topAccesses } from './alerts/topAccesses.js';
export { type TriageOptions, triage } from './alerts/triage.js';
export { readVerdicts } from './alerts/verdicts/readVerdicts.js';
export { type TakenVerdicts, takeVerdicts } from './alerts/verdicts/takeVerdicts.js';
export type { Verdict } from './alerts/verdicts/Verdict.js';
export { verdictLines } from './alerts/verdicts/verdictLines.js';
export { withVerdicts } from './alerts/verdicts/withVerdicts.js';
export { type WindowOptions, windowOf } from './alerts/windowOf.js';
export { withNamedKinds } from './alerts/withNamedKinds.js';
export { nameCell, nameOfCell } from './base/text/nameCell.js';
export { checkTrust, type TrustInputs } from './evaluate/trust/checkTrust.js';
export type { Doubt } from './evaluate/trust/doubts/Doubt.js';
export { checkFolder } from './saving/checkFolder.js';
export { checkAlertTarget } from './sinks/checkAlertTarget.js';
export { type FindingOptions, findingsOf } from './sinks/findingsOf.js';
export { type HandedOn, handOn } from './sinks/handOn.js';
export { type Finding, OCSF_VERSION } from './sinks/ocsf/finding.js';
export type {
  AlertTarget,
  AzureTarget,
  Delivery,
  FileTarget,
  RetryOptions,
  ServiceOptions,
  SplunkTarget,
  TokenSource,
} from './sinks/targets.js';
export { writeAlerts } from './sinks/writeAlerts.js';

// Tables, SQL, and how to show them

export { showIncidents } from './notebook/incidents/showIncidents.js';
export type { FigureLike } from './notebook/show/displayBundle.js';
export { type Progress, progress } from './notebook/show/progress.js';
export type { FitProgress } from './notebook/show/progressHtml.js';
export { show } from './notebook/show/show.js';
export type { TableOptions } from './notebook/tables/tableOptions.js';
export { tableText } from './notebook/tables/tableText.js';
export { type SqlValue, sql } from './sql/sql.js';
export type { SqlScalar } from './sql/toParameter.js';
export { DataFactory, type DataFactoryOptions } from './synthetic/DataFactory.js';
export { findColumn as column } from './tables/findColumn.js';
export type { DataFrameLike } from './tables/isDataFrame.js';
export { type Summary, summarize } from './tables/summarize.js';
export { toDataFrame } from './tables/toDataFrame.js';
export { type TableInput, toTable } from './tables/toTable.js';

// Types that several of these use

export type { Named } from './accesses/Accesses.js';
export type { PairColumns } from './accesses/columns.js';
export type { Span } from './base/checks/span.js';
