// @ts-check
// A fit on Spark in a process of its own: the whole of AccessAnomaly, or Spark's ALS alone. Prints JSON.
import { AccessAnomaly, connectSpark } from 'access-anomaly';
import { resolveParams } from '../../lib/dist/original/params.js';
import { fitAls } from '../../lib/dist/spark/fit/fitAls.js';
import { Workbench } from '../../lib/dist/spark/fit/Workbench.js';

/** @type {{ folder: string, what: 'ids' | 'accesses', iterations: number }} */
const { folder, what, iterations } = JSON.parse(process.argv[2]);
const spark = await connectSpark();
const start = performance.now();
const { users, resources } = what === 'accesses' ? await whole() : await bare();
const seconds = (performance.now() - start) / 1000;
await spark.close();
const peak = process.resourceUsage().maxRSS / 1000;
console.log(JSON.stringify({ seconds, peak, users, resources }));

async function whole() {
  const table = spark.read.parquet(`${folder}/accesses`);
  const model = await new AccessAnomaly({ maxIter: iterations }).fit(table);
  return { users: model.numUsers, resources: model.numResources };
}

/** The same distinct pairs, whose ratings and ids are ready. */
async function bare() {
  const ratings = spark.read.parquet(`${folder}/ids`);
  const bench = new Workbench(ratings.session);
  const als = await fitAls(bench, ratings, resolveParams({ maxIter: iterations }));
  const [userFactors, itemFactors] = [als.table('userFactors'), als.table('itemFactors')];
  const fetched = {
    users: (await userFactors.toTable()).numRows,
    resources: (await itemFactors.toTable()).numRows,
  };
  await bench.clear();
  return fetched;
}
