import { type Standardization, standardizationOf } from '../../original/model/standardize.js';
import type { RemoteJob } from '../client/RemoteJob.js';
import type { RemoteAls } from './fitAls.js';
import { broadcast } from './numberEntities.js';
import type { NumberedRatings } from './ratings.js';

/** Mean and deviation of each tenant's predictions over the ratings, in 64 bits. */
export async function standardizations(
  job: RemoteJob,
  { ratings, users, resources }: NumberedRatings,
  als: RemoteAls,
): Promise<Map<string, Standardization>> {
  const dot = Array.from(
    { length: als.rank },
    (_, k) => `CAST(u.features[${k}] AS DOUBLE) * CAST(i.features[${k}] AS DOUBLE)`,
  );
  const table = await job.rows(
    `SELECT tenant, avg(predicted) AS mean, stddev_pop(predicted) AS deviation
    FROM (
      SELECT ${broadcast({ u: users, i: resources })} r.tenant AS tenant, ${dot.join(' + ')} AS predicted
      FROM ratings r JOIN user_factors u ON r.user = u.id JOIN item_factors i ON r.res = i.id
    )
    GROUP BY tenant`,
    { ratings, user_factors: als.table('userFactors'), item_factors: als.table('itemFactors') },
  );
  return new Map(
    table.toArray().map(({ tenant, mean, deviation }) => [tenant, standardizationOf(mean, deviation)]),
  );
}
