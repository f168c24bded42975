// @ts-check
// A process of its own: on LANL 2014, warm starts and foldIn beside fits from the start, by time and by
// quality.
import { AccessAnomaly, readAccess, sql, toTable } from 'access-anomaly';
import { holdOut, rocAuc, scoreBy, unseenPairs } from 'access-anomaly/evaluate';
import { realFolder } from '../data/datasets.mjs';
import { answer, timed, told } from '../ours/answer.mjs';

/** @typedef {import('apache-arrow').Table} Table */

const FIT = 'fit, 25 iterations';

const { table } = await readAccess(realFolder, { user: 'user', res: 'res' });
// The pairs set aside are compared with as many random pairs, the same for every model.
const { train, test } = holdOut(table);
const random = unseenPairs(table, { n: test.numRows });

answer({
  pairs: { train: train.numRows, test: test.numRows },
  warmStarts: await warmStarts(),
  newcomers: [...(await newcomers('users')), ...(await newcomers('resources'))],
});

async function warmStarts() {
  const { train: earlier } = holdOut(train, { fraction: 0.1, seed: 1 });
  const model = await new AccessAnomaly().fit(earlier);
  const rows = [];
  for (const [start, options] of /** @type {const} */ ([
    ['random', {}],
    ['warm', { warmStart: model }],
  ])) {
    for (const maxIter of told[start]) {
      let objective = 0;
      const onIteration = (/** @type {{ loss: number }} */ { loss }) => {
        objective = loss;
      };
      const { result: fit, seconds } = await timed(() =>
        new AccessAnomaly({ maxIter }).fit(train, { ...options, onIteration }),
      );
      const scores = await sql`SELECT * FROM ${scored({ fit }, test, random)} WHERE fit IS NOT NULL`;
      rows.push({ start, maxIter, seconds, objective, auc: aucOf(scores, 'fit') });
    }
  }
  return rows;
}

/**
 * A tenth of the users or resources.
 * @param {'users' | 'resources'} what
 */
async function newcomers(what) {
  const part = (/** @type {Table} */ pairs, /** @type {boolean} */ isFresh) => sql`
    SELECT * FROM ${pairs}
    WHERE (md5_number_lower(CASE ${what} WHEN 'users' THEN "user" ELSE res END) % 10 = 0) = ${isFresh}`;
  const known = await part(train, false);
  const fresh = await part(train, true);
  const model = await new AccessAnomaly().fit(known);
  const ways = {
    foldIn: await timed(() => model.foldIn(fresh)),
    [FIT]: await timed(() => new AccessAnomaly().fit(train)),
    'warm start, 2 iterations': await timed(() =>
      new AccessAnomaly({ maxIter: 2 }).fit(train, { warmStart: model }),
    ),
  };
  const models = Object.fromEntries(Object.entries(ways).map(([name, { result }]) => [name, result]));
  const scores = scored(models, await part(test, true), await part(random, true));
  const kept = await sql`SELECT * FROM ${scores} WHERE COLUMNS(*) IS NOT NULL`;
  const rows = [];
  for (const [how, { seconds }] of Object.entries(ways)) {
    const correlation = await spearman(kept, how, FIT);
    rows.push({ what, how, seconds, auc: aucOf(kept, how), correlation });
  }
  return rows;
}

/**
 * A table of each model's scores of normal and of random pairs, and their label.
 * @param {Record<string, import('access-anomaly').AccessAnomalyModel>} models
 * @param {Table} normal
 * @param {Table} drawn
 */
function scored(models, normal, drawn) {
  const label = [normal, drawn].flatMap((pairs, n) => Array(pairs.numRows).fill(n));
  const [ofNormal, ofDrawn] = [normal, drawn].map((pairs) => scoreBy(models, pairs));
  const scores = Object.keys(models).map((name) => [name, [...ofNormal[name], ...ofDrawn[name]]]);
  return toTable({ label, ...Object.fromEntries(scores) });
}

/**
 * @param {Table} scores
 * @param {string} name
 */
function aucOf(scores, name) {
  return rocAuc([...(scores.getChild(name) ?? [])], [...(scores.getChild('label') ?? [])]);
}

/**
 * The correlation of ranks, equal scores sharing the mean of theirs.
 * @param {Table} scores
 * @param {string} name
 * @param {string} other
 * @returns {Promise<number>}
 */
async function spearman(scores, name, other) {
  const [a, b] = [name, other].map((column) => scores.getChild(column));
  if (!a || !b) throw new Error(`Expected scores of ${name} and ${other}`);
  const pairs = toTable({ a: a.toArray(), b: b.toArray() });
  const found = await sql`
    SELECT corr(rank_a, rank_b) AS r FROM (
      SELECT
        rank() OVER (ORDER BY a) + count(*) OVER (PARTITION BY a) / 2 AS rank_a,
        rank() OVER (ORDER BY b) + count(*) OVER (PARTITION BY b) / 2 AS rank_b
      FROM ${pairs})`;
  return found.getChild('r')?.get(0);
}
