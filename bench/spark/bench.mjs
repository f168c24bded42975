// @ts-check
// npm run bench -- spark: a fit of accesses that live on Spark, beside Spark's own ALS on ready ids, and what
// the client takes for it. Starts a master and two workers.
import path from 'node:path';
import { connectSpark, startSpark } from 'access-anomaly/spark';
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, rowsOf } from '../runner/text.mjs';
import { makeTables } from './tables.mjs';

const SIZES = [
  { rows: 1_000_000, users: 50_000, resources: 20_000, rounds: 3 },
  { rows: 5_000_000, users: 200_000, resources: 50_000, rounds: 1 },
];
const QUICK_SIZES = [{ ...SIZES[0], rounds: 1 }];
const ITERATIONS = 25;
const ALS = "Spark's ALS";

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  const server = await startSpark({ workers: 2, memory: quick ? '2g' : '4g', onStep: console.error });
  try {
    const spark = await connectSpark(server.url);
    const sizes = quick ? QUICK_SIZES : SIZES;
    for (const { rounds, ...size } of sizes) {
      const folder = path.join(server.folder, `bench-${size.rows}`);
      await makeTables(spark, folder, size);
      const fit = (/** @type {string} */ what, /** @type {'ids' | 'accesses'} */ source) => ({
        about: { what, rows: size.rows, spark: spark.version },
        script: 'spark/fit.mjs',
        told: { folder, what: source, iterations: ITERATIONS },
        // It isn't in the argument, which others can read: it has the token.
        env: { SPARK_REMOTE: server.url },
      });
      yield {
        table: 'fits',
        rounds,
        // The first fit makes the JVMs warm.
        warmUp: size.rows === sizes[0].rows,
        cases: [fit(ALS, 'ids'), fit('the whole', 'accesses')],
      };
    }
    await spark.close();
  } finally {
    await server.stop();
  }
}

/** @param {import('../types.js').Results & { fits: import('../types.js').Measured[] }} results */
export function report({ fits, ...results }) {
  const rows = rowsOf(fits);
  const secondsOfAls = new Map(
    rows.filter(({ what }) => what === ALS).map(({ rows, seconds }) => [rows, seconds]),
  );
  const wholes = rows.filter(({ what }) => what !== ALS);
  return `# A fit on Spark

Written by \`npm run bench -- spark\` on ${machineLine(results)}; a master and two workers of one core each, Spark ${wholes[0].spark}. ${ITERATIONS} iterations,
rank 10; medians of ${wholes.map(({ runs }) => runs.length).join(' and ')} runs, each by a process of its own.

*Spark's ALS*: its fit of ready ids, through the same client, and its factors fetched. *The whole*: \`new AccessAnomaly().fit(table)\` of the same
accesses with their names: adding up, numbering, scaling, the same ALS, components, the mean and deviation of predictions, and the model here.

${markdownTable(wholes, {
  rows: ({ rows }) => rows,
  'users x resources': ({ numUsers, numResources }) => `${count(numUsers)} x ${count(numResources)}`,
  "Spark's ALS, s": ({ rows }) => secondsOfAls.get(rows).toFixed(1),
  'the whole, s': ({ seconds }) => seconds.toFixed(1),
  ratio: ({ rows, seconds }) => `${(seconds / secondsOfAls.get(rows)).toFixed(2)} x`,
  'peak memory of the client, MB': ({ runs }) =>
    Math.max(...runs.map((/** @type {{ peakMb: number }} */ { peakMb }) => peakMb)),
})}
`;
}
