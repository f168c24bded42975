// @ts-check
// npm run bench -- evidence: fits and scores of the evidence, beside scipy's sparse products and beside the
// formula as it is written.
import path from 'node:path';
import { build as bundle } from 'esbuild';
import { build, root } from '../../scripts/paths.mjs';
import { prepareDataset, REAL } from '../data/datasets.mjs';
import { machineLine } from '../runner/machine.mjs';
import { count, markdownTable, median, rowsOf } from '../runner/text.mjs';

const SCIPY = "scipy, X X' of users and of resources, without anything else";
const SIZES = [
  { users: 20_000, resources: 2_000, accesses: 320_000 },
  { users: 200_000, resources: 20_000, accesses: 3_200_000 },
  { users: 1_400_000, resources: 140_000, accesses: 22_400_000 },
];

/** @type {import('../types.js').Bench['groups']} */
export async function* groups({ quick }) {
  const runs = quick ? 1 : 3;
  const { folder: data } = await prepareDataset(REAL);
  /** @type {import('../types.js').Case} */
  const products = {
    about: { what: SCIPY },
    party: 'implicit',
    script: 'peers/sparse_products.py',
    told: { data },
  };
  yield { table: 'scipy', rounds: runs, cases: [products] };

  const about = { what: 'fits and scores of LANL 2014' };
  const told = { runs, oracle: await bundleOracle() };
  yield { table: 'ours', cases: [{ about, script: 'evidence/fitAndScore.mjs', told }] };

  const sizes = SIZES.slice(0, quick ? 1 : undefined);
  const cases = sizes.map((size) => ({ about: size, script: 'evidence/fitPairs.mjs', told: size }));
  yield { table: 'sizes', cases };

  const share = quick ? 0.2 : 1;
  const week = {
    ...{ users: 2977, resources: 5476, pairs: 770_000 * share, rows: 3_500_000 * share },
    ...{ added: 1_000_000 * share, days: 7, threads: 2 },
  };
  yield { table: 'days', cases: [{ about: week, script: 'evidence/fitDays.mjs', told: week }] };
}

/**
 * The oracle of the tests is outside of the library, in TypeScript.
 * @returns {Promise<string>} its module
 */
async function bundleOracle() {
  const outfile = path.join(build, 'bench', 'plainEvidence.mjs');
  const entry = path.join(root, 'tests', 'oracles', 'plainEvidence.ts');
  await bundle({ entryPoints: [entry], outfile, bundle: true, format: 'esm', platform: 'node' });
  return outfile;
}

/**
 * @typedef {import('../types.js').Measured} Measured
 * @param {import('../types.js').Results &
 *   { scipy: Measured[], ours: Measured[], sizes: Measured[], days: Measured[] }} results
 */
export function report({ scipy, ours, sizes, days, ...results }) {
  const [{ seconds: products, skipped, what }] = rowsOf(scipy);
  const [{ pairs, measured, plain }] = rowsOf(ours);
  const [week] = rowsOf(days);
  const inDays = /** @type {[string, number][]} */ (Object.entries(week.seconds));
  const runs = /** @type {[string, number[]][]} */ (Object.entries(measured));
  const medians = runs.map(([what, times]) => ({ what, seconds: median(times) }));
  return `# The evidence: fits and scores

Written by \`npm run bench -- evidence\` on ${machineLine(results)}. Medians of ${runs[0][1].length} runs; what follows
scipy's figure is ours over it.

## LANL 2014: ${count(pairs)} pairs

${markdownTable([{ what, seconds: products ?? Number.NaN }, ...medians], {
  what: ({ what }) => what,
  seconds: ({ seconds }) => (Number.isNaN(seconds) ? `not measured: ${skipped}` : seconds.toFixed(2)),
  "of scipy's products": ({ what, seconds }) => {
    if (what === SCIPY) return '1';
    return products ? `${(seconds / products).toFixed(2)} x` : '';
  },
})}

## Size

Generated accesses of about 14 a user; each fit in a process of its own, on as many threads as there are cores.

${markdownTable(
  rowsOf(sizes),
  {
    users: ({ numUsers }) => numUsers,
    pairs: ({ pairs }) => pairs,
    seconds: ({ seconds }) => seconds.toFixed(1),
    'pairs a second': ({ pairs, seconds }) => pairs / seconds,
    'peak MB': ({ peakMb }) => peakMb,
  },
  0,
)}

## Forward in time

A week of ${count(week.rows)} rows (user, resource, day, hour) of ${count(week.numPairs)} pairs, and a day of ${count(week.added)} rows after it; 2 threads, one run,
${Math.round(week.peakMb)} MB at the peak.

${markdownTable(inDays, {
  what: ([what]) => what,
  seconds: ([, seconds]) => seconds.toFixed(2),
})}

## Beside the formula as it is written down

\`tests/oracles/plainEvidence.ts\` on ${plain.pairs} pairs and as many scores: ${plain.plainSeconds.toFixed(2)} s; the engine: ${plain.seconds.toFixed(3)} s. The largest difference of
a score: ${plain.difference.toExponential(1)}.
`;
}
