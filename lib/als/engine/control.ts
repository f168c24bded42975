/*
 * The numbers by which threads work together: a few 32-bit numbers, only changed by atomic operations. A
 * counter for each phase of an iteration hands out its jobs; the others are a barrier.
 */
const PHASES = 4;
const ARRIVED = 4;
const GENERATION = 5;
const STOPPED = 6;

/** Bytes of the control numbers. */
export const CONTROL_BYTES = 64;

export type Control = Int32Array;

/** Makes all jobs available, before an iteration. */
export function resetJobs(control: Control): void {
  for (let phase = 0; phase < PHASES; phase++) Atomics.store(control, phase, 0);
}

/** The next job of a phase, which no other thread gets; from the number of jobs on, there is none. */
export function takeJob(control: Control, phase: number): number {
  return Atomics.add(control, phase, 1);
}

/** Makes all threads leave their iteration: at their next job, or at once if they wait. */
export function stop(control: Control): void {
  Atomics.store(control, STOPPED, 1);
  Atomics.add(control, GENERATION, 1);
  Atomics.notify(control, GENERATION);
}

export function isStopped(control: Control): boolean {
  return Atomics.load(control, STOPPED) === 1;
}

/** Waits until all threads are here; false if they were stopped. It blocks, so only workers may call it. */
export function meet(control: Control, threads: number): boolean {
  const generation = Atomics.load(control, GENERATION);
  if (Atomics.add(control, ARRIVED, 1) + 1 === threads) {
    Atomics.store(control, ARRIVED, 0);
    Atomics.add(control, GENERATION, 1);
    Atomics.notify(control, GENERATION);
  } else {
    while (Atomics.load(control, GENERATION) === generation && !isStopped(control)) {
      Atomics.wait(control, GENERATION, generation);
    }
  }
  return !isStopped(control);
}
