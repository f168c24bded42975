import type { AccessLog } from '../../accesses/accessLog.js';
import { concatenate } from '../../base/numbers/concatenate.js';
import { gatherFloats } from '../../base/numbers/gather.js';
import { startsOf } from '../../base/numbers/startsOf.js';
import { sum } from '../../base/numbers/sum.js';
import { type Comparisons, compareValues } from '../context/apartness.js';
import { countContext } from '../context/contextCounts.js';
import {
  type ContextWeights,
  contextRatios,
  contextTermOf,
  tellApart,
  weightOf,
} from '../context/contextTerms.js';
import type { ContextSightings } from '../context/sightings.js';
import type { Mixture } from '../mixture/mixture.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { Cells } from '../score/cells.js';
import { mixIntruders } from '../score/intruders.js';
import type { Calibration } from '../score/pValues.js';
import type { ForeseenWindow } from '../score/TimeState.js';
import { type TenantWeights, type Weights, weigh } from '../score/weigh.js';
import { type WindowRows, windowRows } from './windowRows.js';

/** What is learned about a context before its weight. */
export interface LearnedContext {
  sightings: ContextSightings;
  /** For each tenant. */
  mixtures: readonly Mixture[];
}

interface ForwardCalibration {
  /** For each tenant, for each context. */
  contexts: ContextWeights[][];
  /** For each tenant; null if it has no window. */
  calibrations: (Calibration | null)[];
}

/** A window, judged by what was known before it. */
interface JudgedWindow {
  rows: WindowRows;
  cells: Cells;
  weights: Weights;
  /** For each context, ln(q / p) of each row. */
  ratios: Float64Array[];
  /** For each context, for each tenant. */
  compared: Comparisons[][];
  /** The rows of tenant t are starts[t] to starts[t + 1] - 1. */
  starts: Int32Array;
}

/** The weights of parts that each tenant has learned. */
type LearnedParts = readonly Pick<TenantWeights, 'ofResource' | 'ofUser'>[];
type WeighParams = Pick<ResolvedEvidenceParams, 'intruder' | 'historyTrust'>;

/** The scores of each window's accesses by what was known before it: the reference of p-values. */
export async function calibrateForward(
  log: AccessLog,
  windows: readonly ForeseenWindow[],
  tenants: LearnedParts,
  contexts: readonly LearnedContext[],
  params: WeighParams,
  pause: () => Promise<void>,
): Promise<ForwardCalibration> {
  const judged: JudgedWindow[] = [];
  const recordStarts = startsOf(log.records.pair, log.user.length);
  for (const window of windows) {
    await pause();
    judged.push(
      await judgeWindow(log, windowRows(log, recordStarts, window), window, tenants, contexts, params, pause),
    );
  }
  await pause();
  const learned = tenants.map((_, t) => contexts.map((context, c) => weighContext(context, c, judged, t)));
  const isApart = learned.map(tellApart);
  const references = judged.map((window) => referenceOf(window, evidenceOf(window, learned, isApart)));
  await pause();
  return { contexts: learned, calibrations: tenants.map((_, t) => calibrationOf(references, t)) };
}

async function judgeWindow(
  log: AccessLog,
  rows: WindowRows,
  window: ForeseenWindow,
  tenants: LearnedParts,
  contexts: readonly LearnedContext[],
  params: WeighParams,
  pause: () => Promise<void>,
): Promise<JudgedWindow> {
  const { cells, parts, sizes, from } = window;
  // Rows are sorted by tenant.
  const starts = startsOf(rows.tenant, tenants.length);
  const ratios: Float64Array[] = [];
  const compared: Comparisons[][] = [];
  for (const [c, { sightings, mixtures }] of contexts.entries()) {
    await pause();
    const known = log.contexts[c];
    const counts = countContext(log, c, sightings, from);
    const asked = { ...rows, value: rows.values[c] };
    const mixtureOf = (t: number) => mixtures[t];
    const own = contextRatios(known, counts, asked, mixtureOf);
    ratios.push(own);
    const compare = (_: unknown, t: number) =>
      compareValues(known, counts, asked, own, [starts[t], starts[t + 1]], mixtureOf);
    compared.push(tenants.map(compare));
  }
  await pause();
  const before = tenants.map((own, t) => ({ ...own, sizes: sizes[t] }));
  const weights = weigh(cells, parts, (cell) => before[cells.tenant[cell]], params);
  return { rows, cells, weights, ratios, compared, starts };
}

/** How much a context counts in a tenant, learned from all windows together. */
function weighContext(
  { mixtures }: LearnedContext,
  context: number,
  judged: readonly JudgedWindow[],
  tenant: number,
): ContextWeights {
  const ratios = judged.map(({ rows, ratios, starts }) => {
    const [first, end] = [starts[tenant], starts[tenant + 1]];
    const values = rows.values[context].subarray(first, end);
    return ratios[context].subarray(first, end).filter((_, n) => values[n] >= 0);
  });
  const found = judged.map(({ compared }) => compared[context][tenant]);
  const [won, all] = [sum(found.map((each) => each.won)), sum(found.map((each) => each.all))];
  return {
    mixture: mixtures[tenant],
    weight: weightOf(concatenate(Float64Array, ratios)),
    apart: all === 0 ? 0.5 : won / all,
  };
}

/** The evidence of each row of a window. */
export function evidenceOf(
  { rows, weights, ratios }: Pick<JudgedWindow, 'rows' | 'weights' | 'ratios'>,
  learned: readonly (readonly ContextWeights[])[],
  isApart: readonly boolean[],
): Float64Array {
  if (ratios.length === 0) return gatherFloats(weights.evidence, rows.cellOf);
  const context = new Float64Array(rows.tenant.length);
  ratios.forEach((ratio, c) => {
    for (let n = 0; n < ratio.length; n++) {
      const t = rows.tenant[n];
      context[n] += contextTermOf(ratio[n], learned[t][c].weight, isApart[t]);
    }
  });
  return mixIntruders(weights, rows.cellOf, context, (n) => isApart[rows.tenant[n]]).evidence;
}

/** What p-values need from the rows of a window. */
function referenceOf({ rows, cells, weights, starts }: JudgedWindow, evidence: Float64Array) {
  return {
    starts,
    pair: gatherFloats(weights.pair, rows.cellOf),
    evidence,
    likelihood: gatherFloats(cells.likelihood, rows.cellOf),
  };
}

/** Null if the tenant has no row in any window. */
function calibrationOf(
  references: readonly ReturnType<typeof referenceOf>[],
  tenant: number,
): Calibration | null {
  const take = (name: 'pair' | 'evidence' | 'likelihood') =>
    concatenate(
      Float64Array,
      references.map(({ starts, [name]: values }) => values.subarray(starts[tenant], starts[tenant + 1])),
    );
  const evidence = take('evidence');
  if (evidence.length === 0) return null;
  return { source: 'forward', pair: take('pair'), evidence, likelihood: take('likelihood') };
}
