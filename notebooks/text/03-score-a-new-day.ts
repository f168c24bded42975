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
// # Score a new day
//
// This notebook does the morning's work. It finds what doesn't fit in a new log, says why, hands the alerts
// on, and learns from the rest.

// %%
import {
  AccessAnomalyModel, AccessEvidenceModel, checkAlertTarget, checkFolder, countKinds, handOn, newResources,
  progress, readAccess, relearnAnomaly, scoreDay, show, sql, topAccesses, verdictLines, withNamedKinds,
  withoutEmpty,
} from 'access-anomaly';
import { modelDrift } from 'access-anomaly/evaluate';
import {
  accessContext, accessMap, accessSankey, alertTimeline, driftBars, evidenceBars, evidenceDistribution,
} from 'access-anomaly/figures';
import { alertsBox, doubtsBox, incidentsBox, showReport } from 'access-anomaly/notebook';

// %%
const summary = alertsBox();
const trust = doubtsBox();

// %% [markdown]
// ## The alerts
//
// Each alert is an account with all that it did in this log. The most severe comes first.

// %%
const incidents = incidentsBox();

// %% [markdown]
// ### How to read them
//
// Two things are compared with what is usual for the account: the evidence against it, and the number of
// accesses that it makes for the first time. The model has learned both from earlier days, and predicted each
// day from the days before. A newcomer, which was seen on fewer than 5 days, is compared with newcomers.
// **Severity** says how rare this is among normal accounts: from 25 (Low) once a week, from 50 (Medium) once
// a month, from 75 (High) once in three months. A watchlist raises it, and accounts that were judged
// *malicious* are High. If the model doesn't know what accounts do from day to day, severity depends only on
// the evidence.
//
// Earlier verdicts count: *expected* accesses are no longer listed. If an account had alerts on earlier
// mornings and nobody has judged it, its alert says so.

// %% [markdown]
// ## This notebook
//
// Notebook `02-your-own-logs` has learned who normally accesses what, and saved its models. This notebook
// loads them, scores later accesses, says which accounts are odd and why, hands the alerts on, and learns
// again. It starts with real data: the second part of the accesses that notebook 02 starts with (see
// `data/README.md`). To score your own log, type:
//
// `npm start -- notebooks/03-score-a-new-day.ipynb -p path=/logs/2026-02-01.csv.gz -p user=account -p
// res=share`
//
// `docs/every-morning.md` says how to run it every morning, with exit code 2 if an alert is severe.

// %% [markdown]
// ## Parameters
//
// - `evidenceFolder`: the folder of the model of the evidence; empty: `modelFolder` with `-evidence` added
// - `modelFolder`: the folder of the original's model, which SynapseML may have saved
// - `path`, `profile`, `tenant`, `user`, `res`, `time`, `timeFormat`, `count`, `id`, `duplicates`, `from`,
//   `to`, `likelihood`, `accounts`, `failed`, `trim`, `foldCase`, `relation`, `partitions`: the later log, as
//   in notebook 02
// - `window`: the time of this log as a share of the time that was learned from; a model that learned by days
//   doesn't need it; 0: from the spans of both, or else from their numbers of accesses
// - `verdicts`: a file of earlier verdicts (tenant, user, res, verdict, context, owner, reason, expires,
//   from, to): expected accesses aren't listed, malicious ones are forgotten; empty: none
// - `watchlist`: a file of accounts and resources that matter, and why (tenant, user, res, label): their
//   alerts become more severe; empty: none
// - `alertsTo`: where the alerts go: a file (`.csv`, `.parquet`, `.jsonl`, `.ocsf.ndjson`),
//   `azure:https://<endpoint>/<ruleId>/<streamName>` or `splunk:https://<host>:8088`; see `docs/alerts.md`;
//   empty: nowhere
// - `events`: how many of the log's events are listed for each telling access, with file and line; 0: none
// - `earlier`: the log that the original's model was learned from, so that its next model learns from both
//   logs; empty: the model only adds newcomers, without a fit
// - `timeZone`: a zone such as `Europe/Berlin`, whose time is shown beside UTC; empty: none
// - `alertBudget`: how many accounts somebody has time to look at, in each tenant
// - `leastSeverity`: the least severity of an alert, 1 to 100; at less than 1, a normal account is as odd
//   every day
// - `threshold`: accesses are counted if the original's score is above this, in standard deviations from the
//   mean of the training accesses
// - `nextModelFolder`, `nextEvidenceFolder`: where the models that have also seen this log are saved; the
//   second empty: the first with `-evidence`

// %% tags=["parameters"]
let evidenceFolder = '';
let modelFolder = '../build/model';
let path = '../data/lanl-2014-user-computer/second-span.parquet';
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
let relation = '';
let partitions = false;
let window = 0;
let verdicts = '';
let watchlist = '';
let alertsTo = '';
let events = 0;
let earlier = '';
let timeZone = '';
let alertBudget = 25;
let leastSeverity = 1;
let threshold = 1;
let nextModelFolder = '../build/model-next';
let nextEvidenceFolder = '';

// %% [markdown]
// ## The models
//
// A model is refused if one of its files is missing, damaged or of a newer version. It gives exactly the same
// scores, to the last bit, as when it was saved.

// %%
const advise = (error: Error) => {
  throw new Error(`${error.message}; notebook 02-your-own-logs saves a model`);
};
const model = await AccessAnomalyModel.load(modelFolder).catch(advise);
const evidence = await AccessEvidenceModel.load(evidenceFolder || `${modelFolder}-evidence`).catch(advise);
// If something can't be written, this fails before anything is read.
const nextFolder = nextEvidenceFolder || `${nextModelFolder}-evidence`;
for (const folder of [nextModelFolder, nextFolder]) await checkFolder(folder);
if (alertsTo) await checkAlertTarget(alertsTo);

// %%
[{
  model: modelFolder, users: evidence.numUsers, resources: evidence.numResources,
  accesses: evidence.numAccesses,
  first: evidence.span?.first ?? null, last: evidence.span?.last ?? null,
}]

// %% [markdown]
// ## The new accesses
//
// The log is read by the days, hours and contexts that the model has learned. The table also says what was
// done, for the alerts. Failed attempts are counted, and never learned. Verdicts that had expired at the end
// of the log, or by now if that is earlier, no longer hold.

// %%
// Empty parameters are left out. A known log is read by its profile.
const zone = withoutEmpty({ timeZone });
const day = await scoreDay(path, {
  ...withoutEmpty({
    profile, tenant, user, res, time, timeFormat, count, id, duplicates, from, to, likelihood, accounts,
    failed, trim, foldCase, relation, partitions, verdicts, watchlist, window: window || null,
  }),
  ...{ model: evidence, budget: alertBudget, leastSeverity, ...zone },
});

// %%
showReport(day.report, day.log, { mayBeQuiet: true, ...zone });

// %% [markdown]
// ## Which accounts are odd
//
// The accounts have been judged. Their alerts are shown at the beginning of this page.

// %%
const { alerts, telling, accesses, failures } = day;
const found = { alerts, report: day.report, accesses: day.numAccesses, ...zone };
summary.tell(found);
const shown = { accesses, model: evidence, failures, limit: alertBudget, ...zone };
incidents.tell(alerts, shown);

// %% [markdown]
// ## New resources
//
// A resource that nobody used before is not an attack by itself. The table has a row for each, the most used
// first, and compares it with the first days of earlier new resources. `like` is the resource that is most
// typical of its users.

// %%
show(newResources(accesses, { model: evidence }), { limit: 10 });

// %% [markdown]
// ## Why
//
// The evidence of an access is the sum of its terms: how little the account is used, how little the resource
// is used, how badly the two fit, how often this was seen before, and how unusual the contexts are. With
// contexts, there are four kinds of intruders, and the last term says what that changes. Bars to the right
// speak for an intruder, and bars to the left for normal use. These are the telling accesses of the first
// accounts.

// %%
// On a day without alerts there is nothing to draw.
if (alerts.numRows > 0) show(evidenceBars(evidence.explain(telling.slice(0, 10))));
else console.log('There are no alerts to explain.');

// %% [markdown]
// ## The map
//
// The map shows who accesses what. It is sorted by the groups that the model has learned: users who share
// resources are next to each other, and so are resources that share users. This log's accesses are grey, and
// the alerts are red.

// %%
accessMap(accesses, telling, { model: evidence })

// %%
if ((day.log.profile || day.log.time) && alerts.numRows > 0) show(alertTimeline(telling));

// %% [markdown]
// ## What else they touch
//
// This diagram shows the telling accesses of the alerts in red, and what else these accounts access in this
// log: at most five resources for each account, the most frequent first.

// %%
accessSankey(accessContext(accesses, telling), telling, { title: 'What the accounts with alerts touch' })

// %% [markdown]
// ## Handing them on
//
// The alerts go to the target that `alertsTo` names, one for each account. The log is searched for the events
// behind them if `events` is above 0.

// %%
// If a service is down, the report goes on; `npm start` says so, and ends with exit code 1.
const { text: handedOn, ...delivery } = await handOn(alerts, alertsTo);
summary.tell({ ...found, ...delivery });
console.log(handedOn);

// %%
const behind = events > 0 && alerts.numRows > 0 ? await day.events({ limit: events }) : null;
if (behind) incidents.tell(alerts, { ...shown, events: behind });
if (behind) show(behind, { limit: 200 });

// %% [markdown]
// ## What is new
//
// Each access has one kind: it was seen before; its account and its resource are known, but not together; or
// its account, its resource or its tenant is new.

// %%
trust.tell(day.trust);
const scored = await withNamedKinds(model.transform(day.scored));
await countKinds(scored)

// %% [markdown]
// ## The evidence in figures
//
// The **evidence** is a logarithm. It says how many times likelier an intruder makes an access than normal
// use does, where an intruder picks accounts and resources mostly at random, and normal use is what was
// learned of everybody. 0 says nothing, 3 means **20 times likelier**, 5 means 150 times; below 0, normal use
// is likelier. It is not the chance of an intruder: if one access in ten thousand is an intruder's, one with
// 20 times the odds is an intruder's with a chance of one in five hundred. Accounts without a history are
// judged, too, by what is known: how much the resource is used, and how often newcomers come.
//
// `p_next` is how often a normal access gets as much evidence: of a thousand normal accesses, about ten have
// a `p_next` of at most 0.01. If the model has learned by days, `p_next` was measured on the last quarter of
// them. Otherwise it only comes from the time of the model, and later days raise more alarms than it
// promises. It is right on average over all accesses; newcomers and rare resources raise more than their
// share of the alarms.
//
// Accesses with the same evidence share a row here, nearly always because all that is known of them is the
// same; `alike` says how many more there are. The account with the least suspicious `habit` comes first among
// them. `habit` is the mean evidence of what the account did before (for a new account, of what others did at
// the resource). `times` is how many times likelier an intruder makes the access, at most a million; `why`
// lists its terms as factors. `anomaly_score` is the original's, and is empty if there is none.

// %%
const top = { model: evidence, verdicts: day.verdicts, now: day.now, limit: alertBudget };
show(await topAccesses(scored, top), { limit: alertBudget });

// %%
evidenceDistribution(scored)

// %% [markdown]
// ## Learning again
//
// The next model of the evidence also learns from this log, except from accesses that may be an intruder's,
// since it considers everything that it learns normal. All first-time accesses of accounts with an alert are
// held back, and so are all accesses with evidence above 0, listed or not. They wait in the model's folder
// until somebody judges them. *Benign* and *expected* ones are learned on the next morning. *Malicious* ones
// are forgotten, even if an earlier model has learned them.

// %%
const learned = await day.learn(progress('Learning the evidence'));
console.log(learned.text);
summary.tell({ ...found, ...delivery, learned: learned.text });

// %% [markdown]
// These are the accesses that wait for a verdict, as lines for the file of verdicts. Save them, write
// `expected`, `benign` or `malicious` into each line that you judge, and delete the others.

// %%
show(await verdictLines(learned.heldBack), { limit: 10 });

// %%
await learned.save(nextFolder);

// %% [markdown]
// For which users did the model change most? The drift of a user is how far the evidence of their accesses
// moved from one model to the next (the root of the mean square). A user moves far if they do something else
// than before, or if little was known of them and the model has learned more.

// %%
driftBars(modelDrift(evidence, learned.model))

// %% [markdown]
// ## The original's score, beside it
//
// The original's score says how much less expected an access is than the training accesses, in their standard
// deviations. It is Infinity if nothing that the model has seen connects the user and the resource. An access
// has no score if the model has not seen the user or the resource.

// %%
show(await sql`
  SELECT count(*) AS accesses, count(anomaly_score) AS "with a score",
    count(*) - count(anomaly_score) AS "user or resource is new",
    count(*) FILTER (isinf(anomaly_score)) AS "Infinity",
    count(*) FILTER (anomaly_score > ${threshold}) AS "above the threshold"
  FROM (SELECT DISTINCT tenant, "user", res, anomaly_score FROM ${scored})`);

// %% [markdown]
// `foldIn` adds newcomers to the original's model by their first accesses, without a fit. Known users keep
// their scores.

// %%
const folded = learned.learned.numRows === 0 ? model : await model.foldIn(learned.learned);

show(await sql`
  SELECT 'before' AS model, ${model.numUsers} AS users, ${model.numResources} AS resources,
    count(anomaly_score) AS "accesses with a score"
  FROM ${scored}
  UNION ALL
  SELECT 'after', ${folded.numUsers}, ${folded.numResources}, count(anomaly_score)
  FROM ${folded.transform(accesses)}`);

// %% [markdown]
// If there is an earlier log, the original's next model learns from both logs. It starts from the model with
// the newcomers, so three rounds are enough.

// %%
const old = earlier ? (await readAccess(earlier, withoutEmpty({ ...day.log, to }))).table : null;
const next = old === null ? folded : await relearnAnomaly(folded, learned, {
  earlier: old, verdicts: day.verdicts, now: day.now, ...progress('Training the anomaly score'),
});
await next.save(nextModelFolder);
