import type { AlsProgress } from '../../als/types.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { displayInPlace } from './display.js';
import { type FitProgress, progressHtml, progressText } from './progressHtml.js';

/** Options of a fit that show its progress, and stop it when the kernel is interrupted. */
export interface Progress {
  onIteration: (progress: FitProgress) => void;
  signal: AbortSignal;
  /** The iterations so far, for `fitCurve`; empty for a fit of the evidence, which has other steps. */
  readonly points: readonly AlsProgress[];
}

/** Makes the latest progress stop listening, since a fit that failed never reports that it has ended. */
let release = () => {};

/**
 * Shows the progress and the loss of a training in one place, and aborts the training when the kernel is
 * interrupted (or, outside of a kernel, by Ctrl-C). The last state stays in the notebook.
 *
 * @param title the text before the count
 *
 * @example
 * const training = progress('Training');
 * const model = await new AccessAnomaly().fit(accesses, training);
 * show(fitCurve(training.points));
 */
export function progress(title: string): Progress {
  const start = performance.now();
  const points: AlsProgress[] = [];
  const showHere = displayInPlace();
  const draw = (state: FitProgress | null) =>
    showHere(() => {
      const seconds = (performance.now() - start) / 1000;
      const losses = points.flatMap((point) => point.loss ?? []);
      return {
        'text/html': progressHtml(title, state, seconds, losses),
        'text/plain': progressText(title, state, seconds, losses),
      };
    }, state?.done ?? false);

  draw(null);
  const progress: Progress = {
    points,
    signal: hostSignal() ?? ctrlC(`${title} was interrupted`),
    onIteration: (state) => {
      if ('iteration' in state) points.push(state);
      if (state.done) release();
      draw(state);
    },
  };
  // A fit refuses options that it doesn't know, so `points` is hidden from it.
  return Object.defineProperty(progress, 'points', { enumerable: false });
}

/** A signal that Ctrl-C aborts, until it is released, instead of ending the process. */
function ctrlC(message: string): AbortSignal {
  const controller = new AbortController();
  const interrupt = () => {
    release();
    controller.abort(new DOMException(message, 'AbortError'));
  };
  release();
  release = () => process.off('SIGINT', interrupt);
  process.on('SIGINT', interrupt);
  return controller.signal;
}
