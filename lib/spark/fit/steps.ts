import type { RemoteProgress } from '../../original/model/RemoteTable.js';
import type { SparkProgress } from '../client/execute.js';

export interface IterationTasks {
  maxIter: number;
  /** Spark's tasks of an iteration, as far as they are known. */
  tasksEach: number;
}

/** The number of running tasks is the most in this many reports, without reports when none runs. */
const REPORTS = 3;

export type Steps = ReturnType<typeof tellSteps>;

/** Reports the progress of a fit, step by step. */
export function tellSteps(steps: readonly string[], tell: (progress: RemoteProgress) => void = () => {}) {
  let stepsDone = 0;
  let iterations: IterationTasks | undefined;
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
    /**
     * Begins a step; the one before it is done.
     *
     * @param tasks the tasks of a step that has iterations
     */
    begin(step: string, tasks?: IterationTasks) {
      stepsDone = steps.indexOf(step);
      iterations = tasks;
      report({ tasks: 0, completed: 0 });
    },
    /** The `onProgress` of the step's runs. */
    onProgress(progress: SparkProgress) {
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

/** Spark doesn't know the tasks to come, and counts the tasks that it skips in iterations. */
function tasksOf(tasks: number, tasksDone: number, iterations: IterationTasks | undefined) {
  if (iterations === undefined) return { tasks, tasksDone };
  const { maxIter, tasksEach } = iterations;
  const current = Math.min(Math.floor(tasksDone / tasksEach) + 1, maxIter);
  return { tasks: Math.max(maxIter * tasksEach, tasksDone), tasksDone, iterations: { current, maxIter } };
}
