// -*- coding: utf-8 -*-
// ---
// jupyter:
//   jupytext:
//     formats: ipynb,text//ts:percent
//     text_representation:
//       extension: .ts
//       format_name: percent
//       format_version: '1.3'
//       jupytext_version: 1.19.6
//   kernelspec:
//     display_name: TypeScript
//     language: typescript
//     name: tslab
// ---

// %% [markdown]
// # Anomalous access detection
//
// Who normally accesses what, and which accesses don't fit? This notebook learns what is normal from a log of
// accesses, and scores how far each access is from it. It follows SynapseML's *CyberML - Anomalous Access
// Detection* step by step, on one machine instead of a Spark cluster.
//
// The idea is the same as when shops recommend books. A table of users and resources is mostly empty:
// nobody touches more than a few resources. **Collaborative filtering** gives every user and every resource a
// short list of numbers, its *factors*, such that the product of a user's and a resource's factors is large
// where accesses were seen. People who work on the same things end up with similar factors, and so do the
// things they work on. For a pair that was never seen, the product says how much the access would fit. A shop
// recommends the pairs with the largest products; we look at the other end, at accesses that happened
// although they hardly fit.
//
// The method is collaborative filtering for *implicit feedback* (Hu, Koren, Volinsky 2008) by alternating
// least squares, as in Spark, with factors that are never negative.

// %% [markdown]
// ## Setup

// %%
import {
  AccessAnomaly, column, DataFactory, progress, show, sql, summarize, toDataFrame, toTable,
} from 'access-anomaly';
import { rocAuc } from 'access-anomaly/evaluate';
import { type AccessKind, sankeyLayout, sankeyTrace, scoreDistribution } from 'access-anomaly/figures';
import * as dfd from 'danfojs-node';

// %% [markdown]
// This sets how long to train. A thousand iterations are far more than necessary (25 come close), but the
// original runs as many.

// %% tags=["parameters"]
let maxIter = 1000;
let seed = 42;

// %% [markdown]
// ## The data
//
// A made-up company has three departments: human resources, finance and engineering, each with its own users
// and resources, and one resource that everybody uses (`ffa`), so that all are connected. There are three
// sets of accesses:
//
// - **training**: users access some of their own department's resources;
// - **in-group**: accesses that were not in the training set, but again within the department;
// - **out-group**: users access another department's resources.
//
// The data does *not* say who belongs to which department. A good model gives the in-group low scores and the
// out-group high ones, having learned the departments from the accesses alone.

// %%
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

// %% [markdown]
// A tenant is a customer, or a part of the company, with users and resources of its own. Here there is only
// tenant 0.

// %%
const training = await sql`SELECT *, 0 AS tenant_id FROM ${trainingData}`;
const ingroup = await sql`SELECT *, 0 AS tenant_id FROM ${intraTestData}`;
const outgroup = await sql`SELECT *, 0 AS tenant_id FROM ${interTestData}`;

// %%
training

// %%
[{ training: training.numRows, 'in-group': ingroup.numRows, 'out-group': outgroup.numRows }]

// %% [markdown]
// ## Training
//
// `likelihood` says how often an access was seen, or how sure we are of it. It is first scaled to a number
// from 5 to 10, so that one very busy access doesn't outweigh all others.

// %%
const accessAnomaly = new AccessAnomaly({
  tenantCol: 'tenant_id',
  userCol: 'user',
  resCol: 'res',
  likelihoodCol: 'likelihood',
  maxIter,
  seed,
});

// %% [markdown]
// Alternating least squares holds the resources' factors still while it solves for the best users' factors,
// then the other way round, and so on. Each step is an ordinary least squares problem with one exact answer;
// the factors settle after a while. Interrupt the kernel to stop the training; run the cell again to start
// over.

// %%
const model = await accessAnomaly.fit(training, progress('Training'));

// %% [markdown]
// ## Scores
//
// A score is the product of factors, turned around and standardised: over the training accesses scores have
// mean 0 and standard deviation 1, and the higher a score, the less the access fits. An access with a score
// of 3 is three standard deviations more surprising than the average training access. A score can also be one
// of these:
//
// - **null**: the user or the resource was not in the training data, so nothing can be said;
// - **∞**: nothing connects the two. No chain of accesses, not even through colleagues and their colleagues,
//   leads from this user to that resource.

// %%
const ingroupScored = model.transform(ingroup);

// %%
[summarize(ingroupScored, 'anomaly_score')]

// %%
const outgroupScored = model.transform(outgroup);

// %%
[summarize(outgroupScored, 'anomaly_score')]

// %% [markdown]
// The in-group has a mean near 1: accesses that were never seen, but that fit. The out-group's mean is far
// higher. (Some of its accesses are to `ffa`, which everybody uses: they rightly score low.)

// %%
scoreDistribution([
  { name: 'in-group', scores: column(ingroupScored, 'anomaly_score') },
  { name: 'out-group', scores: column(outgroupScored, 'anomaly_score') },
])

// %% [markdown]
// How well does the score tell the two groups apart? Draw one access of each: the *area under the ROC curve*
// (AUC) is the probability that the out-group's has the higher score. 0.5 is guessing, 1 is perfect. The
// second figure leaves out `ffa`, which is in both sets, so that nobody could tell its accesses apart.
// Accesses without a score would be left out of both figures.

// %%
const labelled = await sql`
  SELECT res, anomaly_score, 0 AS label FROM ${ingroupScored} WHERE anomaly_score IS NOT NULL
  UNION ALL
  SELECT res, anomaly_score, 1 AS label FROM ${outgroupScored} WHERE anomaly_score IS NOT NULL`;
const ofDepartments = await sql`SELECT * FROM ${labelled} WHERE res <> 'ffa'`;

const auc = (scored: typeof labelled) =>
  rocAuc(column(scored, 'anomaly_score'), column(scored, 'label'));

[{ 'AUC, all accesses': auc(labelled), 'AUC, without ffa': auc(ofDepartments) }]

// %% [markdown]
// ## The accesses to look at
//
// This is what an analyst would get: the hundred highest scores above 1, each (tenant, user, resource) once,
// with the time of this run. The original sends this table to Log Analytics (hence the name).

// %%
const fullRes = await sql`SELECT * FROM ${outgroupScored} ORDER BY anomaly_score DESC`;

const resultsToLa = await sql`
  SELECT tenant_id, "user", res, anomaly_score, ${new Date()} AS "timestamp"
  FROM (
    SELECT *, row_number() OVER (PARTITION BY tenant_id, "user", res ORDER BY anomaly_score DESC) AS index
    FROM ${fullRes}
    WHERE anomaly_score > 1.0
  )
  WHERE index = 1
  ORDER BY anomaly_score DESC, "user", res
  LIMIT 100`;

show(resultsToLa, { limit: 10 });

// %% [markdown]
// ## Everything the most suspicious users touched
//
// An anomalous access is easier to judge if you see what else its user does. For the 25 highest scores we
// take all records of their users (a left semi join), then only those that are not among the 25 (a left anti
// join): at most the 5 most frequent for each user, and 25 in all.

// %%
const resultsToDisplay = await sql`
  SELECT * FROM ${resultsToLa} ORDER BY anomaly_score DESC, "user", res LIMIT 25`;
const interestingRecords = await sql`
  SELECT * FROM ${fullRes} SEMI JOIN ${resultsToDisplay} USING ("user")`;
const nonAnomalousRecords = await sql`
  SELECT * FROM ${interestingRecords} ANTI JOIN ${resultsToDisplay} USING ("user", res)`;

const topNonAnomalousRecords = await sql`
  SELECT tenant_id, "user", res, count(*) AS count
  FROM ${nonAnomalousRecords}
  GROUP BY tenant_id, "user", res`;

const topNonAnomalousAccesses = await sql`
  SELECT tenant_id, "user", res, count
  FROM (
    SELECT *, row_number() OVER (PARTITION BY tenant_id, "user" ORDER BY count DESC, res) AS index
    FROM ${topNonAnomalousRecords}
  )
  WHERE index IN (1, 2, 3, 4, 5)
  ORDER BY count DESC, "user", res
  LIMIT 25`;

// The anomalous ones are added back, each counted once.
const fileShareAccesses = await sql`
  SELECT "user", res, count FROM ${topNonAnomalousAccesses}
  UNION ALL
  SELECT "user", res, 1 AS count FROM ${resultsToDisplay}`;

show(fileShareAccesses, { limit: 10 });

// %% [markdown]
// The diagram needs numbers: every user and every resource becomes a node with an index, users first. A user
// and a resource with the same name are still two nodes.

// %%
const highScoresDf = toDataFrame(fileShareAccesses);
const userNames = Array.from(highScoresDf.column('user').unique().values, String);
const resNames = Array.from(highScoresDf.column('res').unique().values, String);

const userIndexDf = new dfd.DataFrame({ user: userNames, userIndex: userNames.map((_, n) => n) });
const resIndexDf = new dfd.DataFrame({
  res: resNames,
  resIndex: resNames.map((_, n) => userNames.length + n),
});

const withNodes = (df: dfd.DataFrame): dfd.DataFrame => {
  const withUsers = dfd.merge({ left: df, right: userIndexDf, on: ['user'], how: 'left' });
  return dfd.merge({ left: withUsers, right: resIndexDf, on: ['res'], how: 'left' });
};

const allAccessIndexDf = withNodes(highScoresDf);
const anomalousDf = toDataFrame(await sql`SELECT "user", res, 1 AS count FROM ${resultsToDisplay}`);
const highScoresIndexDf = withNodes(anomalousDf);

// %% [markdown]
// Normal accesses are drawn in grey, anomalous ones in red. To draw no access twice, 1 is subtracted from the
// count of each red pair, and pairs that reach 0 are dropped.

// %%
const normalLineColor = 'rgba(211, 211, 211, 0.8)';
const anomalousColor = 'red';
const columns = ['user', 'res', 'count', 'userIndex', 'resIndex'];
const coloured = (df: dfd.DataFrame, kind: AccessKind, colour: string): dfd.DataFrame =>
  df.loc({ columns })
    .addColumn('kind', Array(df.shape[0]).fill(kind))
    .addColumn('colour', Array(df.shape[0]).fill(colour));

// hsi: the high-score index, of the anomalous pairs.
const hsiDf = highScoresIndexDf.loc({ columns: ['user', 'res', 'count'] }).rename({ count: 'hsiCount' });
const updatedDf = dfd.merge({ left: allAccessIndexDf, right: hsiDf, on: ['user', 'res'], how: 'left' });
const hsiCounts = updatedDf.column('hsiCount').values;
const counts = Array.from(updatedDf.column('count').values, Number);
const others = counts.map((count, n) => (hsiCounts[n] === 1 ? count - 1 : count));
updatedDf.addColumn('count', others, { inplace: true });

const displayDf = dfd.concat({
  dfList: [
    coloured(updatedDf.query(updatedDf.column('count').gt(0)), 'normal', normalLineColor),
    coloured(highScoresIndexDf, 'anomalous', anomalousColor),
  ],
  axis: 0,
});

show(displayDf, { limit: 10 });

// %% [markdown]
// Users stand on the left, resources on the right; a band is an access, and the wider it is, the more
// frequent the access was. Point at a band or a name to see what it is. You can drag names.

// %%
const nodes = [
  ...userNames.map((name) => ({ kind: 'user' as const, tenant: null, name, label: name })),
  ...resNames.map((name) => ({ kind: 'resource' as const, tenant: null, name, label: name })),
];
const links = toTable(displayDf).toArray();

({ data: [sankeyTrace(nodes, links)], layout: sankeyLayout(nodes) })

// %% [markdown]
// The next notebook does all of the last three cells in one call: `accessSankey(fileShareAccesses,
// resultsToDisplay)`.
//
// Continue with your own logs in `02-your-own-logs.ipynb`.
