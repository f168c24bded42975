// @ts-check
// npm run bench:evidence: fits and scores of the evidence beside scipy's sparse products, and beside the plain form; writes
// RESULTS.md here.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AccessEvidence, readAccess, sql, unseenPairs } from 'access-anomaly';
import { plainEvidence } from '../../lib/dist/evidence/plain/plainEvidence.js';
import { build, root } from '../../scripts/paths.mjs';
import { numbered, realFolder } from '../data/datasets.mjs';
import { machineLine } from '../machine.mjs';
import { installPeer } from '../peers/installPeers.mjs';
import { nodeCommand, pythonCommand } from '../run/commands.mjs';
import { mustRunProcess } from '../run/runProcess.mjs';
import { count, markdownTable, median } from '../text.mjs';
import { quick, writeResults } from '../writeResults.mjs';

const RUNS = quick ? 1 : 3;
const SIZES = [
  { users: 20_000, resources: 2_000, accesses: 320_000 },
  { users: 200_000, resources: 20_000, accesses: 3_200_000 },
  { users: 1_400_000, resources: 140_000, accesses: 22_400_000 },
].slice(0, quick ? 1 : undefined);

const { table } = await readAccess(realFolder, { user: 'user', res: 'res' });
const queries = unseenPairs(table, { n: 100_000 });

const scipy = sparseProducts();
const one = await medianSeconds(() => new AccessEvidence({ threads: 1 }).fit(table));
const two = await medianSeconds(() => new AccessEvidence({ threads: 2 }).fit(table));
const model = await new AccessEvidence({ threads: 2 }).fit(table);
const scores = await medianSeconds(() => model.transform(queries, { parts: true, window: 0.2 }));
const plain = await besidePlain();

const ofScipy = (/** @type {string} */ what, /** @type {number} */ seconds) => [
  what,
  seconds.toFixed(2),
  typeof scipy === 'number' ? `${(seconds / scipy).toFixed(2)} x` : '',
];
const products = typeof scipy === 'number' ? scipy.toFixed(2) : `not measured: ${scipy}`;
const lanl = [
  ["scipy, X X' of users and of resources, without anything else", products, '1'],
  ofScipy('fit, one thread', one),
  ofScipy('fit, two threads', two),
  ofScipy('scores of 100,000 random pairs, with terms and p-values, two threads', scores),
];
const sizes = SIZES.map((size) => {
  /** @type {{ seconds: number, pairs: number, users: number, peak: number }} */
  const { seconds, pairs, users, peak } = mustRunProcess(nodeCommand('evidence/fitPairs.mjs', size));
  return [users, pairs, seconds.toFixed(1), Math.round(pairs / seconds), Math.round(peak)].map((cell) =>
    typeof cell === 'number' ? count(cell) : cell,
  );
});

writeResults(
  'evidence',
  `# The evidence: fits and scores

Written by \`npm run bench:evidence\` on ${machineLine()}. Medians of ${RUNS} runs; what follows
scipy's figure is ours over it.

## LANL 2014: ${count(table.numRows)} pairs

${markdownTable(['what', 'seconds', "of scipy's products"], lanl)}

## Size

Generated accesses of about 14 a user; each fit in a process of its own, on as many threads as there are cores.

${markdownTable(['users', 'pairs', 'seconds', 'pairs a second', 'peak MB'], sizes, 0)}

## Beside the formula as it is written down

\`tests/oracles/plainEvidence.ts\` on ${plain.pairs} pairs and as many scores: ${plain.plainSeconds.toFixed(2)} s; the engine: ${plain.seconds.toFixed(3)} s. The largest difference of
a score: ${plain.difference.toExponential(1)}.
`,
);

/** Seconds that scipy takes, or why it can't run. */
function sparseProducts() {
  const reason = installPeer('implicit');
  if (reason) return reason;
  const file = path.join(build, 'bench', 'evidence', 'pairs.bin');
  mkdirSync(path.dirname(file), { recursive: true });
  const ids = ['user', 'res'].map((name) => numbered(table.getChild(name) ?? []).ids);
  writeFileSync(file, Buffer.concat(ids.map(({ buffer }) => Buffer.from(buffer))));
  /** @type {() => { seconds: number }} */
  const run = () => mustRunProcess(pythonCommand('evidence/sparse_products.py', { file }));
  return median(Array.from({ length: RUNS }, () => run().seconds));
}

/** @param {() => unknown} act */
async function medianSeconds(act) {
  const seconds = [];
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now();
    await act();
    seconds.push((performance.now() - start) / 1000);
  }
  return median(seconds);
}

async function besidePlain() {
  const file = path.join(root, 'data/rbac-five-tenants.csv.gz');
  const small = await sql`
    SELECT tenant, "user", res, 1.0 AS likelihood FROM read_csv(${file}) WHERE tenant = 'domino' ORDER BY ALL`;
  const accesses = small.toArray().map(({ user, res, likelihood }) => ({ user, res, likelihood }));
  let start = performance.now();
  const expected = plainEvidence(accesses, accesses);
  const plainSeconds = (performance.now() - start) / 1000;
  start = performance.now();
  const scored = (await new AccessEvidence().fit(small)).transform(small);
  const seconds = (performance.now() - start) / 1000;
  const actual = [...(scored.getChild('evidence') ?? [])];
  const difference = Math.max(...expected.map(({ evidence }, n) => Math.abs(evidence - actual[n])));
  return { pairs: accesses.length, plainSeconds, seconds, difference };
}
