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
// This notebook goes from a log of accesses to models that are kept: it reads the log, sets some of the
// accesses aside (those of the last days, where the log has times), learns from the rest, and checks on what
// was set aside how far its scores can be trusted.
// Then it lists the accesses that speak most for an intruder, learns from all of them, and saves the models,
// for `03-score-a-new-day` to score later accesses by. It starts with real data: which users logged on to
// which computers at Los Alamos National Laboratory (see `data/README.md`). The section *Reading* says which
// log a report is about.
//
// To run it on your own log, change the first cell here in JupyterLab, or give the path on the command line:
//
// `npm start -- notebooks/02-your-own-logs.ipynb -p path=/logs/x`
//
// The notebook looks at the log first. It reads the logs of fifteen vendors by itself. Of any other log it
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
//   (`./wiki.profile.json`). A profile knows its fields. Empty: the one that fits, where no field is named
// - `tenant`, `user`, `res`, `time`, `count`, `id`: the names of fields. A name may have dots
//   (`actor.email`), numbers (`chain[2]`) and conditions (`target[type=AppInstance].displayName`). Beside a
//   profile, such a field takes the place of the profile's own. Empty: one tenant, `user` and `res`, no time,
//   each row counts 1
// - `duplicates`: `once` counts events of the same `id` once, `keep` counts all
// - `timeFormat`: of times that aren't ISO 8601, such as `%d/%m/%Y %H:%M:%S`; empty: guessed from the values,
//   and said
// - `from`, `to`: only accesses from the one until before the other, such as `2026-01-01`; empty: all
// - `likelihood`: what a user's accesses to a resource count: `count`, `logCount` (its logarithm) or `days`
//   (the days it was seen on); with `logCount` accesses have no history for the evidence
// - `accounts`: what happens to kinds of accounts: with a profile `machine=keep, service=apart`, of any log
//   `service=svc_*`, the names of service accounts, which are judged among themselves
// - `failed`: with a profile: whether failed accesses count
// - `trim`: takes white space off the ends of names
// - `foldCase`: `true` joins names that differ in case only, under the most frequent spelling; `lower` writes
//   all names in lower case; null leaves it to the profile
// - `context`: from where and how: names of fields, or what a profile calls `network`, `country`, `client`,
//   ...; where there are times, the evidence learns them, and the hours, too; empty: nothing
// - `horizon`: how many days of accesses you will score at a time: alarm rates hold for that; 0: a sixteenth
//   of this log's days. The last quarter of the log is cut into windows of about that length (one, where it
//   is shorter), and each takes about as long as a fit: with 1, a year takes 92
// - `relation`: the table of a database that has several
// - `partitions`: whether folders such as `account=1` are columns of files that have none of that name
// - `rank`, `iterations`: of the original's score: numbers learned for each user and resource, and rounds of
//   training
// - `historyTrust`: how far an account's own history speaks for what it does again: 1 as much as its counts
//   say, 0 not at all
// - `alertBudget`: how many accesses somebody has time to look at
// - `seed`: decides what is set aside and where training starts
// - `modelFolder`, `evidenceFolder`: where the models of the original's score and of the evidence are saved;
//   models that are there are replaced. The second empty: the first with `-evidence`

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
  AccessAnomaly, AccessEvidence, checkTrust, inspectLog, optionsFor, progress, readAccess, show, sql,
  withoutEmpty,
} from 'access-anomaly';
import {
  calibration, compareRankers, makeTest, peersBaseline, rarityBaseline,
} from 'access-anomaly/evaluate';
import {
  accessContext, accessSankey, calibrationCurves, evidenceBars, fitCurve, scoreDistribution,
} from 'access-anomaly/figures';
import { doubtsBox, readingProgress, showLog, showReport } from 'access-anomaly/notebook';

// %%
const verdict = doubtsBox();

// %% [markdown]
// ## What the log is
//
// A look at some of its rows says which format the log has, which profile fits it, and which fields it has.

// %%
// What is empty isn't given.
const asked = withoutEmpty({
  profile, tenant, user, res, time, timeFormat, count, id, duplicates, likelihood, accounts, failed, trim,
  foldCase, relation, partitions,
});

// %%
// What can't be is said before the log is looked at.
const range = withoutEmpty({ from, to, context });
const inspected = await inspectLog(path, { ...asked, ...range });
showLog(inspected);

// %% [markdown]
// ## Reading
//
// Rows of the same user and resource are added up, where there are times those of a day, an hour and a
// context. The report counts rows that can't be read, rows that are left out, and events that were seen
// before. It shows some of the rows that can't be read.

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
// Where the log has times, the last quarter of its days is hidden from the training: a model is judged on
// what came later. Without times, a fifth of each user's accesses is, which is kinder than time. They are
// real, so a good model finds them unsurprising. To compare with: as many pairs of a user and a resource
// drawn at random, which nobody was ever seen to access, each in the context of an access that was set aside.

// %%
// The log of a single day has nothing later.
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
// Two models learn from the same accesses. The **evidence** asks how much likelier an access is from an
// intruder than from what was learned: what similar users do, which resources are used alike, how much either
// is used at all. The **anomaly score** is that of the notebook that this one comes from, by collaborative
// filtering.
//
// Where there are times, the evidence learns *forward*: it foresees the last quarter of what it is given from
// what was before, and takes from that how much each of its reasons counts, and how rare which evidence is.
// It also learns when each account works, and the contexts.

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
// Each iteration should move the factors less than the one before. Where the curve still falls steeply at its
// end, more iterations may help.

// %%
fitCurve(training.points)

// %% [markdown]
// ## What the evidence says, and what it doesn't
//
// The evidence is a *weight of evidence*: the logarithm of how many times likelier the access is from an
// intruder than from the behaviour that was learned. 0 says nothing either way; 3 means **20 times likelier
// from an intruder** (e³ ≈ 20), 5 means 150 times, and -3 means 20 times likelier from normal use. The
// intruder of this comparison knows little: who they are and where they go is mostly random.
//
// It does *not* mean that an intruder is 20 times likelier than not. That also depends on how many accesses
// are an intruder's at all. If one in ten thousand is, an access with 20 times the odds is an intruder's with
// a chance of one in five hundred. Evidence of several accesses of one account adds up where they have
// nothing else in common.
//
// It is the sum of terms, which the reasons below say as factors, those that weigh most first: `fit ×12`
// makes an intruder twelve times likelier, `account ÷3` a third as likely.
//
// - how little the **account** is used: an intruder doesn't mind whose account it is;
// - how little the **resource** is used: an intruder doesn't know which ones people need;
// - how well the two **fit**: do similar accounts use it, does the account use similar resources;
// - the account's own **history**, where the access was seen before: the oftener, the less it surprises;
// - each **context**: the hour, the network, the client: is it usual for the account and for the resource?
//
// With contexts the intruder is one of four: a *stranger*, who takes any account; a *stolen account*, which
// goes where it never went, from elsewhere; *misuse*, an account that does what it always does, from
// elsewhere or at another time; and an *insider*, the owner where they don't belong. The evidence is that of
// all four together, so the terms don't simply add up: what the mixture changes stands among them.
//
// Beside it stands a **p-value**: how often a normal access gets as much evidence. Where alarms are raised at
// a p-value up to 0.01, about one in a hundred normal accesses raises one: so an alert budget becomes a
// promise. `p_next`, of a model that has learned forward, speaks of all accesses of days to come; `p_new`,
// without times, of accesses that were never seen, and days to come usually raise some times as many alarms.
// Both hold on average, not for everybody: who is new, or rarely seen, is more often among the false alarms,
// since that is part of the evidence. An account misused just as its owner uses it has no evidence against
// it.

// %% [markdown]
// ## How far to trust the scores
//
// Can a score tell a real access from a random pair? The **AUC** is the probability that the random pair of
// two gets the higher score: 0.5 is guessing, 1 is perfect. **Average precision** asks the same from the top
// of the list: how pure is it, on average, down to each random pair found? Both scores are compared with
// simple rules that any model must beat: an access is more suspicious if fewer users access its resource, or
// if fewer of the user's peers do.
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
// And are the promises kept? What was set aside is normal: of it, the promised share should raise an alarm.
// On the dashed line it does; above it there are more false alarms than promised, below it fewer. Without
// times, fewer are usual here, and no fault: p-values compare with accesses that were seen once, and what is
// set aside of a log of counts was mostly seen often.

// %%
const promises = heldOut.numRows > 0 ? calibration(evidence, heldOut) : undefined;
verdict.tell(checkTrust({ model: evidence, report, comparison, calibration: promises }));
if (promises) show(calibrationCurves(promises));

// %% [markdown]
// Where there are times, the same day by day: a model gets older, and a day may have a story of its own.

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
// Of the accesses that were set aside, all of them real, these have the most evidence against them, each
// in its most telling context. `reason` says what was learned of the account, of the resource and of the
// account's nearest peers, and how many times likelier that makes an intruder. What was set aside is no
// part of it: an access that stands there on many days may never have been seen in what was learned. So
// both counts stand here: `user_count`, how often the access was learned, and `set_aside`, how often it
// was set aside (in days, where there are times). `alike` says how many more have the same evidence,
// nearly always since all that is known of them is the same; `anomaly_score` is the original's, empty
// where it has none. The list is a sample: accesses that were trained on are not in it, and a resource
// most of whose accesses were set aside looks rarer than it is. To judge a day of accesses, score it by a
// model of the time before it: see `03-score-a-new-day`.

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
// The first ten by the terms of their evidence: bars to the right speak for an intruder, to the left for
// normal use.

// %%
evidenceBars(anomalies.slice(0, 10))

// %% [markdown]
// The same accesses in red, beside what their users access otherwise: for each up to five resources, the most
// frequent first. A grey band is as wide as its count; a red one is drawn once, with width 1, whatever its
// count.

// %%
accessSankey(accessContext(accesses, anomalies), anomalies, {
  title: 'What the users with the most anomalous accesses touch',
})

// %% [markdown]
// ## Models to keep
//
// What was set aside served its purpose, so the models to keep learn from all accesses. That of the anomaly
// score starts from the one above: three rounds bring it as far as all of the rounds from a random start.

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
// Notebook `03-score-a-new-day` loads them, and scores what came after.
