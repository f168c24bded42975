import type { LikelihoodRange } from '../../original/model/ModelState.js';
import type { RemoteFit } from '../../original/model/RemoteTable.js';
import type { SparkTable } from '../client/SparkTable.js';
import { type NumberedNames, numberNames } from './entitiesOn.js';
import { checkParams, checkServer } from './preflight.js';
import { accessesOn, ratingsOn } from './ratings.js';
import type { Steps } from './steps.js';
import type { Workbench } from './Workbench.js';

/** Accesses as ratings of numbered users and resources, on the server. */
export interface Prepared {
  /** Columns user, res (ids), tenant and rating. */
  ratings: SparkTable;
  users: NumberedNames;
  resources: NumberedNames;
  /** Of each tenant. */
  ranges: ReadonlyMap<string, LikelihoodRange>;
  sizes: ReadonlyMap<string, number>;
}

/** Found by trying (tests/spark/server/failures.test.ts). */
const WITHOUT =
  'without which a fit of 20 or more iterations overflows the stack and stops Spark for everybody';

/** What comes before the factorisation. */
export const PREPARATION = [
  'adding up accesses',
  'numbering users and resources',
  'scaling likelihoods',
] as const;

/**
 * Adds up the accesses of a table, numbers its names and scales its likelihoods, all on Spark.
 *
 * @throws RangeError or TypeError for parameters that Spark can't fit by, or a column that can't be used; SparkError
 */
export async function prepare(
  bench: Workbench,
  table: SparkTable,
  fit: RemoteFit,
  steps: Steps,
): Promise<Prepared> {
  checkParams(fit.params);
  steps.begin('adding up accesses');
  await checkServer(bench, WITHOUT);
  const { accesses, ranges, sizes } = await accessesOn(bench, table, fit);
  steps.begin('numbering users and resources');
  const [users, resources] = await Promise.all([
    numberNames(bench, accesses, 'user'),
    numberNames(bench, accesses, 'res'),
  ]);
  steps.begin('scaling likelihoods');
  const ratings = await bench.keep(
    await ratingsOn(bench, { accesses, ranges, users, resources }, fit.params),
  );
  return { ratings, users, resources, ranges, sizes };
}
