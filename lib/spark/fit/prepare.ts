import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import type { SparkTable } from '../client/SparkTable.js';
import { numberEntities } from './numberEntities.js';
import { checkParams, checkServer } from './preflight.js';
import { type NumberedRatings, rateAccesses, type SummedAccesses, sumAccesses } from './ratings.js';
import type { Steps } from './steps.js';

/** Found by trying (tests/spark/server/failures.test.ts). */
const WITHOUT =
  'without which a fit of 20 or more iterations overflows the stack and stops Spark for everybody';

/** The steps before the factorisation. */
export const PREPARATION = [
  'adding up accesses',
  'numbering users and resources',
  'scaling likelihoods',
] as const;

/** Adds up the accesses of a table, numbers its names and scales its likelihoods, all on Spark. */
export async function prepare(
  job: RemoteJob,
  table: SparkTable,
  fit: RemoteFit,
  steps: Steps,
): Promise<NumberedRatings & Omit<SummedAccesses, 'accesses'>> {
  checkParams(fit.params);
  steps.begin('adding up accesses');
  await checkServer(job, WITHOUT);
  const { accesses, ranges, sizes } = await sumAccesses(job, table, fit);
  steps.begin('numbering users and resources');
  const [users, resources] = await Promise.all([
    numberEntities(job, accesses, 'user'),
    numberEntities(job, accesses, 'res'),
  ]);
  steps.begin('scaling likelihoods');
  const rated = await rateAccesses(job, accesses, ranges, { users, resources }, fit.params);
  return { ratings: await job.keep(rated), users, resources, ranges, sizes };
}
