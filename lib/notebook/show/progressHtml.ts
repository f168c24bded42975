import type { AlsProgress } from '../../als/types.js';
import { escapeHtml } from '../../base/text/escapeHtml.js';
import type { EvidenceProgress } from '../../evidence/fit/fitEvidence.js';
import type { RemoteProgress } from '../../original/model/RemoteTable.js';
import { iterationsNeeded, lossCurve } from './lossCurve.js';

/** What a fit of either estimator reports, on this machine or on Spark. */
export type FitProgress = AlsProgress | EvidenceProgress | RemoteProgress;

/**
 * The progress of a training in words.
 *
 * @param progress `null` before the first report
 * @param losses the loss of each iteration so far
 */
export function progressText(
  title: string,
  progress: FitProgress | null,
  seconds: number,
  losses: readonly number[] = [],
): string {
  if (progress === null) return `${title} ...`;
  if (!('iteration' in progress)) {
    const state = progress.done ? 'done' : stepText(progress);
    return `${title}: ${state}, ${seconds.toFixed(1)} s`;
  }
  const { iteration, maxIter, change, done } = progress;
  const count = `iteration ${iteration.toLocaleString('en-US')} of ${maxIter.toLocaleString('en-US')}`;
  const state = done && iteration < maxIter ? `${count} (the factors stopped moving)` : count;
  const needed =
    done && losses.length > 1 ? `, ${iterationsNeeded(losses)} to within 0.1 % of the last loss` : '';
  return `${title}: ${state}${needed}, factors moved by ${Number(change.toPrecision(2))}, ${seconds.toFixed(1)} s`;
}

function stepText(progress: EvidenceProgress | RemoteProgress): string {
  if ('fraction' in progress) return `${progress.step}, ${Math.floor(100 * progress.fraction)} % of the work`;
  const { step, stepsDone, steps, tasks, tasksDone, iterations, running, mostRunning } = progress;
  const inStep =
    iterations === undefined
      ? `${tasksDone.toLocaleString('en-US')} of ${tasks.toLocaleString('en-US')} tasks so far`
      : `iteration ${iterations.current.toLocaleString('en-US')} of ${iterations.maxIter.toLocaleString('en-US')}`;
  const atOnce =
    running < mostRunning
      ? `, ${running} at once, down from ${mostRunning}`
      : running > 0
        ? `, ${running} at once`
        : '';
  return `${step} (step ${stepsDone + 1} of ${steps}): ${inStep}${atOnce}`;
}

/** The progress as a bar above the words, and the loss as a curve below them. */
export function progressHtml(
  title: string,
  progress: FitProgress | null,
  seconds: number,
  losses: readonly number[] = [],
): string {
  const share = progress === null ? 0 : shareOf(progress);
  const bar = `width:${(100 * share).toFixed(1)}%;height:6px;background:#3b6ea5;border-radius:3px`;
  return (
    '<div style="max-width:480px"><div style="height:6px;background:#ddd;border-radius:3px">' +
    `<div style="${bar}"></div></div>` +
    `<div style="color:#666;padding-top:4px">${escapeHtml(progressText(title, progress, seconds, losses))}</div>${lossCurve(losses)}</div>`
  );
}

function shareOf(progress: FitProgress): number {
  if (progress.done) return 1;
  if ('fraction' in progress) return progress.fraction;
  if ('iteration' in progress) return progress.iteration / progress.maxIter;
  const { stepsDone, steps, tasks, tasksDone } = progress;
  return (stepsDone + (tasks === 0 ? 0 : tasksDone / tasks)) / steps;
}
