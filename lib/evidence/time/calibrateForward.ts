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

/** What is learned of a context before its weight. */
export interface LearnedContext {
  sightings: ContextSightings;
  /** Of each tenant. */
  mixtures: readonly Mixture[];
}

interface ForwardCalibration {
  /** Of each tenant, of each context. */
  contexts: ContextWeights[][];
  /** Of each tenant; null where it has no window. */
  calibrations: (Calibration | null)[];
}

/** A window by what was known before it. */
interface JudgedWindow {
  rows: WindowRows;
  cells: Cells;
  weights: Weights;
  /** Of each context ln(q / p) of each row. */
  ratios: Float64Array[];
  /** Of each context, of each tenant. */
  compared: Comparisons[][];
  /** The rows of tenant t are starts[t] to starts[t + 1] - 1. */
  starts: Int32Array;
}

/** What the accesses of each window are given by what was known before it: the reference of p-values. */
export async function calibrateForward(
  log: AccessLog,
  windows: readonly ForeseenWindow[],
  tenants: readonly Pick<TenantWeights, 'ofResource' | 'ofUser'>[],
  contexts: readonly LearnedContext[],
  params: Pick<ResolvedEvidenceParams, 'intruder' | 'historyTrust'>,
  pause: () => Promise<void>,
): Promise<ForwardCalibration> {
  const judged: JudgedWindow[] = [];
  for (const window of windows) {
    await pause();
    const rows = windowRows(log, window);
    // Rows stand by tenant.
    const starts = startsOf(rows.tenant, tenants.length);
    const ratios: Float64Array[] = [];
    const compared: Comparisons[][] = [];
    for (const [c, { sightings, mixtures }] of contexts.entries()) {
      await pause();
      const counts = countContext(log, c, sightings, window.from);
      const cells = { ...rows, value: rows.values[c] };
      const mixtureOf = (t: number) => mixtures[t];
      const own = contextRatios(log.contexts[c], counts, cells, mixtureOf);
      ratios.push(own);
      compared.push(
        tenants.map((_, t) => {
          const take = <T extends Int32Array | Float64Array>(values: T) =>
            values.subarray(starts[t], starts[t + 1]) as T;
          const part = {
            tenant: take(cells.tenant),
            user: take(cells.user),
            res: take(cells.res),
            value: take(cells.value),
          };
          return compareValues(log.contexts[c], counts, part, take(own), mixtureOf);
        }),
      );
    }
    await pause();
    const { cells, parts, sizes } = window;
    const before = tenants.map((own, t) => ({ ...own, sizes: sizes[t] }));
    const weights = weigh(cells, parts, (cell) => before[cells.tenant[cell]], params);
    judged.push({ rows, ratios, compared, cells, weights, starts });
  }
  await pause();
  const learned = tenants.map((_, t) =>
    contexts.map(({ mixtures }, c): ContextWeights => {
      const ratios = judged.map(({ rows, ratios, starts }) => {
        const values = rows.values[c].subarray(starts[t], starts[t + 1]);
        return ratios[c].subarray(starts[t], starts[t + 1]).filter((_, n) => values[n] >= 0);
      });
      const found = judged.map(({ compared }) => compared[c][t]);
      const [won, all] = [sum(found.map((each) => each.won)), sum(found.map((each) => each.all))];
      return {
        mixture: mixtures[t],
        weight: weightOf(concatenate(Float64Array, ratios)),
        apart: all === 0 ? 0.5 : won / all,
      };
    }),
  );
  const isApart = learned.map(tellApart);
  const scored = judged.map(({ rows, ratios, cells, weights, starts }) => {
    const context = new Float64Array(rows.tenant.length);
    ratios.forEach((ratio, c) => {
      for (let n = 0; n < ratio.length; n++) {
        const t = rows.tenant[n];
        context[n] += contextTermOf(ratio[n], learned[t][c].weight, isApart[t]);
      }
    });
    const ofRows = (values: Float64Array) => gatherFloats(values, rows.cellOf);
    return {
      starts,
      pair: ofRows(weights.pair),
      evidence:
        contexts.length === 0
          ? ofRows(weights.evidence)
          : mixIntruders(weights, rows.cellOf, context, (n) => isApart[rows.tenant[n]]).evidence,
      likelihood: ofRows(cells.likelihood),
    };
  });
  const calibrations = tenants.map((_, t): Calibration | null => {
    const take = (name: 'pair' | 'evidence' | 'likelihood') =>
      concatenate(
        Float64Array,
        scored.map((window) => window[name].subarray(window.starts[t], window.starts[t + 1])),
      );
    const evidence = take('evidence');
    if (evidence.length === 0) return null;
    return { source: 'forward', pair: take('pair'), evidence, likelihood: take('likelihood') };
  });
  return { contexts: learned, calibrations };
}
