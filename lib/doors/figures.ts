/**
 * Figures as Plotly's JSON, which `show` draws.
 *
 * @module access-anomaly/figures
 */

export { type AccessContextOptions, accessContext } from '../figures/accessContext.js';
export { type AccessMapOptions, accessMap } from '../figures/accessMap.js';
export { type AccessSankeyOptions, accessSankey } from '../figures/accessSankey.js';
export { alertTimeline, type TimelineOptions, type TimelineTrace } from '../figures/alertTimeline.js';
export { type CalibrationTrace, calibrationCurves } from '../figures/calibrationCurves.js';
export { type BarTrace, type DriftBarsOptions, driftBars } from '../figures/driftBars.js';
export { type EvidenceBarsOptions, type EvidenceTrace, evidenceBars } from '../figures/evidenceBars.js';
export { evidenceDistribution } from '../figures/evidenceDistribution.js';
export { type FitPoint, fitCurve, type LineTrace } from '../figures/fitCurve.js';
export type { MapTrace } from '../figures/map/trace.js';
export type { Figure, Json, Layout, TitleOption, Trace } from '../figures/plotly/figure.js';
export { type CurveTrace, rankingCurves } from '../figures/rankingCurves.js';
export type { AccessKind, ColouredAccess } from '../figures/sankey/colourAccesses.js';
export type { AccessNode } from '../figures/sankey/indexNodes.js';
export { sankeyLayout } from '../figures/sankey/sankeyLayout.js';
export { type SankeyTrace, sankeyTrace } from '../figures/sankey/sankeyTrace.js';
export {
  type HistogramTrace,
  type ScoreDistributionOptions,
  type ScoreGroup,
  scoreDistribution,
} from '../figures/scoreDistribution.js';
