// @ts-check
// npm run bench:spark: a fit of accesses that live on Spark, beside Spark's own ALS on ready ids, and what the client takes for it;
// writes RESULTS.md here. Starts a master and two workers of its own.
import path from 'node:path';
import { connectSpark, startSpark } from 'access-anomaly';
import { machineLine } from '../machine.mjs';
import { nodeCommand } from '../run/commands.mjs';
import { runInBackground } from '../run/runProcess.mjs';
import { count, markdownTable, median } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';
import { makeTables } from './tables.mjs';

const RUNS = quick ? 1 : 3;
const SIZES = [
  { rows: 1_000_000, users: 50_000, resources: 20_000, runs: RUNS },
  { rows: 5_000_000, users: 200_000, resources: 50_000, runs: 1 },
].slice(0, quick ? 1 : undefined);
const ITERATIONS = 25;

/** @typedef {{ seconds: number, peak: number, users: number, resources: number }} Fit */

const server = await startSpark({ workers: 2, memory: quick ? '2g' : '4g', onStep: console.error });
try {
  const spark = await connectSpark(server.url);
  const lines = [];
  for (const size of SIZES) {
    const folder = path.join(server.folder, `bench-${size.rows}`);
    await makeTables(spark, folder, size);
    /** @param {'ids' | 'accesses'} what */
    const fit = (what) =>
      /** @type {Promise<Fit>} */ (
        runInBackground({
          ...nodeCommand('spark/fit.mjs', { folder, what, iterations: ITERATIONS }),
          // Not as an argument, which others can read: it has the token.
          env: { SPARK_REMOTE: server.url },
        })
      );
    // The first of its kind warms the JVMs up.
    if (size === SIZES[0]) await fit('ids');
    const bare = [];
    const whole = [];
    for (let run = 0; run < size.runs; run++) {
      bare.push(await fit('ids'));
      whole.push(await fit('accesses'));
    }
    const secondsOf = (/** @type {Fit[]} */ fits) => median(fits.map(({ seconds }) => seconds));
    lines.push([
      count(size.rows),
      `${count(whole[0].users)} x ${count(whole[0].resources)}`,
      secondsOf(bare).toFixed(1),
      secondsOf(whole).toFixed(1),
      `${(secondsOf(whole) / secondsOf(bare)).toFixed(2)} x`,
      Math.round(Math.max(...whole.map(({ peak }) => peak))).toString(),
    ]);
  }
  await spark.close();
  writeResults(
    'spark',
    `# A fit on Spark

Written by \`npm run bench:spark\` on ${machineLine()}; a master and two workers of one core each, Spark ${spark.version}. ${ITERATIONS} iterations,
rank 10; medians of ${SIZES.map(({ runs }) => runs).join(' and ')} runs, each by a process of its own.

*Spark's ALS*: its fit of ready ids, through the same client, and its factors fetched. *The whole*: \`new AccessAnomaly().fit(table)\` of the same
accesses with their names: adding up, numbering, scaling, the same ALS, components, the mean and deviation of predictions, and the model here.

${markdownTable(
  ['rows', 'users x resources', "Spark's ALS, s", 'the whole, s', 'ratio', 'peak memory of the client, MB'],
  lines,
)}
`,
  );
} finally {
  await server.stop();
}
