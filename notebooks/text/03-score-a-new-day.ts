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
// # Score a new day
//
// Notebook `02-your-own-logs` has learned who normally accesses what, and saved its model. This one loads it, scores later
// accesses, lists those that fit least, takes in the users and resources that are new, and brings the model up to date. It
// starts with real data: the second span of the accesses that notebook 02 starts with (see `data/README.md`).
//
// `npm start -- notebooks/03-score-a-new-day.ipynb -p path=/logs/2026-02-01.csv.gz -p user=account -p res=share`

// %% [markdown]
// ## Parameters
//
// | parameter | what it is |
// |---|---|
// | `modelFolder` | the model's folder; also one that SynapseML saved |
// | `path`, `profile`, `tenant`, `user`, `res`, `time`, `timeFormat`, `count`, `from`, `to`, `likelihood`, `accounts`, `failed`, `trim`, `foldCase`, `relation` | the later log, as in notebook 02 |
// | `earlier` | the log that the model was learned from, to learn from both again; empty: newcomers are only folded in |
// | `alertBudget` | how many accesses somebody has time to look at |
// | `threshold` | only scores above this are listed, in deviations from the mean of the accesses trained on |
// | `nextModelFolder` | where the model that has also seen this log is saved |

// %% tags=["parameters"]
let modelFolder = '../build/model';
let path = '../data/lanl-2014-user-computer/second-span.parquet';
let profile = '';
let tenant = '';
let user = '';
let res = '';
let time = '';
let timeFormat = '';
let count = '';
let from = '';
let to = '';
let likelihood = 'count';
let accounts = '';
let failed = false;
let trim = false;
let foldCase = false;
let relation = '';
let earlier = '../data/lanl-2014-user-computer/first-span.parquet';
let alertBudget = 25;
let threshold = 1;
let nextModelFolder = '../build/model-next';

// %%
import {
  AccessAnomaly, AccessAnomalyModel, accessSankey, driftBars, given, modelDrift, progress, readAccess,
  scoreDistribution, show, showReport, sql, toTable,
} from 'access-anomaly';

// %% [markdown]
// ## The model
//
// It is refused if a file of it is missing, damaged or of a newer version. What it gives is bit for bit what it gave when it
// was saved.

// %%
const model = await AccessAnomalyModel.load(modelFolder).catch((error) => {
  throw new Error(`${error.message}; notebook 02-your-own-logs saves one`);
});

// %%
[{
  model: modelFolder, users: model.numUsers, resources: model.numResources, rank: model.rank,
  first: model.span?.first ?? null, last: model.span?.last ?? null,
}]

// %% [markdown]
// ## The new accesses

// %%
// What is empty isn't given. A profile knows the columns; without one they are called user and res unless they are named.
const names = profile ? { user, res } : { user: user || 'user', res: res || 'res' };
const log = given({
  profile, tenant, ...names, time, timeFormat, count, likelihood, accounts, failed, trim, foldCase, relation,
});
const { table: accesses, report } = await readAccess(path, given({ ...log, from, to }));

// %%
showReport(report, log);
if (accesses.numRows === 0) throw new Error(`Expected rows that can be read in ${path}, got none of ${report.rows}`);

// %% [markdown]
// ## Scores
//
// A score says how much less an access was to be expected than those that the model was trained on, in their deviations.
// Infinity: nothing that the model has seen connects the user and the resource. An access has no score where the model has
// not seen the user, or the resource; these are counted here, and taken in below.

// %%
const scored = model.transform(accesses);

show(await sql`
  SELECT count(*) AS accesses, count(anomaly_score) AS "with a score", count(*) - count(anomaly_score) AS "user or resource is new",
    count(*) FILTER (isinf(anomaly_score)) AS "Infinity", count(*) FILTER (anomaly_score > ${threshold}) AS "above the threshold"
  FROM ${scored}`);

// %%
scoreDistribution([{ name: 'new accesses', scores: scored.getChild('anomaly_score')! }])

// %% [markdown]
// ## What fits least

// %%
const anomalies = await sql`
  SELECT tenant, "user", res, likelihood, anomaly_score
  FROM ${scored}
  WHERE anomaly_score > ${threshold}
  ORDER BY anomaly_score DESC, tenant, "user", res
  LIMIT ${alertBudget}`;

show(anomalies, { limit: alertBudget });

// %% [markdown]
// The same accesses in red, beside what else their users access in this log: for each up to five resources, the most
// frequent first.

// %%
const normal = await sql`
  SELECT tenant, "user", res, likelihood AS count
  FROM (
    SELECT *, row_number() OVER (PARTITION BY tenant, "user" ORDER BY likelihood DESC, res) AS index
    FROM ${accesses} SEMI JOIN ${anomalies} USING (tenant, "user") ANTI JOIN ${anomalies} USING (tenant, "user", res)
  )
  WHERE index <= 5`;

const shown = await sql`
  SELECT tenant, "user", res, count FROM ${normal}
  UNION ALL
  SELECT tenant, "user", res, 1.0 AS count FROM ${anomalies}`;

accessSankey(shown, anomalies, {
  tenantCol: 'tenant',
  title: 'What the users with the most anomalous accesses touch',
})

// %% [markdown]
// ## Who is new
//
// New users and resources, those with the most accesses first. They have no score yet: whether they are to be expected
// is for somebody to know.

// %%
const newcomers = await sql`
  SELECT tenant, "user", res, likelihood FROM ${scored} WHERE anomaly_score IS NULL`;

const unknown = model.transform(newcomers).numRows === 0 ? [] : newcomers.toArray().flatMap(({ tenant, user, res }) => [
  ...(model.userVector(tenant, user) ? [] : [{ tenant, what: 'user', name: user }]),
  ...(model.resVector(tenant, res) ? [] : [{ tenant, what: 'resource', name: res }]),
]);

show(unknown.length === 0 ? [{ 'new users and resources': 0 }] : await sql`
  SELECT tenant, what, name, count(*) AS accesses FROM ${toTable(unknown)}
  GROUP BY ALL ORDER BY accesses DESC, tenant, what, name LIMIT 20`);

// %% [markdown]
// ## Taking the newcomers in
//
// `foldIn` adds newcomers to the model by their first accesses, without a fit: who was known keeps their scores. What was
// listed above as anomalous is left out, since what is folded in is taken for normal.

// %%
const trusted = await sql`SELECT * FROM ${accesses} ANTI JOIN ${anomalies} USING (tenant, "user", res)`;
const folded = await model.foldIn(trusted);

show(await sql`
  SELECT 'before' AS model, ${model.numUsers} AS users, ${model.numResources} AS resources, count(anomaly_score) AS "accesses with a score"
  FROM ${scored}
  UNION ALL
  SELECT 'after', ${folded.numUsers}, ${folded.numResources}, count(anomaly_score) FROM ${folded.transform(accesses)}`);

// %% [markdown]
// ## Learning again
//
// The next model learns from both logs. It starts where the folded one stands, so that three rounds are enough.

// %%
const both = earlier ? (await readAccess([earlier, path], given({ ...log, to }))).table : null;
const { onIteration, signal } = progress('Training');
const next = both === null ? folded : await new AccessAnomaly({ rankParam: model.rank, maxIter: 3 }).fit(
  await sql`SELECT * FROM ${both} ANTI JOIN ${anomalies} USING (tenant, "user", res)`,
  { warmStart: folded, onIteration, signal },
);
await next.save(nextModelFolder);

// %% [markdown]
// Whose scores moved most from one model to the next: the root of the mean square of the changes over all resources. Who
// moves far does something else than before, or the little that was known of them has become more.

// %%
const drift = modelDrift(folded, next);
driftBars(drift)
