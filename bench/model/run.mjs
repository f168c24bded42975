// @ts-check
// npm run bench:model: a warm start and foldIn beside a fit from the start, on the LANL 2014 set; writes RESULTS.md here.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { AccessAnomaly, holdOut, readAccess, rocAuc, sql, unseenPairs } from 'access-anomaly';
import { describeMachine } from '../machine.mjs';

/** @typedef {import('apache-arrow').Table} Table */
/** @typedef {import('access-anomaly').AccessAnomalyModel} Model */

const here = path.dirname(fileURLToPath(import.meta.url));
const data = path.join(here, '../../data/lanl-2014-user-computer');
const columns = { tenantCol: 'tenant' };

const { table } = await readAccess(data, { user: 'user', res: 'res' });
// What is set aside stands against as many random pairs, for every model alike.
const { train, test } = await holdOut(table, columns);
const random = unseenPairs(table, { ...columns, n: test.numRows });

const warm = await warmStarts();
const users = await newcomers(
  'users',
  await sql`SELECT * FROM ${train} WHERE md5_number_lower("user") % 10 <> 0`,
  await sql`SELECT * FROM ${train} WHERE md5_number_lower("user") % 10 = 0`,
  (pairs) => sql`SELECT * FROM ${pairs} WHERE md5_number_lower("user") % 10 = 0`,
);
const resources = await newcomers(
  'resources',
  await sql`SELECT * FROM ${train} WHERE md5_number_lower(res) % 10 <> 0`,
  await sql`SELECT * FROM ${train} WHERE md5_number_lower(res) % 10 = 0`,
  (pairs) => sql`SELECT * FROM ${pairs} WHERE md5_number_lower(res) % 10 = 0`,
);

const { cpu, cores, memoryGb } = describeMachine();
writeFileSync(
  path.join(here, 'RESULTS.md'),
  `# A model that lasts: warm starts and foldIn

Written by \`npm run bench:model\` on LANL 2014 (${train.numRows.toLocaleString('en')} pairs to train on, ${test.numRows.toLocaleString('en')} set aside against as many random ones),
rank 10, ${cpu}, ${cores} cores, ${memoryGb} GB; Node ${process.version}. Seconds are of one fit each.

## Warm start

A model of nine tenths of the pairs, then one of all of them, from it or from a random start:

| start | iterations | seconds | objective | AUC |
|---|---:|---:|---:|---:|
${warm.join('\n')}

## foldIn

A model of everything but a tenth of the users (or resources), who are then folded in with their accesses; a fit of
everything; and a fit of 2 iterations from the first model. AUC and rank correlation (Spearman, with the fit) are over the test
pairs of the newcomers that all three score.

| newcomers | how | seconds | AUC | correlation with the fit |
|---|---|---:|---:|---:|
${[...users, ...resources].join('\n')}
`,
);
console.log([...warm, ...users, ...resources].join('\n'));

async function warmStarts() {
  const { train: earlier } = await holdOut(train, { ...columns, fraction: 0.1, seed: 1 });
  const model = await new AccessAnomaly().fit(earlier);
  const rows = [];
  for (const [start, options, counts] of /** @type {const} */ ([
    ['random', {}, [1, 2, 3, 5, 10, 15, 25, 50]],
    ['warm', { warmStart: model }, [1, 2, 3, 5, 25]],
  ])) {
    for (const maxIter of counts) {
      let loss = 0;
      const fit = await timed(() =>
        new AccessAnomaly({ maxIter }).fit(train, {
          ...options,
          onIteration: (progress) => {
            loss = progress.loss;
          },
        }),
      );
      const auc = rocAuc(...labelled([scoresOf(fit.result, test), scoresOf(fit.result, random)]));
      rows.push(
        `| ${start} | ${maxIter} | ${fit.seconds.toFixed(2)} | ${Math.round(loss).toLocaleString('en')} | ${auc.toFixed(4)} |`,
      );
    }
  }
  return rows;
}

/**
 * @param {string} what
 * @param {Table} known
 * @param {Table} fresh
 * @param {(pairs: Table) => Promise<Table>} ofNewcomers
 */
async function newcomers(what, known, fresh, ofNewcomers) {
  const model = await new AccessAnomaly().fit(known);
  const ways = {
    foldIn: await timed(() => model.foldIn(fresh)),
    'fit, 25 iterations': await timed(() => new AccessAnomaly().fit(train)),
    'warm start, 2 iterations': await timed(() =>
      new AccessAnomaly({ maxIter: 2 }).fit(train, { warmStart: model }),
    ),
  };
  const [normal, drawn] = [await ofNewcomers(test), await ofNewcomers(random)];
  const scores = Object.values(ways).map(({ result }) => [scoresOf(result, normal), scoresOf(result, drawn)]);
  const isScored = [0, 1].map((part) =>
    scores[0][part].map((_, n) => scores.every((of) => of[part][n] !== null)),
  );
  const kept = scores.map((of) => of.map((part, p) => part.filter((_, n) => isScored[p][n])));
  const reference = ranks(kept[1].flat());
  return Object.entries(ways).map(([name, { seconds }], n) => {
    const auc = rocAuc(...labelled(kept[n]));
    const correlation = pearson(ranks(kept[n].flat()), reference);
    return `| ${what} | ${name} | ${seconds.toFixed(2)} | ${auc.toFixed(4)} | ${correlation.toFixed(3)} |`;
  });
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
 * @param {Model} model
 * @param {Table} pairs
 * @returns {(number | null)[]}
 */
function scoresOf(model, pairs) {
  return [...(model.transform(pairs).getChild('anomaly_score') ?? [])];
}

/**
 * Scores of normal and of random pairs, without those that have none, and their labels.
 * @param {(number | null)[][]} parts
 * @returns {[(number | null)[], number[]]}
 */
function labelled(parts) {
  const kept = parts.map((part) => part.filter((score) => score !== null));
  return [kept.flat(), kept.flatMap((part, label) => part.map(() => label))];
}

/**
 * Ranks, equal values sharing the mean of theirs.
 * @param {(number | null)[]} values
 */
function ranks(values) {
  const order = values.map((_, n) => n).sort((a, b) => Number(values[a]) - Number(values[b]) || 0);
  const ranked = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let end = first;
    while (end < order.length && values[order[end]] === values[order[first]]) end++;
    for (let n = first; n < end; n++) ranked[order[n]] = (first + end - 1) / 2;
    first = end;
  }
  return ranked;
}

/**
 * @param {Float64Array} a
 * @param {Float64Array} b
 */
function pearson(a, b) {
  const mean = (/** @type {Float64Array} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  for (let n = 0; n < a.length; n++) {
    ab += (a[n] - ma) * (b[n] - mb);
    aa += (a[n] - ma) ** 2;
    bb += (b[n] - mb) ** 2;
  }
  return ab / Math.sqrt(aa * bb);
}
