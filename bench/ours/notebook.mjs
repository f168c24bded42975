// @ts-check
// A process of its own: the fit of notebook 01 and both its scorings, cold.
import { AccessAnomaly, DataFactory, sql } from 'access-anomaly';
import { answer, timed } from './answer.mjs';

// As in notebooks/text/01-anomalous-access-detection.ts.
const factory = new DataFactory({
  numHrUsers: 25,
  numHrResources: 50,
  numFinUsers: 35,
  numFinResources: 75,
  numEngUsers: 15,
  numEngResources: 25,
  singleComponent: true,
});
const trainingData = factory.createClusteredTrainingData(0.4);
const intraTestData = factory.createClusteredIntraTestData(trainingData);
const interTestData = factory.createClusteredInterTestData();
const training = await sql`SELECT *, 0 AS tenant_id FROM ${trainingData}`;
const ingroup = await sql`SELECT *, 0 AS tenant_id FROM ${intraTestData}`;
const outgroup = await sql`SELECT *, 0 AS tenant_id FROM ${interTestData}`;

const fit = await timed(() =>
  new AccessAnomaly({ tenantCol: 'tenant_id', maxIter: 1000, seed: 42 }).fit(training),
);
const score = await timed(() => {
  fit.result.transform(ingroup);
  fit.result.transform(outgroup);
});
answer({
  fitSeconds: fit.seconds,
  scoreSeconds: score.seconds,
  scoredRows: ingroup.numRows + outgroup.numRows,
});
