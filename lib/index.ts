export { trainAls } from './als/trainAls.js';
export type { AlsModel, AlsOptions, AlsProgress, Ratings } from './als/types.js';
export { AccessAnomaly, type FitOptions } from './anomaly/AccessAnomaly.js';
export { AccessAnomalyModel } from './anomaly/AccessAnomalyModel.js';
export type { ComplementSampler, ComplementSpace } from './anomaly/complementSet.js';
export type { InitialUserFactors } from './anomaly/initialUserFactors.js';
export { modelDrift } from './anomaly/modelDrift.js';
export type { AccessAnomalyParams, ResolvedParams } from './anomaly/params.js';
export type { Span } from './anomaly/span.js';
export { type AccessReport, type ReadAccessOptions, readAccess } from './data/files/readAccess.js';
export { type SqlValue, sql } from './data/sql/sql.js';
export { DataFactory, type DataFactoryOptions } from './data/synthetic/DataFactory.js';
export { type Summary, summarize } from './data/tables/summarize.js';
export { toDataFrame } from './data/tables/toDataFrame.js';
export { type TableInput, toTable } from './data/tables/toTable.js';
export { averagePrecision } from './evaluate/averagePrecision.js';
export { type HoldOutOptions, holdOut } from './evaluate/holdOut.js';
export { type Baseline, rarityBaseline } from './evaluate/rarityBaseline.js';
export type { PairColumns } from './evaluate/readPairs.js';
export { rocAuc } from './evaluate/rocAuc.js';
export { type UnseenPairsOptions, unseenPairs } from './evaluate/unseenPairs.js';
export { type AccessSankeyOptions, accessSankey } from './figures/accessSankey.js';
export { type AccessKind, type ColouredAccess, colourAccesses } from './figures/colourAccesses.js';
export { type DriftBarsOptions, driftBars } from './figures/driftBars.js';
export type { Figure } from './figures/figure.js';
export { type FitPoint, fitCurve } from './figures/fitCurve.js';
export { type AccessNode, indexNodes, type NodeIndex } from './figures/indexNodes.js';
export { type Access, type AccessColumns, sankeyAccesses } from './figures/sankeyAccesses.js';
export { sankeyLayout } from './figures/sankeyLayout.js';
export { type SankeyTrace, sankeyTrace } from './figures/sankeyTrace.js';
export {
  type ScoreDistributionOptions,
  type ScoreGroup,
  scoreDistribution,
} from './figures/scoreDistribution.js';
export { subtractAnomalies } from './figures/subtractAnomalies.js';
export { type Progress, progress } from './notebook/progress.js';
export { type FigureLike, show } from './notebook/show.js';
export { tableHtml } from './notebook/tableHtml.js';
export type { TableOptions } from './notebook/tableOptions.js';
export { tableText } from './notebook/tableText.js';
