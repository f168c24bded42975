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
// # Your own logs
//
// This notebook turns a log of accesses into saved models. It reads the log, sets some accesses aside (those
// of the last days, if the log has times), learns from the rest, and checks on the accesses set aside how far
// its scores can be trusted. Then it lists the most suspicious of them, learns from all accesses, and saves
// the models, by which `03-score-a-new-day` scores later accesses. It starts with real data: which users
// logged on to which computers at Los Alamos National Laboratory (see `data/README.md`). A report names its
// log below, under *Reading*.
//
// To run it on your own log, change the first cell here in JupyterLab, or give the path on the command line:
//
// `npm start -- notebooks/02-your-own-logs.ipynb -p path=/logs/x`
//
// The notebook looks at the log first. It reads the logs of fifteen vendors by itself. For any other log it
// shows the fields, says which command names them, and stops:
//
// `npm start -- notebooks/02-your-own-logs.ipynb -p path=/logs/shares.csv.gz -p user=account -p res=share`

// %% [markdown]
// ## Parameters
//
// - `path`: a file, a glob or a folder, relative to this notebook, or an SQL query. A file may be CSV, JSON,
//   Zeek's or IIS's text, Parquet or a DuckDB database; text may be packed with gzip or zstd
// - `profile`: `windows`, `cloudtrail`, `entra`, `office365`, `okta`, `github`, `gcp`, `gworkspace`,
//   `kubernetes`, `slack`, `salesforce`, `databricks`, `zeek`, `ocsf`, `ecs`, or the path of your own
//   (`./wiki.profile.json`). A profile knows its fields. Empty: the one that fits, if no field is named
// - `tenant`, `user`, `res`, `time`, `count`, `id`: the names of fields. A name may have dots
//   (`actor.email`), numbers (`chain[2]`) and conditions (`target[type=AppInstance].displayName`). With a
//   profile, such a field replaces the profile's own. Empty: one tenant, `user` and `res`, no time, each row
//   counts 1
// - `duplicates`: `once` counts events of the same `id` once, `keep` counts all
// - `timeFormat`: how times are written that aren't ISO 8601, such as `%d/%m/%Y %H:%M:%S`; empty: guessed
//   from the values, and reported
// - `from`, `to`: only accesses from the one until before the other, such as `2026-01-01`; empty: all
// - `likelihood`: how a user's accesses to a resource are counted: `count`, `logCount` (its logarithm) or
//   `days` (the days it was seen on); with `logCount`, the evidence has no history term
// - `accounts`: what to do with kinds of accounts: with a profile, such as `machine=keep, service=apart`; for
//   any log, names of service accounts, such as `service=svc_*`, which are judged among themselves
// - `failed`: whether failed accesses count, with a profile
// - `trim`: removes white space at the ends of names
// - `foldCase`: `true` joins names that differ only in case, under the most frequent spelling; `lower` writes
//   all names in lower case; null leaves it to the profile
// - `context`: from where and how accesses were made: names of fields, or what a profile calls `network`,
//   `country`, `client`, ...; if the log has times, the evidence learns these and the hours; empty: nothing
// - `horizon`: how many days of accesses you will score at a time: alarm rates hold for that; 0: a sixteenth
//   of this log's days. The last quarter of the log is cut into windows of about that length (one, if it is
//   shorter), and each takes about as long as a fit: with 1, a year has 92
// - `relation`: which table to read, if a database has several
// - `partitions`: whether folders such as `account=1` are columns of files that have none of that name
// - `rank`, `iterations`: for the original's score: how many numbers are learned for each user and resource,
//   and in how many rounds
// - `historyTrust`: how much an account's own history counts when it does something again: 1 as its counts
//   say, 0 not at all
// - `alertBudget`: how many accesses somebody has time to look at
// - `seed`: decides what is set aside and where training starts
// - `modelFolder`, `evidenceFolder`: where the models of the original's score and of the evidence are saved;
//   existing models are replaced. If the second is empty, it is the first with `-evidence`

// %% tags=["parameters"]
let path = '../data/lanl-2014-user-computer/first-span.parquet';
let profile = '';
let tenant = '';
let user = '';
let res = '';
let time = '';
let timeFormat = '';
let count = '';
let id = '';
let duplicates = 'once';
let from = '';
let to = '';
let likelihood = 'count';
let accounts = '';
let failed = false;
let trim = false;
let foldCase: boolean | 'lower' | null = null;
let context = '';
let horizon = 0;
let relation = '';
let partitions = false;
let rank = 10;
let iterations = 25;
let historyTrust = 1;
let alertBudget = 25;
let seed = 42;
let modelFolder = '../build/model';
let evidenceFolder = '';

// %%
import {
  AccessAnomaly, accessContext, AccessEvidence, accessSankey, calibration, calibrationCurves, compareRankers,
  doubtsBox, doubtsOf, evidenceBars, fitCurve, given, inspectLog, makeTest, optionsFor, peersBaseline,
  progress, rarityBaseline, readAccess, readingProgress, scoreDistribution, show, showLog, showReport, sql,
} from 'access-anomaly';

// %%
const verdict = doubtsBox();

// %% [markdown]
// ## What the log is
//
// Some of its rows show which format the log has, which profile fits it, and which fields it has.

// %%
// What is empty isn't given.
const asked = given({
  profile, tenant, user, res, time, timeFormat, count, id, duplicates, likelihood, accounts, failed, trim,
  foldCase, relation, partitions,
});

// %%
// Wrong options are reported before the log is looked at.
const range = given({ from, to, context });
const inspected = await inspectLog(path, { ...asked, ...range });
showLog(inspected);

// %% [markdown]
// ## Reading
//
// Rows of the same user and resource are added up; if there are times, separately for each day, hour and
// context. The report counts unreadable rows, rows that are left out, and repeated events. It shows some of
// the unreadable rows.

// %%
const log = optionsFor(inspected, asked);
const isInTime = Boolean(log.profile || log.time);
const days = isInTime ? { by: 'day', hours: true } as const : {};
const { table: accesses, report } = await readAccess(path, {
  ...log, ...range, ...days, ...readingProgress(),
});

// %%
if (context && !isInTime) console.log('Without times the models learn nothing from the context.');
showReport(report, log);

// %%
await sql`
  SELECT count(DISTINCT (tenant, "user", res)) AS accesses, count(DISTINCT (tenant, "user")) AS users,
    count(DISTINCT (tenant, res)) AS resources,
    median(likelihood) AS "median likelihood", max(likelihood) AS "largest likelihood"
  FROM ${accesses}`

// %%
show(accesses, { limit: 10 });

// %% [markdown]
// ## Setting accesses aside
//
// If the log has times, the last quarter of its days is hidden from the training: a model is judged on what
// came later. Without times, a fifth of each user's accesses is hidden, which is an easier test. These
// accesses are real, so a good model finds them unsurprising. They are compared with as many random pairs of
// a user and a resource that were never seen together, each in the context of an access that was set aside.

// %%
// In the log of a single day nothing comes later.
const [later] = isInTime
  ? await sql`
    SELECT quantile_disc(day, 0.75) AS day FROM (SELECT DISTINCT day FROM ${accesses})
    HAVING quantile_disc(day, 0.75) > min(day)`
  : [];
const { train, pairs } = makeTest(accesses, later
  ? { by: 'time', timeCol: 'day', at: new Date(later.day), seed }
  : { fraction: 0.2, seed });
const heldOut = later
  ? await sql`SELECT *, 0 AS label FROM ${accesses} WHERE day >= ${new Date(later.day)}::DATE`
  : await sql`
    SELECT *, 0 AS label
    FROM ${accesses} SEMI JOIN (FROM ${pairs} WHERE label = 0) USING (tenant, "user", res)`;
const unseen = await sql`
  SELECT h.* EXCLUDE (n) REPLACE (p.tenant AS tenant, p."user" AS "user", p.res AS res, 1 AS label)
  FROM (SELECT *, row_number() OVER (ORDER BY hash(h)) AS n FROM ${heldOut} h) h
    JOIN (SELECT *, row_number() OVER () AS n FROM ${pairs} WHERE label = 1) p USING (n)`;
const test = await sql`FROM ${heldOut} UNION ALL FROM ${unseen}`;

show([{ 'to train on': train.numRows, 'set aside': heldOut.numRows, 'random unseen pairs': unseen.numRows }]);
if (heldOut.numRows === 0) console.log('Nothing was set aside: that takes users with several resources.');
else if (unseen.numRows === 0) console.log('Nothing to compare with: every user accesses every resource.');

// %% [markdown]
// ## Training
//
// Two models learn from the same accesses. The **evidence** asks how much likelier an intruder makes an
// access than the behaviour that was learned: what similar users do, which resources are used alike, and how
// much the user and the resource are used at all. The **anomaly score** is the one of notebook 01, by
// collaborative filtering.
//
// If there are times, the evidence learns *forward*: it predicts the last quarter of the log from what was
// before. This tells how much each of its reasons counts, and how rare each amount of evidence is. It also
// learns when each account works, and the contexts.

// %%
const inTime = isInTime
  ? { contextCols: context ? context.split(',').map((name) => name.trim()) : [], horizon: horizon || null }
  : { dayCol: null };
const evidence = await new AccessEvidence({ ...inTime, historyTrust, seed })
  .fit(train, progress('Learning the evidence'));

// %%
const training = progress('Training the anomaly score');
const model = await new AccessAnomaly({ rankParam: rank, maxIter: iterations, seed }).fit(train, training);

// %% [markdown]
// Each iteration should move the factors less than the one before. If the curve still falls steeply at its
// end, more iterations may help.

// %%
fitCurve(training.points)

// %% [markdown]
// ## What the evidence says, and what it doesn't
//
// The evidence is a *weight of evidence*: the logarithm of how many times likelier an intruder makes the
// access than the behaviour that was learned. 0 says nothing either way; 3 means **20 times likelier from an
// intruder** (e³ ≈ 20), 5 means 150 times, and -3 means 20 times likelier from normal use. The intruder in
// this comparison knows little: which account they use and where they go is mostly random.
//
// It does *not* mean that an intruder is 20 times likelier than not. That also depends on how many accesses
// are an intruder's at all. If it is one in ten thousand, then an access with evidence 3 is an intruder's
// with a chance of one in five hundred. The evidence of several accesses of one account adds up if they have
// nothing else in common.
//
// It is a sum of terms, which the reasons below show as factors, the largest first: `fit ×12`
// makes an intruder twelve times likelier, `account ÷3` a third as likely.
//
// - how little the **account** is used: an intruder doesn't mind whose account it is;
// - how little the **resource** is used: an intruder doesn't know which ones people need;
// - how well the two **fit**: do similar accounts use it, does the account use similar resources;
// - the account's own **history**, if the access was seen before: the more often, the less it surprises;
// - each **context**: the hour, the network, the client: is it usual for the account and for the resource?
//
// With contexts the intruder is one of four: a *stranger*, who takes any account; a *stolen account*, which
// goes where it never went, from elsewhere; *misuse*, an account that does what it always does, from
// elsewhere or at another time; and an *insider*, the owner where they don't belong. The evidence is that of
// all four together, so the terms don't simply add up: one more term holds the difference.
//
// Each evidence comes with a **p-value**: how often a normal access gets as much evidence. If p-values up to
// 0.01 raise alarms, about one in a hundred normal accesses raises one: so an alert budget becomes a promise.
// `p_next`, of a model that has learned forward, is about all accesses of later days. `p_new`, without times,
// is about accesses that were never seen, and later days usually raise several times as many alarms. Both
// hold on average, not for everybody: newcomers and rarely seen accounts raise more of the false alarms,
// since rarity is part of the evidence. If an account is misused just as its owner uses it, there is no
// evidence against it.

// %% [markdown]
// ## How far to trust the scores
//
// Can a score tell a real access from a random pair? The **AUC** is the probability that the random pair of
// two gets the higher score: 0.5 is guessing, 1 is perfect. **Average precision** asks the same from the top
// of the list: how pure is the list, on average, down to each random pair? Both scores are compared with
// simple rules that any model must beat: the fewer of the users access a resource, the more suspicious an
// access to it; the less a user's peers do it, the more suspicious.
//
// Pairs whose user or resource does not occur in the training set have no anomaly score. They are counted,
// and left out of the comparison; the evidence ranks them, too.

// %%
const comparison = compareRankers({
  evidence,
  "the resource's rarity": rarityBaseline(train),
  'what peers do': peersBaseline(train),
  'anomaly score': model,
}, test, { resamples: 200, seed });
const scored = model.transform(evidence.transform(test));

if (heldOut.numRows === 0 || unseen.numRows === 0) {
  console.log('Nothing to compare: that takes accesses set aside and random pairs, both with a score.');
} else {
  show(comparison.select(['ranking', 'AUC', 'average precision', 'precision at 1 %']));
  show(await sql`
    SELECT CASE label WHEN 0 THEN 'set aside' ELSE 'random' END AS pairs, count(*) AS count,
      count(*) - count(anomaly_score) AS "without an anomaly score"
    FROM ${scored} GROUP BY label ORDER BY label`);
}

// %%
scoreDistribution([
  { name: 'set aside', scores: evidence.score(heldOut) },
  { name: 'random pairs', scores: evidence.score(unseen) },
], { title: 'Distribution of the evidence', unit: 'Evidence, in nats' })

// %% [markdown]
// And are the promises kept? The accesses set aside are normal, so the promised share of them should raise an
// alarm. On the dashed line it does; above it there are more false alarms than promised, below it fewer.
// Without times, fewer are usual here and no fault: p-values compare with accesses that were seen once, while
// most accesses set aside from a log of counts were seen often.

// %%
const promises = heldOut.numRows > 0 ? calibration(evidence, heldOut) : undefined;
verdict.tell(doubtsOf({ model: evidence, report, comparison, calibration: promises }));
if (promises) show(calibrationCurves(promises));

// %% [markdown]
// If there are times, here is the same day by day: a model gets older, and a day may have a story of its own.

// %%
if (later) show(await sql`
  SELECT day, count(*) AS accesses, count(*) FILTER (p_next <= 0.01) / count(*) AS "up to 1 %",
    count(*) FILTER (p_next <= 0.05) / count(*) AS "up to 5 %"
  FROM ${scored} WHERE label = 0 GROUP BY day ORDER BY day`, {
    caption: 'Normal accesses of later days with a p-value up to 1 % and up to 5 %',
  });

// %% [markdown]
// ## The accesses that speak most for an intruder
//
// These accesses, all of them real, have the most evidence among those that were set aside, each in its most
// telling context. `reason` says what was learned about the account, the resource and the account's nearest
// peers, and how many times likelier that makes an intruder. The accesses set aside were not learned: one
// that was made on many of their days may never have been seen before. So the table has both counts:
// `user_count`, how often the access was learned, and `set_aside`, how often it was set aside (in days, where
// there are times). `alike` says how many more have the same evidence, nearly always because everything known
// about them is the same; `anomaly_score` is the original's, empty if there is none. The list is a sample:
// training accesses are not in it, and a resource looks rarer than it is if most of its accesses were set
// aside. To judge a day of accesses, score it by a model of the time before it: see `03-score-a-new-day`.

// %%
const setAside = isInTime
  ? await sql`SELECT tenant, "user", res, count(DISTINCT day) AS set_aside FROM ${heldOut} GROUP BY ALL`
  : await sql`SELECT tenant, "user", res, sum(likelihood) AS set_aside FROM ${heldOut} GROUP BY ALL`;
const anomalies = evidence.explain(await sql`
  SELECT *, count(*) OVER alike - 1 AS alike
  FROM (
    FROM ${scored} WHERE label = 0 AND evidence > 0
    QUALIFY row_number() OVER (PARTITION BY tenant, "user", res ORDER BY evidence DESC, likelihood DESC) = 1
  ) JOIN ${setAside} USING (tenant, "user", res)
  WINDOW alike AS (PARTITION BY round(evidence, 3))
  QUALIFY row_number() OVER (alike ORDER BY likelihood DESC, tenant, "user", res) = 1
  ORDER BY evidence DESC
  LIMIT ${alertBudget}`);

show(anomalies.select([
  'tenant', 'user', 'res', ...(isInTime ? ['day'] : []), 'user_count', 'set_aside', 'evidence',
  isInTime ? 'p_next' : 'p_new', 'reason', 'alike', 'anomaly_score',
]), { limit: alertBudget });

// %% [markdown]
// These are the terms of the evidence of the first ten: bars to the right point to an intruder, to the left
// to normal use.

// %%
evidenceBars(anomalies.slice(0, 10))

// %% [markdown]
// The same accesses are shown in red, with up to five other resources of each user in grey, the most frequent
// first. A grey band is as wide as its count; a red one always has width 1.

// %%
accessSankey(accessContext(accesses, anomalies), anomalies, {
  title: 'What the users with the most anomalous accesses touch',
})

// %% [markdown]
// ## Models to keep
//
// The accesses set aside have served their purpose, so the models to keep learn from all accesses. The model
// of the anomaly score starts from the one above: three rounds bring it as far as all rounds from a random
// start.

// %%
const { span } = report;
const kept = await new AccessAnomaly({ rankParam: rank, maxIter: 3, seed }).fit(accesses, {
  warmStart: model, span,
});
await kept.save(modelFolder);

const keptEvidence = await new AccessEvidence({ ...inTime, historyTrust, seed }).fit(accesses, { span });
await keptEvidence.save(evidenceFolder || `${modelFolder}-evidence`);

// %%
[{
  'saved in': modelFolder, users: kept.numUsers, resources: kept.numResources,
  first: kept.span?.first ?? null, last: kept.span?.last ?? null,
}]

// %% [markdown]
// Notebook `03-score-a-new-day` loads them, and scores later accesses.
