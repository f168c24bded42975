// The evidence: the model to work with

export { type AlertsAtRateOptions, alertsAtRate } from './alerts/alertsAtRate.js';
export { type CalibrationOptions, calibration } from './evaluate/trust/calibration.js';
export { likelyServices } from './evaluate/trust/likelyServices.js';
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

export { trainAls } from './als/trainAls.js';
export type { AlsModel, AlsOptions, AlsProgress, Ratings } from './als/types.js';
export { AccessAnomaly, type FitOptions, type RemoteFitOptions } from './original/AccessAnomaly.js';
export { AccessAnomalyModel } from './original/AccessAnomalyModel.js';
export type { ComplementSampler, ComplementSpace } from './original/fit/complementSet.js';
export type { InitialUserFactors } from './original/fit/initialUserFactors.js';
export type { FoldInOptions } from './original/fold/foldIn.js';
export type { AccessAnomalyParams, ResolvedParams } from './original/params.js';

// Logs

export type { AccessReport } from './logs/AccessReport.js';
export { type Given, given } from './logs/given.js';
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

// Past one machine: Spark

export type { RemoteModel, RemoteProgress } from './original/model/RemoteTable.js';
export type { SparkProgress, SparkRunOptions } from './spark/client/execute.js';
export type { SparkScalar } from './spark/client/literal.js';
export { SparkError } from './spark/client/SparkError.js';
export type { SparkTable, SparkWriteOptions } from './spark/client/SparkTable.js';
export type { SparkField } from './spark/client/schema.js';
export { connectSpark } from './spark/connectSpark.js';
export { type LocalSpark, type StartSparkOptions, startSpark } from './spark/local/startSpark.js';
export type { Spark, SparkParams } from './spark/Spark.js';
export type { SparkAnomalyModel } from './spark/score/SparkAnomalyModel.js';

// Tables and SQL

export { type SqlValue, sql } from './sql/sql.js';
export type { SqlScalar } from './sql/toParameter.js';
export { findColumn as column } from './tables/findColumn.js';
export type { DataFrameLike } from './tables/isDataFrame.js';
export { type Summary, summarize } from './tables/summarize.js';
export { toDataFrame } from './tables/toDataFrame.js';
export { type TableInput, toTable } from './tables/toTable.js';

// Alerts, from triage to whom they concern

export { HALF_LIFE_DAYS } from './alerts/accounts/incidents.js';
export { type NewResourcesOptions, newResources } from './alerts/accounts/newResources.js';
export type { TellingAccess } from './alerts/accounts/tellingAccesses.js';
export { tellingOf } from './alerts/accounts/tellingOf.js';
export { readWatchlist, type Watched } from './alerts/accounts/watchlist.js';
export type { AlertKind } from './alerts/alertKind.js';
export type { AlertLimitOptions } from './alerts/alertLimit.js';
export { type LearnDayOptions, type LearnedDay, learnDay } from './alerts/learnDay.js';
export {
  bandOf,
  SEVERITY_BANDS,
  SEVERITY_DAYS,
  type SeverityBand,
  type SeverityDays,
  severityOf,
} from './alerts/severity.js';
export type { NamedInContext } from './alerts/tellingRows.js';
export { type ToLearn, type ToLearnOptions, toLearn } from './alerts/toLearn.js';
export { type TriageOptions, triage } from './alerts/triage.js';
export { applyVerdicts } from './alerts/verdicts/applyVerdicts.js';
export type { Conflict, Judgement } from './alerts/verdicts/Judgement.js';
export { judgementText } from './alerts/verdicts/noteJudgement.js';
export { readVerdicts } from './alerts/verdicts/readVerdicts.js';
export type { Verdict } from './alerts/verdicts/Verdict.js';
export { withVerdicts } from './alerts/verdicts/withVerdicts.js';
export { type WindowOptions, windowOf } from './alerts/windowOf.js';
export { nameCell, nameOfCell } from './base/text/nameCell.js';
export type { Doubt } from './evaluate/trust/doubts/Doubt.js';
export { type DoubtInputs, doubtsOf } from './evaluate/trust/doubtsOf.js';
export { type FindingOptions, findingsOf } from './sinks/findingsOf.js';
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

// Evaluating models, and how they drift

export { type CompareRankersOptions, compareRankers } from './evaluate/compare/compareRankers.js';
export { type CompareOptions, compareRankings } from './evaluate/compare/compareRankings.js';
export { type Ranker, rankerOf, scoreBy } from './evaluate/compare/ranker.js';
export type { DriftOf } from './evaluate/drift/driftRows.js';
export { type DriftModel, modelDrift } from './evaluate/drift/modelDrift.js';
export { precisionAtBudget, precisionOf, recallAtBudget, recallOf } from './evaluate/metrics/atBudget.js';
export { averagePrecision, averagePrecisionOf } from './evaluate/metrics/averagePrecision.js';
export { type BootstrapOptions, bootstrap, type Interval } from './evaluate/metrics/bootstrap.js';
export { type Curve, precisionRecallCurve, rocCurve } from './evaluate/metrics/curves.js';
export type { Labels, Ranking, RankingGroup, Scores } from './evaluate/metrics/rankScores.js';
export { rocAuc, rocAucOf } from './evaluate/metrics/rocAuc.js';
export { peersBaseline } from './evaluate/rules/peersBaseline.js';
export { type Baseline, rarityBaseline } from './evaluate/rules/rarityBaseline.js';
export { seenBefore } from './evaluate/rules/seenBefore.js';
export { type HoldOutOptions, holdOut } from './evaluate/splits/holdOut.js';
export { type HoldOutEventsOptions, holdOutEvents } from './evaluate/splits/holdOutEvents.js';
export { holdOutPairs } from './evaluate/splits/holdOutPairs.js';
export { type MakeTestOptions, makeTest } from './evaluate/splits/makeTest.js';
export { type SplitByTimeOptions, splitByTime } from './evaluate/splits/splitByTime.js';
export { type UnseenPairsOptions, unseenPairs } from './evaluate/splits/unseenPairs.js';

// Figures

export { type AccessContextOptions, accessContext } from './figures/accessContext.js';
export { type AccessMapOptions, accessMap } from './figures/accessMap.js';
export { type AccessSankeyOptions, accessSankey } from './figures/accessSankey.js';
export { alertTimeline, type TimelineOptions, type TimelineTrace } from './figures/alertTimeline.js';
export { type CalibrationTrace, calibrationCurves } from './figures/calibrationCurves.js';
export { type BarTrace, type DriftBarsOptions, driftBars } from './figures/driftBars.js';
export { type EvidenceBarsOptions, type EvidenceTrace, evidenceBars } from './figures/evidenceBars.js';
export { type FitPoint, fitCurve, type LineTrace } from './figures/fitCurve.js';
export type { MapTrace } from './figures/map/trace.js';
export type { Figure, Json, Layout, TitleOption, Trace } from './figures/plotly/figure.js';
export { type CurveTrace, rankingCurves } from './figures/rankingCurves.js';
export { type AccessKind, type ColouredAccess, colourAccesses } from './figures/sankey/colourAccesses.js';
export { type AccessNode, indexNodes, type NodeIndex } from './figures/sankey/indexNodes.js';
export { type Access, type AccessColumns, sankeyAccesses } from './figures/sankey/sankeyAccesses.js';
export { sankeyLayout } from './figures/sankey/sankeyLayout.js';
export { type SankeyTrace, sankeyTrace } from './figures/sankey/sankeyTrace.js';
export { subtractAnomalies } from './figures/sankey/subtractAnomalies.js';
export {
  type HistogramTrace,
  type ScoreDistributionOptions,
  type ScoreGroup,
  scoreDistribution,
} from './figures/scoreDistribution.js';

// The notebook

export {
  type IncidentOptions,
  type IncidentsBox,
  incidentsBox,
  showIncidents,
} from './notebook/incidents/showIncidents.js';
export {
  ALERTS_MIME,
  type AlertsBox,
  type AlertsOutcome,
  type AlertsSummary,
  alertsBox,
} from './notebook/show/alertsBox.js';
export type { MimeBundle } from './notebook/show/display.js';
export { displayBundle, type FigureLike } from './notebook/show/displayBundle.js';
export { type DoubtsBox, doubtsBox } from './notebook/show/doubtsBox.js';
export { type Progress, progress } from './notebook/show/progress.js';
export type { FitProgress } from './notebook/show/progressHtml.js';
export { readingProgress } from './notebook/show/readingProgress.js';
export { show } from './notebook/show/show.js';
export { LOG_MIME, type LogOutcome, showLog } from './notebook/show/showLog.js';
export { type ShowReportOptions, showReport } from './notebook/show/showReport.js';
export { tableHtml } from './notebook/tables/tableHtml.js';
export type { TableOptions } from './notebook/tables/tableOptions.js';
export { tableText } from './notebook/tables/tableText.js';
export { type Account, Selection, type SelectionOptions, selection } from './notebook/widget/selection.js';
export { Widget, type WidgetOptions } from './notebook/widget/Widget.js';

// Made-up data

export { DataFactory, type DataFactoryOptions } from './synthetic/DataFactory.js';

// What several of these speak of

export type { Named } from './accesses/Accesses.js';
export type { PairColumns } from './accesses/columns.js';
export type { Span } from './base/checks/span.js';
