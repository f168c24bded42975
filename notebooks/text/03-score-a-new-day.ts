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
// The morning's work: what of a new log doesn't fit what was learned, why, to whom it goes, and what is
// learned from it.

// %%
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  AccessAnomaly, AccessAnomalyModel, accessContext, AccessEvidenceModel, accessMap, accessSankey, alertsBox,
  alertTimeline, doubtsBox, doubtsOf, driftBars, evidenceBars, given, incidentsBox, inspectLog, learnDay,
  modelDrift, newResources, optionsFor, progress, readAccess, readEvents, readVerdicts, readWatchlist,
  scoreDistribution, show, showReport, sql, tellingOf, termsInWords, triage, windowOf, withVerdicts,
  writeAlerts,
} from 'access-anomaly';

// %%
const summary = alertsBox();
const trust = doubtsBox();

// %% [markdown]
// ## The alerts
//
// Each is an account with all that it did in this log, the most severe first.

// %%
const incidents = incidentsBox();

// %% [markdown]
// ### How to read them
//
// An account is set against two things: how much evidence there usually is against it, and how many accesses
// it usually makes for the first time. Both come from the days that the model has learned, each foreseen from
// what was known before. A newcomer, seen on less than 5 days, is set against newcomers. **Severity** says
// how rare that is among normal accounts: from 25 (Low) once a week, from 50 (Medium) once a month, from 75
// (High) once in three months. A watchlist raises it, and what was judged *malicious* is High. Where nobody
// knows what accounts do from day to day, severity goes by the evidence alone.
//
// What was decided on earlier mornings counts: *expected* accesses are not listed any more. What was alerted
// on an earlier morning, and judged by nobody, says so.

// %% [markdown]
// ## This notebook
//
// Notebook `02-your-own-logs` has learned who normally accesses what, and saved its models. This one loads
// them, scores later accesses, tells which accounts are odd and why, hands the alerts on, and learns again.
// It starts with real data: the second span of the accesses that notebook 02 starts with (see
// `data/README.md`).
//
// `npm start -- notebooks/03-score-a-new-day.ipynb -p path=/logs/2026-02-01.csv.gz -p user=account -p
// res=share`
//
// Every morning by itself, with exit code 2 where an alert is of high severity: see `docs/every-morning.md`.

// %% [markdown]
// ## Parameters
//
// - `evidenceFolder`: the folder of the model of the evidence; empty: the next one with `-evidence`
// - `modelFolder`: the folder of the original's model; also one that SynapseML saved
// - `path`, `profile`, `tenant`, `user`, `res`, `time`, `timeFormat`, `count`, `id`, `duplicates`, `from`,
//   `to`, `likelihood`, `accounts`, `failed`, `trim`, `foldCase`, `relation`, `partitions`: the later log, as
//   in notebook 02
// - `window`: how long the time of this log is, as a share of the time that was learned from; a model that
//   learned by days doesn't need it; 0: by the spans of both, or else by their numbers of accesses
// - `verdicts`: a file of what was decided before (tenant, user, res, verdict, context, owner, reason,
//   expires, from, to): expected accesses aren't listed, malicious ones are forgotten; empty: none
// - `watchlist`: a file of accounts and resources that matter, and why (tenant, user, res, label): alerts of
//   these are raised; empty: none
// - `alertsTo`: where the alerts go: a file (`.csv`, `.parquet`, `.jsonl`, `.ocsf.ndjson`),
//   `azure:https://<endpoint>/<ruleId>/<streamName>` or `splunk:https://<host>:8088`; see `docs/alerts.md`;
//   empty: nowhere
// - `events`: how many of the log's events are listed of each alert, with file and line; 0: none
// - `earlier`: the log that the original's model was learned from, to learn from both again; empty: newcomers
//   are only folded in
// - `timeZone`: a zone such as `Europe/Berlin`, whose clock stands beside UTC; empty: none
// - `alertBudget`: how many accounts somebody has time to look at, in each tenant
// - `leastSeverity`: the least severity of an alert, 1 to 100: below 1, a normal account is as odd every day
// - `threshold`: of the original's score: how many accesses are above it is counted, in deviations from the
//   mean of those trained on
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
let earlier = '../data/lanl-2014-user-computer/first-span.parquet';
let timeZone = '';
let alertBudget = 25;
let leastSeverity = 1;
let threshold = 1;
let nextModelFolder = '../build/model-next';
let nextEvidenceFolder = '';

// %% [markdown]
// ## The models
//
// They are refused if a file of them is missing, damaged or of a newer version. What they give is bit for bit
// what they gave when they were saved.

// %%
const advice = 'notebook 02-your-own-logs saves a model';
for (const [name, folder] of Object.entries({ modelFolder, nextModelFolder })) {
  if (!folder) throw new Error(`Expected ${name} to name a folder, got none; ${advice}`);
}
const advise = (error: Error) => {
  throw new Error(`${error.message}; ${advice}`);
};
const model = await AccessAnomalyModel.load(modelFolder).catch(advise);
const usedFolder = resolve(evidenceFolder || `${modelFolder}-evidence`);
const evidence = await AccessEvidenceModel.load(usedFolder).catch(advise);

// %%
[{
  model: modelFolder, users: evidence.numUsers, resources: evidence.numResources,
  accesses: evidence.numAccesses,
  first: evidence.span?.first ?? null, last: evidence.span?.last ?? null,
}]

// %% [markdown]
// ## The new accesses

// %%
// What is empty isn't given; a log that is known is read by its profile.
const zone = given({ timeZone });
const asked = given({
  profile, tenant, user, res, time, timeFormat, count, id, duplicates, likelihood, accounts, failed, trim,
  foldCase, relation, partitions,
});
// Wrong verdicts, dates and options are refused before anything is read.
const rules = verdicts ? await readVerdicts(verdicts) : [];
const watched = watchlist ? await readWatchlist(watchlist) : [];
const inspected = await inspectLog(path, { ...asked, ...given({ from, to }) });
const log = optionsFor(inspected, asked, 'notebooks/03-score-a-new-day.ipynb');
const times = Boolean(log.profile || log.time);
if (evidence.dayCol !== null && !times) {
  throw new Error('Expected the field of the time (-p time=...), got none: the model has learned by days');
}
// What the model has learned by: days, hours and contexts.
const inTime = evidence.dayCol === null ? {} : {
  by: 'day' as const, hours: evidence.hourCol !== null, context: evidence.contextCols.join(', '),
};
// What was done comes along, to be shown; attempts that failed are counted, and never learned.
const attempts = log.profile && !failed ? { failed: 'apart' as const } : {};
const { table: accesses, report, failures } = await readAccess(path, {
  ...given({ ...log, ...inTime, from, to, times }), ...attempts, details: true,
});

// %%
showReport(report, log, { mayBeQuiet: true, ...zone });

// %% [markdown]
// ## Which accounts are odd
//
// Here the accounts are judged. The alerts that come of it stand at the head of this page.

// %%
// A verdict holds, or has expired, on the day of the log, so that an earlier day can be looked at again.
// No later than now: a false clock must not let verdicts expire.
const now = new Date(Math.min(Date.now(), report.span?.last.getTime() ?? Date.now()));
const share = window || windowOf(evidence, { span: report.span, accesses: accesses.numRows });
const alerts = triage(accesses, {
  model: evidence, verdicts: rules, watchlist: watched, window: share, budget: alertBudget, leastSeverity,
  now, ...zone,
});
const telling = tellingOf(alerts);
const [{ distinct }] = await sql`
  SELECT count(DISTINCT (tenant, "user", res))::INTEGER AS distinct FROM ${accesses}`;
const found = { alerts, report, accesses: distinct, ...zone };
summary.tell(found);

incidents.tell(alerts, { accesses, model: evidence, failures, limit: alertBudget, ...zone });

// %% [markdown]
// ## New resources
//
// What nobody used before is no attack by itself: a row for each, the most used first, set against what new
// resources did in their first days. `like` is what their users share most.

// %%
show(newResources(accesses, { model: evidence }), { limit: 10 });

// %% [markdown]
// ## Why
//
// The evidence of an access is the sum of its terms: how little the account is used, how little the resource
// is used, how badly the two fit, how often this was seen before, and how unusual the contexts are. With
// contexts, the intruder is one of four kinds, and the last term says what that changes. Bars to the right
// speak for an intruder, to the left for normal use. These are the telling accesses of the first accounts.

// %%
// A quiet day has no figures of its alerts.
if (alerts.numRows > 0) show(evidenceBars(evidence.explain(telling.slice(0, 10))));
else console.log('There are no alerts to explain.');

// %% [markdown]
// ## The map
//
// Who accesses what, in the order of the groups that the model has learned: users who share resources stand
// beside each other, and so do resources. Grey are this log's accesses, red the alerts.

// %%
accessMap(accesses, telling, { model: evidence })

// %%
if (times && alerts.numRows > 0) show(alertTimeline(telling));

// %% [markdown]
// ## What else they touch
//
// The telling accesses of the alerts in red, beside what else these accounts access in this log: for each up
// to five resources, the most frequent first.

// %%
const title = 'What the accounts with alerts touch';
if (alerts.numRows > 0) show(accessSankey(accessContext(accesses, telling), telling, { title }));
else console.log('There are no accounts with alerts.');

// %% [markdown]
// ## Handing them on
//
// Alerts go to whom they concern, one an account, and the events behind them are found in the log.

// %%
// A service that is down costs nobody the report; `npm start` says it, and ends with exit code 1.
const delivery = alertsTo ? await writeAlerts(alerts, alertsTo).catch((error: Error) => error) : null;
const undelivered = delivery instanceof Error ? { undelivered: delivery.message } : {};
summary.tell({ ...found, ...undelivered });
console.log(
  delivery === null ? 'The alerts go nowhere: `alertsTo` is empty.'
    : delivery instanceof Error ? delivery.message
      : `Alerts written to ${alertsTo}: ${delivery.sent}; there before: ${delivery.before}.`,
);

// %%
if (events > 0 && alerts.numRows > 0) {
  const { likelihood: _, ...source } = log;
  const behind = { ...given({ ...source, from, to }), of: telling, limit: events };
  show(await readEvents(path, behind), { limit: 200 });
}

// %% [markdown]
// ## What is new
//
// Each access is of one kind: it was seen before; it is new for an account and a resource that are known; or
// its account, or its resource, was never seen.

// %%
const weighed = termsInWords(evidence.transform(accesses, { parts: true, kinds: true, window: share }));
trust.tell(doubtsOf({ model: evidence, report, scored: weighed, alerts }));

const scored = await sql`
  SELECT * REPLACE (CASE kind
      WHEN 'seen' THEN 'seen before' WHEN 'novel' THEN 'new for the account'
      WHEN 'cold user' THEN 'new account' WHEN 'cold resource' THEN 'new resource' ELSE 'new tenant'
    END AS kind)
  FROM ${model.transform(weighed)}`;

await sql`
  SELECT kind, count(DISTINCT (tenant, "user", res)) AS accesses,
    median(evidence) AS "median evidence", max(evidence) AS "most evidence",
    count(*) FILTER (p_next <= 0.01) AS "p_next up to 0.01"
  FROM ${scored} GROUP BY kind ORDER BY accesses DESC`

// %% [markdown]
// ## The evidence in figures
//
// The **evidence** is the logarithm of how many times likelier an access is from an intruder, who picks
// accounts and resources mostly at random, than from what was learned of everybody. 0 says nothing, 3 means
// **20 times likelier**, 5 means 150 times; below 0, normal use is likelier. It is not the chance of an
// intruder: if one access in ten thousand is an intruder's, one with 20 times the odds is an intruder's with
// a chance of one in five hundred. Who has no history is judged, too, by what is known: how much the resource
// is used, how often newcomers come.
//
// `p_next` is how often a normal access gets as much evidence: of a thousand normal accesses about ten have
// one up to 0.01, whoever makes them. Where the model has learned by days, it was measured on the last
// quarter of them; else it comes from the time of the model alone, and days to come raise more alarms than it
// promises. It is right on average over all; newcomers and rare resources take more than their share of it.
//
// Accesses of the same evidence, nearly always since all that is known of them is the same, share a row here:
// `alike` says how many more there are. Of these, the account whose `habit` was least suspicious comes first:
// the mean evidence of what it did before (of a new account: of what others did at the resource). `times` is
// how many times likelier an intruder makes the access, a million at most; `why` says the terms of it as
// factors. The original's `anomaly_score` is empty where it has none.

// %%
const judged = withVerdicts(scored, rules, { now });
const open = await sql`SELECT * FROM ${judged} WHERE verdict IS DISTINCT FROM 'expected'`;
const levels = await sql`
  SELECT DISTINCT round(evidence, 3) AS level FROM ${open} WHERE evidence > 0
  ORDER BY level DESC LIMIT ${alertBudget}`;
const atTop = await sql`
  SELECT *, round(evidence, 3) AS level
  FROM (FROM ${open} QUALIFY row_number() OVER (PARTITION BY tenant, "user", res ORDER BY evidence DESC) = 1)
  SEMI JOIN ${levels} ON round(evidence, 3) = level`;

// %%
const habits = await sql`
  SELECT tenant, "user", NULL AS res, avg(pair_evidence) AS habit
  FROM ${evidence.transform(evidence.historyOf(atTop))} GROUP BY ALL
  UNION ALL
  SELECT tenant, NULL, res, avg(pair_evidence)
  FROM ${evidence.transform(evidence.historyOf(atTop, { of: 'resources' }))} GROUP BY ALL`;

// %%
show(await sql`
  SELECT dense_rank() OVER (ORDER BY level DESC) AS rank, tenant, "user", res, kind, evidence, times, p_next,
    why, alike, habit, anomaly_score
  FROM (
    SELECT a.*, round(exp(least(evidence, ln(1000000))))::INTEGER AS times,
      coalesce(u.habit, r.habit) AS habit,
      count(*) OVER (PARTITION BY level) - 1 AS alike,
      row_number() OVER (
        PARTITION BY level
        ORDER BY coalesce(u.habit, r.habit) NULLS LAST, likelihood DESC, a.tenant, a."user", a.res
      ) AS place
    FROM ${atTop} a
      LEFT JOIN ${habits} u ON a.tenant = u.tenant AND a."user" = u."user"
      LEFT JOIN ${habits} r ON a.tenant = r.tenant AND a.res = r.res
  )
  WHERE place = 1 ORDER BY rank`, { limit: alertBudget });

// %%
const rows = scored.select(['kind', 'evidence']).toArray();
scoreDistribution(
  ['seen before', 'new for the account', 'new account', 'new resource', 'new tenant'].map((kind) => ({
    name: kind, scores: rows.filter((row) => row.kind === kind).map((row) => row.evidence),
  })),
  { title: 'Distribution of the evidence', unit: 'Evidence, in nats' },
)

// %% [markdown]
// ## Learning again
//
// The next model of the evidence has also seen this log, without what may be an intruder's: what a model
// learns from it takes for normal. Held back are all first-time accesses of accounts with an alert, and all
// accesses with evidence above 0, listed or not. They wait in the model's folder until somebody judges them.
// *Benign* and *expected* ones are learned on the next morning. *Malicious* ones are forgotten, also where an
// earlier model has learned them.

// %%
const nextFolder = resolve(nextEvidenceFolder || `${nextModelFolder}-evidence`);
const { model: nextEvidence, learned, heldBack, text } = await learnDay(evidence, accesses, {
  alerts, verdicts: rules, now, span: report.span, ...progress('Learning the evidence'),
});
console.log(text);
summary.tell({ ...found, ...undelivered, learned: text });

// %% [markdown]
// What waits for a verdict, as lines for the file of verdicts: save them, say `expected`, `benign` or
// `malicious` in each that was judged, and delete the others.

// %%
show(await sql`
  SELECT DISTINCT tenant, "user", res, '' AS verdict, '' AS context, '' AS owner, '' AS reason,
    '' AS expires
  FROM ${heldBack} ORDER BY ALL`, { limit: 10 });

// %%
mkdirSync(dirname(nextFolder), { recursive: true });
await nextEvidence.save(nextFolder);

// %% [markdown]
// For whom did it change most? The drift of a user is how far the evidence of their accesses moved from one
// model to the next (the root of the mean square). Who moves far does something else than before, or the
// little that was known of them has become more.

// %%
driftBars(modelDrift(evidence, nextEvidence))

// %% [markdown]
// ## The original's score, beside it
//
// It says how much less an access was to be expected than those that its model was trained on, in their
// deviations. Infinity: nothing that the model has seen connects the user and the resource. An access has no
// score where the model has not seen the user, or the resource.

// %%
show(await sql`
  SELECT count(*) AS accesses, count(anomaly_score) AS "with a score",
    count(*) - count(anomaly_score) AS "user or resource is new",
    count(*) FILTER (isinf(anomaly_score)) AS "Infinity",
    count(*) FILTER (anomaly_score > ${threshold}) AS "above the threshold"
  FROM (SELECT DISTINCT tenant, "user", res, anomaly_score FROM ${scored})`);

// %% [markdown]
// `foldIn` adds newcomers to its model by their first accesses, without a fit: who was known keeps their
// scores.

// %%
const folded = learned.numRows === 0 ? model : await model.foldIn(learned);

show(await sql`
  SELECT 'before' AS model, ${model.numUsers} AS users, ${model.numResources} AS resources,
    count(anomaly_score) AS "accesses with a score"
  FROM ${scored}
  UNION ALL
  SELECT 'after', ${folded.numUsers}, ${folded.numResources}, count(anomaly_score)
  FROM ${folded.transform(accesses)}`);

// %% [markdown]
// Its next model learns from both logs, where there is the earlier one. It starts where the folded one
// stands, so that three rounds are enough.

// %%
const old = earlier ? (await readAccess(earlier, given({ ...log, to }))).table : null;
const next = old === null ? folded : await new AccessAnomaly({ rankParam: model.rank, maxIter: 3 }).fit(
  await sql`
    SELECT tenant, "user", res, sum(likelihood)::DOUBLE AS likelihood
    FROM (SELECT tenant, "user", res, likelihood FROM ${withVerdicts(old, rules, { now })}
        ANTI JOIN ${heldBack} USING (tenant, "user", res)
        WHERE verdict IS DISTINCT FROM 'malicious'
      UNION ALL SELECT tenant, "user", res, likelihood FROM ${learned})
    GROUP BY ALL ORDER BY ALL`,
  { warmStart: folded, ...progress('Training the anomaly score') },
);
await next.save(nextModelFolder);
