/**
 * Measures how good a model is, and how it drifts.
 *
 * @module access-anomaly/evaluate
 */

export { type CompareRankersOptions, compareRankers } from '../evaluate/compare/compareRankers.js';
export { type CompareOptions, compareRankings } from '../evaluate/compare/compareRankings.js';
export { type Ranker, rankerOf, scoreBy } from '../evaluate/compare/ranker.js';
export type { DriftOf } from '../evaluate/drift/driftRows.js';
export { type DriftModel, modelDrift } from '../evaluate/drift/modelDrift.js';
export { precisionAtBudget, precisionOf, recallAtBudget, recallOf } from '../evaluate/metrics/atBudget.js';
export { averagePrecision, averagePrecisionOf } from '../evaluate/metrics/averagePrecision.js';
export { type BootstrapOptions, bootstrap, type Interval } from '../evaluate/metrics/bootstrap.js';
export { type Curve, precisionRecallCurve, rocCurve } from '../evaluate/metrics/curves.js';
export type { Labels, Ranking, RankingGroup, Scores } from '../evaluate/metrics/rankScores.js';
export { rocAuc, rocAucOf } from '../evaluate/metrics/rocAuc.js';
export { peersBaseline } from '../evaluate/rules/peersBaseline.js';
export { type Baseline, rarityBaseline } from '../evaluate/rules/rarityBaseline.js';
export { seenBefore } from '../evaluate/rules/seenBefore.js';
export { type HoldOutOptions, holdOut } from '../evaluate/splits/holdOut.js';
export { type HoldOutEventsOptions, holdOutEvents } from '../evaluate/splits/holdOutEvents.js';
export { holdOutPairs } from '../evaluate/splits/holdOutPairs.js';
export { type MakeTestOptions, makeTest } from '../evaluate/splits/makeTest.js';
export { type SplitByTimeOptions, splitByTime } from '../evaluate/splits/splitByTime.js';
export { type UnseenPairsOptions, unseenPairs } from '../evaluate/splits/unseenPairs.js';
export { type CalibrationOptions, calibration } from '../evaluate/trust/calibration.js';
export { likelyServices } from '../evaluate/trust/likelyServices.js';
