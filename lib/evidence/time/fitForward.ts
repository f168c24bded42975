import type { AccessLog } from '../../accesses/accessLog.js';
import type { Span } from '../../base/checks/span.js';
import { createPacer } from '../../base/signals/pacer.js';
import { countContext } from '../context/contextCounts.js';
import { learnContext } from '../context/learnContexts.js';
import { sightingsOf } from '../context/sightings.js';
import { countsOf } from '../counts/counts.js';
import { resDirection, userDirection } from '../counts/similarity.js';
import { createWork } from '../engine/jobs.js';
import { costOf, runWork } from '../engine/runWork.js';
import type { EvidenceProgress } from '../fit/fitEvidence.js';
import { learnLeftOut } from '../fit/learnLeftOut.js';
import type { ResolvedEvidenceParams } from '../params.js';
import type { Directions } from '../score/cells.js';
import type { EvidenceState } from '../score/EvidenceState.js';
import type { ForeseenWindow } from '../score/TimeState.js';
import { sizesOf } from '../score/tenantSizes.js';
import { calibrateForward, type LearnedContext } from './calibrateForward.js';
import { chooseAccesses } from './chooseAccesses.js';
import { foresee } from './foresee.js';
import { keepWindow, type LogBefore, pastBefore } from './LogBefore.js';
import { learnForward } from './learnForward.js';
import { pairDaysOf, spanOfLog, windowsOf } from './windows.js';

interface ForwardFitOptions {
  onIteration?: (progress: EvidenceProgress) => void;
  signal?: AbortSignal;
  /** What is known about the same log before an update. */
  before?: LogBefore;
}

/**
 * Learns from a log with days: it predicts the last quarter, window by window, from what was before. From
 * that it learns the weights of the parts, the worth of each context, and how rare each amount of evidence
 * is. Similarities come from the whole log.
 */
export async function fitForward(
  log: AccessLog,
  params: ResolvedEvidenceParams,
  span: Span | null,
  { onIteration, signal, before }: ForwardFitOptions,
): Promise<EvidenceState> {
  const { pause } = createPacer(signal);
  await pause();
  const counts = countsOf(log);
  const days = pairDaysOf(log);
  const windowDays = windowsOf(log, days, params.horizon);
  await pause();
  // There is a step for the whole log, one for each window, and one for the weights.
  const steps = windowDays.length + 2;
  const tell = (step: EvidenceProgress['step'], done: number) =>
    onIteration?.({ step, fraction: Math.min(1, done / steps), done: false });
  const directions: Directions = { users: userDirection(counts), resources: resDirection(counts) };
  const similarities = createWork(
    Object.values(directions).map((direction) => ({ direction, questions: null })),
  );
  const total = Math.max(1, costOf(similarities));
  tell('similarities', 0);
  await runWork(similarities, {
    threads: params.threads,
    signal,
    onCost: (cost) => tell('similarities', cost / total),
  });
  const windows: ForeseenWindow[] = [];
  const chosen = chooseAccesses(log, days, windowDays, params.seed);
  await pause();
  for (const [w, window] of windowDays.entries()) {
    const done = 1 + windows.length;
    const kept = before && keepWindow(before, window, chosen[w]);
    windows.push(
      kept ??
        (await foresee(log, days, window, chosen[w], {
          threads: params.threads,
          signal,
          onShare: (share) => tell('expectations', done + share),
          known: before && pastBefore(before, window),
        })),
    );
  }
  tell('weights', steps - 1);
  const forward = learnForward(windows, counts.users.tenants.length);
  await pause();
  const contexts: LearnedContext[] = [];
  const known = [];
  for (const [c, context] of log.contexts.entries()) {
    const sightings = sightingsOf(log, c);
    await pause();
    const all = countContext(log, c, sightings, null);
    await pause();
    contexts.push({ sightings, mixtures: await learnContext(log, c, sightings, all, params.seed, pause) });
    known.push({ ...context, counts: all });
    await pause();
  }
  const leftOut = await learnLeftOut(counts, directions, params, {
    signal,
    isAsked: (t) => forward[t] === null,
  });
  const weights = forward.map((own, t) => own ?? leftOut[t]);
  const { contexts: ofContexts, calibrations } = await calibrateForward(
    log,
    windows,
    weights,
    contexts,
    params,
    pause,
  );
  const tenants = weights.map(({ ofResource, ofUser }, t) => ({
    sizes: sizesOf(counts, t),
    ofResource,
    ofUser,
    contexts: ofContexts[t],
    calibration: calibrations[t] ?? leftOut[t].calibration,
  }));
  onIteration?.({ step: 'weights', fraction: 1, done: true });
  return {
    params,
    counts,
    directions,
    tenants,
    span: span ?? spanOfLog(log, days),
    time: { contexts: known, records: log.records, windows },
  };
}
