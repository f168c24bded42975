import { giveBack, takeWorkers } from '../../base/threads/pool.js';
import { chooseThreads, type ThreadOptions } from './chooseThreads.js';
import { builtFile } from './loadKernel.js';

/** The script of the workers of `trainAls`. */
export const workerScript = (): string => builtFile('engine/worker.js');

/**
 * Starts the workers of a coming factorisation, so that they load while this thread does something else.
 *
 * @param numRatings how many ratings there will be, at most
 */
export function startWorkers(options: Omit<ThreadOptions, 'cgSteps'>, numRatings: number): void {
  const count = chooseThreads({ ...options, cgSteps: 0 }, { numRatings, numRows: 0 });
  for (const worker of takeWorkers(count, workerScript())) giveBack(worker);
}
