import type { AlsProgress } from '../../als/types.js';
import { hostSignal } from '../../base/signals/hostSignal.js';
import { displayInPlace } from './display.js';
import { type FitProgress, progressHtml, progressText } from './progressHtml.js';

/** Options of a fit that show how far it is and stop it when the kernel is interrupted. */
export interface Progress {
  onIteration: (progress: FitProgress) => void;
  signal: AbortSignal;
  /** The iterations so far, for `fitCurve`; none of a fit of the evidence, which has other steps. */
  readonly points: readonly AlsProgress[];
}

/** Ends the listening of the latest progress: a fit that failed never says that it is over. */
let release = () => {};

/**
 * Shows a training's progress and its loss so far in place, and aborts it when the kernel is interrupted (or,
 * outside of a kernel, by Ctrl-C). The last state stays in the notebook.
 *
 * @param title what is shown before the count
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
  // A fit refuses options that it doesn't know; points are for the reader.
  return Object.defineProperty(progress, 'points', { enumerable: false });
}

/** A signal that Ctrl-C aborts instead of ending the process, until it is released. */
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
