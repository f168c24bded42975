import { parentPort } from 'node:worker_threads';
import { collectGarbage } from '../../base/threads/collectGarbage.js';
import { doJobs, type Work } from './jobs.js';

/*
 * A thread of the pool. It helps with the work that it is sent, keeps nothing of it and sends no answer: the
 * sender counts the jobs that are done.
 */
parentPort?.on('message', (work: Work) => {
  for (const _ of doJobs(work));
  // Once the message is forgotten.
  setImmediate(collectGarbage);
});
