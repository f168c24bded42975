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
// # Past one machine
//
// The anomaly score was written for Spark. If a company's logs are in Spark already, it can be fitted and
// scored there: the accesses stay where they are, and the same model comes back. This notebook fits the same
// accesses on both sides and asks three questions. Is it the same model? How long does each take? From which
// size on is Spark worth using?

// %% [markdown]
// ## Parameters
//
// `server` is a Spark Connect server (4.1 or later, with `spark.checkpoint.dir` set), such as
// `sc://spark.example.com:15002/;use_ssl=true`. Without one, and without the environment's `SPARK_REMOTE`,
// the notebook starts a small cluster on this machine, a master and two workers, and stops it at the end.
// (Spark is downloaded once, 456 MB.) Don't write a token here, where it would be saved with the notebook:
// put it into the environment variable `SPARK_CONNECT_AUTHENTICATE_TOKEN`.
//
// `numBlocks` says into how many parts Spark's ALS cuts users and resources, which is also how many tasks run
// at once; its default is 10.

// %% tags=["parameters"]
let server = '';
let maxIter = 25;
let largest = 1_000_000;
let numBlocks = 10;
let seed = 42;

// %%
import os from 'node:os';
import { AccessAnomaly, type AccessAnomalyModel, column, progress, show, sql } from 'access-anomaly';
import { connectSpark, startSpark } from 'access-anomaly/spark';

// %%
const isGiven = Boolean(server || process.env.SPARK_REMOTE);
const local = isGiven ? null : await startSpark({ workers: 2, onStep: console.log });
const spark = await connectSpark(server || local?.url);
[{ Spark: spark.version, where: isGiven ? 'the server that was given' : 'a master and two workers here' }]

// %% [markdown]
// ## The accesses
//
// They say who logged on to which computer at Los Alamos National Laboratory in nine months of 2014 (see
// `data/README.md`): 312,283 pairs of a user and a computer.

// %%
const accesses = await sql`
  SELECT 'lanl' AS tenant, "user", res FROM '../data/lanl-2014-user-computer/*.parquet' ORDER BY ALL`;

// %% [markdown]
// `upload` brings a table to Spark. Tables that are there already don't need it:
// `spark.read.parquet('s3a://logs/2026-01/')`, `spark.table('logs.accesses')` or `spark.sql('SELECT ...')`
// name them, and nothing is read until it is needed.

// %%
const accessesThere = spark.upload(accesses);
show([{ 'accesses here': accesses.numRows, 'accesses on Spark': await accessesThere.count() }]);
show(await accessesThere.schema());

// %% [markdown]
// ## The same start
//
// ALS begins at random factors, and from another beginning it ends elsewhere. We can't choose Spark's
// beginning, but we can get it: a fit of no iterations returns it. The fit here starts from the same factors.

// %%
const params = { maxIter, seed, numBlocks };
const nothingButStart = new AccessAnomaly({ ...params, maxIter: 0 });
const start = await nothingButStart.fit(accessesThere, progress("Spark's start"));

// %% [markdown]
// ## Both fits
//
// Both have the same parameters and the same call; they only differ in where the table is. On Spark the
// accesses are added up, names are numbered, and Spark's own ALS factorises them; here the engine of this
// package does all of it. An interrupt of the kernel ends either one, and also the job on the server.

// %%
async function timed<T>(work: () => Promise<T>) {
  const begin = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - begin) / 1000 };
}

// %%
const there = await timed(() => new AccessAnomaly(params).fit(accessesThere, progress('On Spark')));

// %%
const here = await timed(() =>
  new AccessAnomaly(params).fit(accesses, { ...progress('Here'), warmStart: start }));

// %% [markdown]
// ## The same model
//
// Every number of every vector of the two models is compared, relative to the largest number. Spark computes
// in 32 bits, and adds up in the order in which its tasks happen to end: the last digits differ from run to
// run.

// %%
function compareVectors(a: AccessAnomalyModel, b: AccessAnomalyModel) {
  let largest = 0;
  let difference = 0;
  const compare = (one: Float64Array | null, other: Float64Array | null) => {
    for (let k = 0; one && other && k < one.length; k++) {
      largest = Math.max(largest, Math.abs(one[k]));
      difference = Math.max(difference, Math.abs(one[k] - other[k]));
    }
  };
  for (const user of new Set<string>(column(accesses, 'user'))) {
    compare(a.userVector('lanl', user), b.userVector('lanl', user));
  }
  for (const res of new Set<string>(column(accesses, 'res'))) {
    compare(a.resVector('lanl', res), b.resVector('lanl', res));
  }
  return { 'largest number': largest, 'largest difference': difference, relative: difference / largest };
}

[compareVectors(here.result, there.result)]

// %% [markdown]
// Then the scores are compared, on accesses that show every case: some that were seen, as many pairs mixed
// from them (some of which nothing connects: ∞), and a new user (null).

// %%
const asked = await sql`
  WITH seen AS (SELECT "user", res, row_number() OVER (ORDER BY hash("user" || res)) AS n FROM ${accesses})
  SELECT 'lanl' AS tenant, "user", res FROM seen WHERE n <= 20000
  UNION SELECT 'lanl', a."user", b.res FROM seen a JOIN seen b ON b.n = 100000 - a.n
  UNION SELECT 'lanl', 'somebody new', res FROM seen WHERE n <= 100`;

// %%
const scoredHere = here.result.transform(asked);
const scoredThere = await there.result.transform(spark.upload(asked)).toTable();
await sql`
  SELECT count(*) AS accesses,
    count(*) FILTER (h.anomaly_score IS NULL AND t.anomaly_score IS NULL) AS "both null",
    count(*) FILTER (isinf(h.anomaly_score) AND isinf(t.anomaly_score)) AS "both ∞",
    count(*) FILTER (isfinite(h.anomaly_score) AND isfinite(t.anomaly_score)) AS "both numbers",
    max(abs(h.anomaly_score - t.anomaly_score)) FILTER (isfinite(h.anomaly_score)) AS "largest difference"
  FROM ${scoredHere} h JOIN ${scoredThere} t USING ("user", res)`

// %% [markdown]
// ## The time of both
//
// We time the fit of the set above, then fits of made-up accesses, up to `largest` rows, with a tenth as many
// users and a twentieth as many resources as rows, some busier than others. Spark's time begins when the
// accesses are on the server, and ends when the model is here.

// %%
const madeUp = (size: number) => sql`
  SELECT 'made up' AS tenant,
    'u' || (power(hash(range, ${seed}) % 1e6 / 1e6, 2) * ${size} / 10)::INTEGER AS "user",
    'r' || (power(hash(range, ${seed + 1}) % 1e6 / 1e6, 2) * ${size} / 20)::INTEGER AS res
  FROM range(${size})`;
const times = [{ rows: accesses.numRows, here: here.seconds, spark: there.seconds }];
for (const size of [Math.round(largest / 10), Math.round(largest / 3), largest]) {
  const table = await madeUp(size);
  const onSpark = spark.upload(table);
  await onSpark.count();
  const title = `${size.toLocaleString('en-US')} rows`;
  const ours = await timed(() => new AccessAnomaly(params).fit(table, progress(`${title} here`)));
  const theirs = await timed(() => new AccessAnomaly(params).fit(onSpark, progress(`${title} on Spark`)));
  times.push({ rows: size, here: ours.seconds, spark: theirs.seconds });
}

// %%
times.sort((a, b) => a.rows - b.rows);
times.map(({ rows, here, spark }) => ({
  rows, 'seconds here': here, 'seconds on Spark': spark, 'times as long': spark / here,
}))

// %%
const line = (name: string, y: number[]) => ({ type: 'scatter', name, x: times.map(({ rows }) => rows), y });
({
  data: [line('here', times.map(({ here }) => here)), line('on Spark', times.map(({ spark }) => spark))],
  layout: {
    title: { text: `A fit of ${maxIter} iterations` },
    xaxis: { title: { text: 'rows' }, type: 'log' }, yaxis: { title: { text: 'seconds' }, type: 'log' },
  },
})

// %% [markdown]
// ## From which size on
//
// Spark spends most of a small fit on scheduling: each iteration has about forty tasks, however small. The
// difference between the two largest sizes shows what rows cost. With so many rows that scheduling no longer
// matters, Spark needs this many times the cores that it had here to be as fast.

// %%
const [smaller, larger] = times.slice(-2);
const perMillion = (side: 'here' | 'spark') =>
  (1e6 * (larger[side] - smaller[side])) / (larger.rows - smaller.rows);
[{
  'seconds a million more rows, here': perMillion('here'),
  'on Spark': perMillion('spark'),
  'times as long': perMillion('spark') / perMillion('here'),
  'cores here': os.availableParallelism(),
  'cores of Spark': isGiven ? 'those of the server' : 2,
}]

// %% [markdown]
// As long as the accesses fit into one machine's memory, the fit here is faster and cheaper, and needs no
// server. Spark is worth using if
//
// - **the distinct accesses don't fit** (`docs/scale.md` has the formula, and figures up to a billion; if a
//   fit here needs more memory than is free, it fails before it starts and says how much it needs);
// - **the logs are on Spark already**, and bringing them here would take longer than the fit there;
// - **the scores are needed there**: `model.transform(table)`, with a model from either side, scores a table
//   of any length where it is, and `.write.parquet(path)` saves the result there.
//
// A model with too many users and resources to come here stays there: `fit(table, { modelPath })`.

// %%
await spark.close();
await local?.stop();
