import type { Span } from '../../base/checks/span.js';
import { createPacer } from '../../base/signals/pacer.js';
import type { Counts } from '../counts/counts.js';
import { resDirection, type Spreads, userDirection } from '../counts/similarity.js';
import { createWork } from '../engine/jobs.js';
import { costOf, runWork } from '../engine/runWork.js';
import type { ResolvedEvidenceParams } from '../params.js';
import { cellsOf, type Directions, inquire } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import { drawSample } from './drawSample.js';
import { learnTenants, WEIGHING_COST } from './learnTenants.js';

/** How far a fit is. */
export interface EvidenceProgress {
  /** What the fit is doing. */
  step: 'similarities' | 'expectations' | 'weights';
  /** The share of the whole work that is done, in [0, 1]. */
  fraction: number;
  /** Whether this is the last report. */
  done: boolean;
}

export interface EvidenceFitOptions {
  /**
   * The time of the accesses, which is kept with the model (`readAccess` reports it). Null: not known, or
   * with days, the days of the log.
   */
  span?: Span | null;
  /** Called now and then with how far the fit is. */
  onIteration?: (progress: EvidenceProgress) => void;
  /** Aborting it rejects the fit with the signal's reason. Default: interrupting the notebook's kernel. */
  signal?: AbortSignal;
}

interface FitCountsOptions extends Omit<EvidenceFitOptions, 'span'> {
  /** The spreads of users and resources, if they are known already. */
  spreads?: Spreads;
}

/** Learns from counts: similarities, the expectations of left-out accesses, and the weights of parts. */
export async function fitEvidence(
  counts: Counts,
  params: ResolvedEvidenceParams,
  span: Span | null,
  { onIteration, signal, spreads }: FitCountsOptions,
): Promise<EvidenceState> {
  // Each step is short, or lets the event loop run by itself; between steps the event loop runs, too.
  const { pause } = createPacer(signal);
  await pause();
  const directions: Directions = { users: userDirection(counts), resources: resDirection(counts) };
  await pause();
  const sample = drawSample(counts, params.seed);
  await pause();
  const cells = cellsOf(counts, sample.tenant, sample.user, sample.res);
  if (spreads) {
    directions.users.spread.set(spreads.users);
    directions.resources.spread.set(spreads.resources);
  }
  const similarities = createWork(
    spreads ? [] : Object.values(directions).map((direction) => ({ direction, questions: null })),
  );
  const inquiry = inquire(cells, directions);
  const total = costOf(similarities) + costOf(inquiry.work) + WEIGHING_COST * sample.user.length;
  const tell = (step: EvidenceProgress['step'], cost: number) =>
    onIteration?.({ step, fraction: Math.min(1, cost / total), done: false });
  const { threads } = params;
  tell('similarities', 0);
  await runWork(similarities, { threads, signal, onCost: (cost) => tell('similarities', cost) });
  const before = costOf(similarities);
  inquiry.begin();
  await runWork(inquiry.work, {
    threads,
    signal,
    onCost: (cost) => tell('expectations', before + cost),
  });
  const tenants = await learnTenants(counts, params, sample, cells, inquiry.answers(), {
    signal,
    onCells: (learned) => tell('weights', before + costOf(inquiry.work) + WEIGHING_COST * learned),
  });
  onIteration?.({ step: 'weights', fraction: 1, done: true });
  return { params, counts, directions, tenants, span, time: null };
}
