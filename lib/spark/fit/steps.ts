import type { RemoteProgress } from '../../anomaly/model/RemoteTable.js';
import type { SparkProgress } from '../client/execute.js';

export interface Steps {
  /** Begins a step; the one before it is done. */
  begin(step: string): void;
  /** For the step's work on the server. */
  onProgress(progress: SparkProgress): void;
  end(): void;
}

/** Tells how far a fit is, step by step. */
export function tellSteps(
  steps: readonly string[],
  tell: (progress: RemoteProgress) => void = () => {},
): Steps {
  let stepsDone = 0;
  const report = (tasks: number, tasksDone: number, done = false) =>
    tell({
      step: steps[Math.min(stepsDone, steps.length - 1)],
      stepsDone,
      steps: steps.length,
      tasks,
      tasksDone,
      done,
    });
  return {
    begin(step) {
      stepsDone = steps.indexOf(step);
      report(0, 0);
    },
    onProgress: ({ tasks, completed }) => report(tasks, completed),
    end() {
      stepsDone = steps.length;
      report(0, 0, true);
    },
  };
}
