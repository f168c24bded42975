// @ts-check
// npm run bench:model: whole fits beside their iterations, a warm start and foldIn beside a fit from the start; writes RESULTS.md here.
import {
  AccessAnomaly,
  holdOut,
  readAccess,
  rocAuc,
  scoreBy,
  sql,
  toTable,
  unseenPairs,
} from 'access-anomaly';
import { realFolder } from '../data/datasets.mjs';
import { machineLine } from '../machine.mjs';
import { count, markdownTable } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';
import { wholeFits } from './wholeFits.mjs';

/** @typedef {import('apache-arrow').Table} Table */
/** @typedef {import('access-anomaly').AccessAnomalyModel} Model */

const ITERATIONS = quick
  ? { random: [1, 2], warm: [1] }
  : { random: [1, 2, 3, 5, 10, 15, 25, 50], warm: [1, 2, 3, 5, 25] };

const whole = await wholeFits(quick);
const { table } = await readAccess(realFolder, { user: 'user', res: 'res' });
// What is set aside stands against as many random pairs, for every model alike.
const { train, test } = holdOut(table);
const random = unseenPairs(table, { n: test.numRows });

const warm = await warmStarts();
const users = await newcomers(
  'users',
  (pairs) => sql`SELECT *, md5_number_lower("user") % 10 = 0 AS fresh FROM ${pairs}`,
);
const resources = await newcomers(
  'resources',
  (pairs) => sql`SELECT *, md5_number_lower(res) % 10 = 0 AS fresh FROM ${pairs}`,
);

writeResults(
  'model',
  `# A model: whole fits, warm starts and foldIn

${whole}
# A model that lasts

Written by \`npm run bench:model\` on LANL 2014 (${count(train.numRows)} pairs to train on, ${count(test.numRows)} set aside against as many random ones),
rank 10, ${machineLine()}. Seconds are of one fit each.

## Warm start

A model of nine tenths of the pairs, then one of all of them, from it or from a random start:

${markdownTable(['start', 'iterations', 'seconds', 'objective', 'AUC'], warm)}

## foldIn

A model of everything but a tenth of the users (or resources), who are then folded in with their accesses; a fit of
everything; and a fit of 2 iterations from the first model. AUC and rank correlation (Spearman, with the fit) are over the test
pairs of the newcomers that all three score.

${markdownTable(['newcomers', 'how', 'seconds', 'AUC', 'correlation with the fit'], [...users, ...resources], 2)}
`,
);

async function warmStarts() {
  const { train: earlier } = holdOut(train, { fraction: 0.1, seed: 1 });
  const model = await new AccessAnomaly().fit(earlier);
  const rows = [];
  for (const [start, options, counts] of /** @type {const} */ ([
    ['random', {}, ITERATIONS.random],
    ['warm', { warmStart: model }, ITERATIONS.warm],
  ])) {
    for (const maxIter of counts) {
      let loss = 0;
      const onIteration = (/** @type {{ loss: number }} */ progress) => {
        loss = progress.loss;
      };
      const fit = await timed(() => new AccessAnomaly({ maxIter }).fit(train, { ...options, onIteration }));
      const scores =
        await sql`SELECT * FROM ${scored({ fit: fit.result }, test, random)} WHERE fit IS NOT NULL`;
      const objective = count(Math.round(loss));
      rows.push([start, String(maxIter), fit.seconds.toFixed(2), objective, aucOf(scores, 'fit')]);
    }
  }
  return rows;
}

/**
 * @param {string} what
 * @param {(pairs: Table) => Promise<Table>} marked says which pairs are of newcomers
 */
async function newcomers(what, marked) {
  const known = await sql`SELECT * EXCLUDE fresh FROM ${await marked(train)} WHERE NOT fresh`;
  const ofNewcomers = async (/** @type {Table} */ pairs) =>
    sql`SELECT * EXCLUDE fresh FROM ${await marked(pairs)} WHERE fresh`;
  const fresh = await ofNewcomers(train);
  const model = await new AccessAnomaly().fit(known);
  const ways = {
    foldIn: await timed(() => model.foldIn(fresh)),
    'fit, 25 iterations': await timed(() => new AccessAnomaly().fit(train)),
    'warm start, 2 iterations': await timed(() =>
      new AccessAnomaly({ maxIter: 2 }).fit(train, { warmStart: model }),
    ),
  };
  const models = Object.fromEntries(Object.entries(ways).map(([name, { result }]) => [name, result]));
  const scores = scored(models, await ofNewcomers(test), await ofNewcomers(random));
  const kept = await sql`SELECT * FROM ${scores} WHERE COLUMNS(*) IS NOT NULL`;
  const rows = [];
  for (const [name, { seconds }] of Object.entries(ways)) {
    const correlation = await spearman(kept, name, 'fit, 25 iterations');
    rows.push([what, name, seconds.toFixed(2), aucOf(kept, name), correlation.toFixed(3)]);
  }
  return rows;
}

/**
 * @template T
 * @param {() => Promise<T>} run
 */
async function timed(run) {
  const started = performance.now();
  const result = await run();
  return { result, seconds: (performance.now() - started) / 1000 };
}

/**
 * A table of each model's scores of normal and of random pairs, and their label.
 * @param {Record<string, Model>} models
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
  return rocAuc([...(scores.getChild(name) ?? [])], [...(scores.getChild('label') ?? [])]).toFixed(4);
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
  const answer = await sql`
    SELECT corr(rank_a, rank_b) AS r FROM (
      SELECT
        rank() OVER (ORDER BY a) + count(*) OVER (PARTITION BY a) / 2 AS rank_a,
        rank() OVER (ORDER BY b) + count(*) OVER (PARTITION BY b) / 2 AS rank_b
      FROM ${pairs})`;
  return answer.getChild('r')?.get(0);
}
