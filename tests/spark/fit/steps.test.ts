import { describe, expect, it } from 'vitest';
import type { RemoteProgress } from '../../../lib/original/model/RemoteTable.js';
import { tellSteps } from '../../../lib/spark/fit/steps.js';

const onSpark = (completed: number, running: number, tasks = 100) => ({
  tasks,
  completed,
  running,
  bytesRead: 0,
});

describe('tellSteps', () => {
  it('tells each step, and how far it is', () => {
    const told: RemoteProgress[] = [];
    const steps = tellSteps(['reading', 'fitting'], (progress) => told.push(progress));
    steps.begin('reading');
    steps.onProgress(onSpark(30, 2));
    steps.begin('fitting');
    steps.end();
    expect(
      told.map(({ step, stepsDone, tasks, tasksDone, done }) => [step, stepsDone, tasks, tasksDone, done]),
    ).toEqual([
      ['reading', 0, 0, 0, false],
      ['reading', 0, 100, 30, false],
      ['fitting', 1, 0, 0, false],
      ['fitting', 2, 0, 0, true],
    ]);
  });

  it('knows iterations by their tasks, however many Spark thinks there are', () => {
    const told: RemoteProgress[] = [];
    const steps = tellSteps(['fitting'], (progress) => told.push(progress));
    steps.begin('fitting', { maxIter: 25, tasksEach: 40 });
    steps.onProgress(onSpark(0, 1, 6000));
    steps.onProgress(onSpark(85, 1, 6000));
    steps.onProgress(onSpark(1040, 1, 6000));
    expect(told.slice(1).map(({ iterations, tasks }) => [iterations?.current, tasks])).toEqual([
      [1, 1000],
      [3, 1000],
      [25, 1040],
    ]);
  });

  it('says what runs at once now, and at most: moments between stages say nothing', () => {
    const told: RemoteProgress[] = [];
    const steps = tellSteps(['fitting'], (progress) => told.push(progress));
    for (const running of [0, 2, 0, 0, 0, 1, 1, 0, 1]) steps.onProgress(onSpark(1, running));
    expect(told.map(({ running, mostRunning }) => [running, mostRunning])).toEqual([
      [0, 0],
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
      [2, 2],
      [1, 2],
    ]);
  });
});
