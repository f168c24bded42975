import { parentPort } from 'node:worker_threads';
import { collectGarbage } from '../../base/threads/collectGarbage.js';
import { doJobs, type Work } from './jobs.js';

/*
 * A thread of the pool: helps with the work that it is sent, and keeps nothing of it. Whoever sent it counts
 * the jobs that are done; nothing is answered.
 */
parentPort?.on('message', (work: Work) => {
  for (const _ of doJobs(work));
  // Once the message is forgotten.
  setImmediate(collectGarbage);
});
