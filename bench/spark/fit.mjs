// @ts-check
// A process of its own: a fit on Spark, the whole of AccessAnomaly or Spark's ALS alone.
import { AccessAnomaly } from 'access-anomaly';
import { connectSpark } from 'access-anomaly/spark';
import { resolveParams } from '../../lib/dist/original/params.js';
import { RemoteJob } from '../../lib/dist/spark/client/RemoteJob.js';
import { fitAls } from '../../lib/dist/spark/fit/fitAls.js';
import { answer, timed, told } from '../ours/answer.mjs';

/** @type {{ folder: string, what: 'ids' | 'accesses', iterations: number }} */
const { folder, what, iterations } = told;
const spark = await connectSpark();
const { result, seconds } = await timed(what === 'accesses' ? whole : bare);
await spark.close();
answer({ seconds, ...result });

async function whole() {
  const table = spark.read.parquet(`${folder}/accesses`);
  const model = await new AccessAnomaly({ maxIter: iterations }).fit(table);
  return { numUsers: model.numUsers, numResources: model.numResources };
}

/** The same distinct pairs, whose ratings and ids are ready. */
async function bare() {
  const ratings = spark.read.parquet(`${folder}/ids`);
  const job = new RemoteJob(ratings.session);
  const als = await fitAls(job, ratings, resolveParams({ maxIter: iterations }));
  const [userFactors, itemFactors] = [als.table('userFactors'), als.table('itemFactors')];
  const fetched = {
    numUsers: (await userFactors.toTable()).numRows,
    numResources: (await itemFactors.toTable()).numRows,
  };
  await job.clear();
  return fetched;
}
