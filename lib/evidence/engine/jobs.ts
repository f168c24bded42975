import { sharedInt32 } from '../../base/threads/sharedArrays.js';
import type { Direction } from '../counts/similarity.js';
import { answerRows, measureRows, type Questions, type Sums } from './passes.js';

/** A pass over the rows of a direction: it measures their spread or, if there are questions, answers them. */
export interface Pass {
  direction: Direction;
  questions: Questions | null;
}

/** Passes cut into jobs that any thread may do, in any order; it can be sent to a worker as it is. */
export interface Work {
  passes: Pass[];
  /** For each job: its pass, its first row, the row after its last. */
  jobs: Int32Array;
  /** What each job costs, in additions. */
  costs: Float64Array;
  /** See the positions below. */
  control: Int32Array;
  /** 1 for each job that is done. */
  done: Int32Array;
}

/** Positions in `control`: the next job, how many are done, and whether to stop. */
const NEXT = 0;
export const DONE = 1;
const STOPPED = 2;

/** A job of this many additions takes a few milliseconds: that is how soon an interrupt is noticed. */
const JOB_COST = 4e6;

export function createWork(passes: Pass[]): Work {
  const jobs: number[] = [];
  const costs: number[] = [];
  passes.forEach((pass, number) => {
    const numRows = pass.direction.scale.length;
    let first = 0;
    let cost = 0;
    for (let row = 0; row < numRows; row++) {
      cost += costOfRow(pass, row);
      if (cost < JOB_COST && row + 1 < numRows) continue;
      jobs.push(number, first, row + 1);
      costs.push(cost);
      first = row + 1;
      cost = 0;
    }
  });
  return {
    passes,
    jobs: sharedInt32(jobs),
    costs: Float64Array.from(costs),
    control: sharedInt32(3),
    done: sharedInt32(costs.length),
  };
}

function costOfRow({ direction, questions }: Pass, row: number): number {
  const { work, tenantStart, tenantEnd, columns } = direction;
  const walk = work[row] + Math.min(work[row], tenantEnd[row] - tenantStart[row]);
  if (questions === null) return 1 + walk;
  let cost = 1;
  for (let q = questions.starts[row]; q < questions.starts[row + 1]; q++) {
    const c = questions.column[q];
    if (cost === 1) cost += walk;
    // Like `answerRows`: the cheaper of the two ways.
    cost += Math.min(4 * (columns.starts[c + 1] - columns.starts[c]), 64 * (work[row] + 1));
  }
  return cost;
}

/** Does jobs until there are none left. It is a generator, so that its caller can pause between two jobs. */
export function* doJobs({ passes, jobs, control, done }: Work): Generator<void> {
  let sums: Sums | null = null;
  for (;;) {
    if (Atomics.load(control, STOPPED) === 1) return;
    const job = Atomics.add(control, NEXT, 1);
    if (job >= done.length) return;
    sums ??= createSums(passes);
    doJob(passes, jobs, job, sums);
    finish(control, done, job);
    yield;
  }
}

/** Repeats the jobs that another thread took and never finished. */
export function doUnfinished({ passes, jobs, control, done }: Work): void {
  const sums = createSums(passes);
  for (let job = 0; job < done.length; job++) {
    if (Atomics.load(done, job) === 1) continue;
    doJob(passes, jobs, job, sums);
    finish(control, done, job);
  }
}

/** Tells the other threads to stop after their current job. */
export function stopWork({ control }: Work): void {
  Atomics.store(control, STOPPED, 1);
}

function createSums(passes: Pass[]): Sums {
  return new Float64Array(Math.max(...passes.map(({ direction }) => direction.scale.length)));
}

function doJob(passes: Pass[], jobs: Int32Array, job: number, sums: Sums): void {
  const { direction, questions } = passes[jobs[3 * job]];
  const [first, end] = [jobs[3 * job + 1], jobs[3 * job + 2]];
  if (questions === null) measureRows(direction, first, end, sums);
  else answerRows(direction, questions, first, end, sums);
}

function finish(control: Int32Array, done: Int32Array, job: number): void {
  if (Atomics.exchange(done, job, 1) === 1) return;
  Atomics.add(control, DONE, 1);
  Atomics.notify(control, DONE);
}
