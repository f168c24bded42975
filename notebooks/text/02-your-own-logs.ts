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
// # Your own logs
//
// This notebook goes from a log of accesses to a model that is kept: it reads the log, sets some of the accesses aside,
// learns from the rest, and checks on what was set aside how far its scores can be trusted. Then it lists the accesses that
// fit least, learns from all of them, and saves the model, for `03-score-a-new-day` to score later accesses by. It starts
// with real data: which users logged on to which computers at Los Alamos National Laboratory (see `data/README.md`). Which
// log a report is about stands below, under *Reading*.
//
// To run it on your own log, change the first cell here in JupyterLab, or give the parameters on the command line:
//
// `npm start -- notebooks/02-your-own-logs.ipynb -p path=/logs/shares.csv.gz -p user=account -p res=share`
//
// `npm start -- notebooks/02-your-own-logs.ipynb -p path=/logs/cloudtrail -p profile=cloudtrail`

// %% [markdown]
// ## Parameters
//
// | parameter | what it is |
// |---|---|
// | `path` | CSV, gzip'd CSV, Parquet or JSON lines, a DuckDB database, or an SQL query; a file, a glob or a folder; relative to this notebook |
// | `profile` | `windows`, `cloudtrail`, `entra`, `office365`, `okta` or `github` for logs as these write them; then no columns need to be named |
// | `tenant`, `user`, `res`, `time`, `count` | the log's columns; beside a profile, fields to read in the place of its own. Empty: one tenant, `user` and `res`, no time, every row counts 1 |
// | `timeFormat` | of times that aren't ISO 8601, such as `%d/%m/%Y %H:%M:%S`; empty: guessed from the values, and said |
// | `from`, `to` | only accesses from the one until before the other, such as `2026-01-01`; empty: all |
// | `likelihood` | what a user's accesses to a resource count: `count`, `logCount` (its logarithm) or `days` (the days it was seen on) |
// | `accounts`, `failed` | with a profile: what becomes of kinds of accounts (`machine=keep, service=apart`), and whether failed accesses count |
// | `trim`, `foldCase` | names without white space at their ends, and in lower case |
// | `relation` | the table of a database that has several |
// | `rank` | numbers learned for each user and resource: more follow finer patterns, and need more data |
// | `iterations` | rounds of training |
// | `alertBudget` | how many accesses somebody has time to look at |
// | `seed` | decides what is set aside and where training starts |
// | `modelFolder` | where the model is saved; a model that is there is replaced |

// %% tags=["parameters"]
let path = '../data/lanl-2014-user-computer/first-span.parquet';
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
let rank = 10;
let iterations = 25;
let alertBudget = 25;
let seed = 42;
let modelFolder = '../build/model';

// %%
import {
  AccessAnomaly, accessSankey, averagePrecision, type FitPoint, fitCurve, given, holdOut, progress, rarityBaseline,
  readAccess, rocAuc, scoreDistribution, show, showReport, sql, unseenPairs,
} from 'access-anomaly';

// %% [markdown]
// ## Reading
//
// Rows of the same user and resource are added up. Rows that can't be read, or that are left out, are counted, and some of
// those that can't be read are shown.

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

// %%
await sql`
  SELECT count(*) AS accesses, count(DISTINCT (tenant, "user")) AS users, count(DISTINCT (tenant, res)) AS resources,
    median(likelihood) AS "median likelihood", max(likelihood) AS "largest likelihood"
  FROM ${accesses}`

// %%
show(accesses, { limit: 10 });

// %% [markdown]
// ## Setting accesses aside
//
// A fifth of each user's accesses is hidden from the training. They are real, so a good model finds them unsurprising,
// although it has never seen them. To compare with: as many pairs of a user and a resource drawn at random, which nobody
// was ever seen to access, or all of them if there are fewer.

// %%
const { train, test } = await holdOut(accesses, { tenantCol: 'tenant', userCol: 'user', resCol: 'res', fraction: 0.2, seed });
const neverSeen = await sql`
  SELECT coalesce(sum(pairs), 0)::DOUBLE AS pairs
  FROM (
    SELECT count(DISTINCT "user") * count(DISTINCT res) - count(*) AS pairs FROM ${accesses} GROUP BY tenant
  )`;
const n = Math.min(test.numRows, neverSeen.getChild('pairs')!.get(0));
const unseen = unseenPairs(accesses, { tenantCol: 'tenant', userCol: 'user', resCol: 'res', n, seed });

show([{ 'to train on': train.numRows, 'set aside': test.numRows, 'random unseen pairs': unseen.numRows }]);
if (test.numRows === 0) console.log('Nothing was set aside: that takes users with several resources.');
if (n === 0 && test.numRows > 0) console.log('Nothing to compare with: every user accesses every resource.');

// %% [markdown]
// ## Training

// %%
const curve: FitPoint[] = [];
const { onIteration, signal } = progress('Training');
const model = await new AccessAnomaly({ rankParam: rank, maxIter: iterations, seed }).fit(train, {
  signal,
  onIteration: (state) => {
    onIteration(state);
    curve.push(state);
  },
});

// %% [markdown]
// Each iteration should move the factors less than the one before. Where the curve still falls steeply at its end, more
// iterations may help.

// %%
fitCurve(curve)

// %% [markdown]
// ## How far to trust the scores
//
// Can the score tell a real access from a random pair? The **AUC** is the probability that the random pair of two gets the
// higher score: 0.5 is guessing, 1 is perfect. **Average precision** asks the same from the top of the list: how pure is
// it, on average, down to each random pair found? Both are set against a simple rule that any model must beat: the
// fewer of the users access a resource, the more suspicious an access to it.
//
// Pairs whose user or resource does not occur in the training set have no score. They are counted, and left out of both
// comparisons.

// %%
const heldOutScored = model.transform(test);
const unseenScored = model.transform(unseen);

const rarity = rarityBaseline(train, { tenantCol: 'tenant', userCol: 'user', resCol: 'res' });
const labelled = await sql`
  SELECT tenant, "user", res, anomaly_score, 0 AS label FROM ${heldOutScored}
  UNION ALL
  SELECT tenant, "user", res, anomaly_score, 1 AS label FROM ${unseenScored}`;
const scorable = await sql`SELECT * FROM ${labelled} WHERE anomaly_score IS NOT NULL`;

await sql`
  SELECT CASE label WHEN 0 THEN 'set aside' ELSE 'random' END AS pairs, count(*) AS count,
    count(*) - count(anomaly_score) AS "without a score"
  FROM ${labelled} GROUP BY label ORDER BY label`

// %%
const scores = scorable.getChild('anomaly_score')!;
const labels = scorable.getChild('label')!;
const rarities = rarity(scorable);

if (new Set(labels).size < 2) {
  console.log('Nothing to compare: that takes accesses set aside and random pairs, both with a score.');
} else {
  const judged = (ranking: string, values: typeof scores | Float64Array) =>
    ({ ranking, AUC: rocAuc(values, labels), 'average precision': averagePrecision(values, labels) });
  show([judged('anomaly score', scores), judged("the resource's rarity", rarities)]);
}

// %%
scoreDistribution([
  { name: 'set aside', scores: heldOutScored.getChild('anomaly_score')! },
  { name: 'random pairs', scores: unseenScored.getChild('anomaly_score')! },
])

// %% [markdown]
// ## The most anomalous accesses
//
// Of the accesses that were set aside, all of them real, these fit least with what their users and others do. Only
// scores above 1 are listed, so there may be fewer than `alertBudget`, or none. The list is a sample: accesses that were
// trained on are not in it, and a resource most of whose accesses were set aside looks rarer than it is. To judge a day of
// accesses, score it by a model of the time before it: see `03-score-a-new-day`.

// %%
const anomalies = await sql`
  SELECT tenant, "user", res, likelihood, anomaly_score
  FROM ${heldOutScored}
  WHERE anomaly_score > 1.0
  ORDER BY anomaly_score DESC, tenant, "user", res
  LIMIT ${alertBudget}`;

show(anomalies, { limit: alertBudget });

// %% [markdown]
// The same accesses in red, beside what their users access otherwise: for each up to five resources, the most frequent
// first. A grey band is as wide as its count; a red one is drawn once, with width 1, whatever its count.

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
// ## A model to keep
//
// What was set aside served its purpose, so the model to keep learns from all accesses. It starts from the one above: three
// rounds bring it as far as all of the rounds from a random start.

// %%
const kept = await new AccessAnomaly({ rankParam: rank, maxIter: 3, seed }).fit(accesses, {
  warmStart: model,
  span: report.span ?? undefined,
});
await kept.save(modelFolder);

// %%
[{
  'saved in': modelFolder, users: kept.numUsers, resources: kept.numResources,
  first: kept.span?.first ?? null, last: kept.span?.last ?? null,
}]

// %% [markdown]
// Notebook `03-score-a-new-day` loads it, and scores what came after.
