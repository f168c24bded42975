import type { RemoteProgress } from '../../original/model/RemoteTable.js';
import type { SparkProgress } from '../client/execute.js';

export interface Steps {
  /**
   * Begins a step; the one before it is done.
   *
   * @param iterations of a step that has them
   */
  begin(step: string, iterations?: Iterations): void;
  /** For the step's work on the server. */
  onProgress(progress: SparkProgress): void;
  end(): void;
}

export interface Iterations {
  maxIter: number;
  /** Of Spark's tasks, as far as can be known. */
  tasksEach: number;
}

/** What runs at once is the most of the last so many reports; those between stages, where nothing runs, say nothing. */
const REPORTS = 3;

/** Tells how far a fit is, step by step. */
export function tellSteps(
  steps: readonly string[],
  tell: (progress: RemoteProgress) => void = () => {},
): Steps {
  let stepsDone = 0;
  let iterations: Iterations | undefined;
  let lately: number[] = [];
  let mostRunning = 0;
  const report = ({ tasks, completed }: Pick<SparkProgress, 'tasks' | 'completed'>, done = false) =>
    tell({
      step: steps[Math.min(stepsDone, steps.length - 1)],
      stepsDone,
      steps: steps.length,
      ...tasksOf(tasks, completed, iterations),
      running: Math.max(0, ...lately),
      mostRunning,
      done,
    });
  return {
    begin(step, of) {
      stepsDone = steps.indexOf(step);
      iterations = of;
      report({ tasks: 0, completed: 0 });
    },
    onProgress(progress) {
      if (progress.running > 0) lately = [...lately, progress.running].slice(-REPORTS);
      mostRunning = Math.max(mostRunning, progress.running);
      report(progress);
    },
    end() {
      stepsDone = steps.length;
      iterations = undefined;
      report({ tasks: 0, completed: 0 }, true);
    },
  };
}

/** Spark knows a plan's tasks as it goes, and of iterations counts those that it skips; how many there will be is known here. */
function tasksOf(tasks: number, tasksDone: number, iterations: Iterations | undefined) {
  if (iterations === undefined) return { tasks, tasksDone };
  const { maxIter, tasksEach } = iterations;
  const current = Math.min(Math.floor(tasksDone / tasksEach) + 1, maxIter);
  return { tasks: Math.max(maxIter * tasksEach, tasksDone), tasksDone, iterations: { current, maxIter } };
}
